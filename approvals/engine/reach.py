"""What a chain may say although it cannot be run yet: refused when it is to be published; pure.

A verb beside others that is not there yet is only not offered; what would leave a case standing is refused.
"""

from collections.abc import Iterable, Iterator

from approvals.chains.definition import Chain, StepSpot, steps_of
from approvals.words import PASSING_VERBS, Verb
from kernel.kinds import Problem
from kernel.text import Text, listed


def beyond(chain: Chain) -> list[Problem]:
    """Every place where the chain asks for what cannot be run."""
    return [problem for spot in steps_of(chain) for problem in _step(spot)]


def _step(spot: StepSpot) -> Iterator[Problem]:
    step = spot.step
    passing = PASSING_VERBS.get(step.kind, frozenset()) - (
        {Verb.COUNTERSIGN} if step.votes is None else set()
    )
    # without any verb that could lead on, soundness has told so
    if Verb.COUNTERSIGN in step.verbs and passing and not passing & set(step.verbs):
        yield Problem(
            f"{spot.path}.verbs",
            Text(
                f"步骤“{step.name}”没有写会签规则 votes，只有会签就过不去。",
                f"The step “{step.name}” has no votes, so countersigning alone does not pass it.",
            ),
            _instead(passing),
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
