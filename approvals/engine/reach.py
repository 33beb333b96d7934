"""What a chain may say although it cannot be run yet: refused when it is to be published; pure.

A verb beside others that is not there yet is only not offered; what would leave a case standing is refused.
"""

from collections.abc import Iterable, Iterator

from approvals.definition import Chain, StepSpot, steps_of
from approvals.engine.permitting import RUN
from approvals.words import PASSING_VERBS, Overdue, StepKind, Verb
from kernel.kinds import Problem
from kernel.text import Text, listed

KINDS_RUN = frozenset({StepKind.ACT, StepKind.FILL, StepKind.CONFIRM, StepKind.AUTO})


def beyond(chain: Chain) -> list[Problem]:
    """Every place where the chain asks for what cannot be run."""
    found = []
    if chain.clock is not None and chain.clock.on_overdue in (Overdue.APPROVE, Overdue.REJECT):
        late = chain.clock.on_overdue
        found.append(
            Problem(
                "clock.on_overdue",
                Text(f"整个办件逾期后还不能 {late}。", f"A whole case that is late cannot {late} yet."),
                _instead([Overdue.REMIND, Overdue.ESCALATE]),
            )
        )
    for spot in steps_of(chain):
        found += _step(spot)
    return found


def _step(spot: StepSpot) -> Iterator[Problem]:
    step = spot.step
    if step.kind not in KINDS_RUN:
        yield Problem(
            f"{spot.path}.kind",
            Text(f"还不能运行 {step.kind} 步骤。", f"A {step.kind} step cannot be run yet."),
            _instead(KINDS_RUN),
        )
        return
    passing = PASSING_VERBS.get(step.kind, frozenset())
    if passing and not passing & RUN & set(step.verbs):
        yield Problem(
            f"{spot.path}.verbs",
            Text(
                f"步骤“{step.name}”只能用还不能运行的操作通过。",
                f"The step “{step.name}” is only passed by verbs that cannot be run yet.",
            ),
            _instead(passing & RUN),
        )
    if Verb.RESUBMIT in step.verbs:
        yield Problem(
            f"{spot.path}.verbs",
            Text("补正后提交（resubmit）不必写。", "The verb resubmit is not to be listed."),
            Text(
                "请删去；写了 submit 的步骤在补正时就能再提交。",
                "Remove it; a step with submit may resubmit what was returned.",
            ),
        )


def _instead(words: Iterable[str]) -> Text:
    known = listed(sorted(words))
    return Text(f"可用：{known.zh}。", f"Use one of: {known.en}.")
