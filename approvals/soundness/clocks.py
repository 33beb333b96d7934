"""What a clock does when it runs out is said once, and can be done; pure."""

from collections.abc import Iterator

from approvals.chains.definition import Chain, Clock, StepSpot
from approvals.words import Exit, Overdue, Silence, StepKind, Unit, Verb
from kernel.kinds import Problem
from kernel.text import Text

DECIDED = frozenset({Overdue.APPROVE, Overdue.REJECT})
ALONE = frozenset({Overdue.REMIND, Overdue.ESCALATE})
"""What may happen beside a policy of silence, for it decides nothing."""


def clock_problems(spot: StepSpot) -> Iterator[Problem]:
    """What is wrong with the clock of a step."""
    step, clock = spot.step, spot.step.clock
    if clock is None:
        return
    if clock.on_overdue is Overdue.GO_TO and Exit.OVERDUE not in step.exits:
        yield Problem(
            f"{spot.path}.clock.on_overdue",
            Text(
                f"步骤“{step.name}”没有说逾期后去哪里。",
                f"The step “{step.name}” does not say where it goes when overdue.",
            ),
            Text("请写 on: {overdue: 步骤或办理结果}。", "Write on: {overdue: a step or an outcome}."),
        )
    if step.kind is StepKind.WAIT and clock.on_overdue is Overdue.REJECT:
        yield Problem(
            f"{spot.path}.clock.on_overdue",
            Text(
                "等待步骤没有人作决定，不能逾期即不同意。", "Nobody decides at a wait, so it cannot reject."
            ),
            Text("请写 on: {overdue: …}。", "Write on: {overdue: …}."),
        )
    yield from _silence(spot, clock)
    yield from _terms(spot, clock)


def whole_clock_problems(chain: Chain) -> Iterator[Problem]:
    """What is wrong with the clock of the whole case."""
    if chain.clock is not None:
        yield from _whole_ways(chain, chain.clock)
    if chain.clock is not None and chain.clock.terms:
        yield Problem(
            "clock.at_most",
            Text(
                "补正期限是某一步的事，不是整个办件的。", "Time to mend is given at a step, not to the case."
            ),
            Text("请写在当事人填报或确认的步骤的 clock 里。", "Write it into the clock of a party's step."),
        )
    if chain.clock is not None and chain.clock.silence is Silence.ACCEPT:
        yield Problem(
            "clock.silence",
            Text(
                "视为受理是受理步骤的事，不是整个办件的。", "Deemed acceptance is of a step, not of the case."
            ),
            Text("请写在受理步骤的 clock 里。", "Write it into the clock of the step that accepts."),
        )


def _whole_ways(chain: Chain, clock: Clock) -> Iterator[Problem]:
    """A case that is late goes one way, and that way is said."""
    led = Exit.OVERDUE in chain.exits
    if clock.on_overdue is Overdue.GO_TO and not led:
        yield Problem(
            "clock.on_overdue",
            Text("没有说整个办件逾期后去哪里。", "It is not said where a case goes that is late as a whole."),
            Text(
                "请在审批链上写 on: {overdue: 步骤或办理结果}。",
                "Write on: {overdue: a step or an outcome} for the chain.",
            ),
        )
    ways = [led or clock.on_overdue is Overdue.GO_TO, clock.silence is not None, clock.on_overdue in DECIDED]
    if sum(ways) > 1:
        yield Problem(
            "clock.on_overdue",
            Text("整个办件逾期后有两种去向。", "A case that is late as a whole goes two ways."),
            Text(
                "请只留 on_overdue、on.overdue 或 silence 之一。",
                "Keep one of on_overdue, on.overdue and silence.",
            ),
        )


def _silence(spot: StepSpot, clock: Clock) -> Iterator[Problem]:
    step = spot.step
    if clock.silence is None:
        return
    if Exit.OVERDUE in step.exits or clock.on_overdue not in ALONE:
        yield Problem(
            f"{spot.path}.clock.silence",
            Text(
                f"步骤“{step.name}”逾期后有两种去向。", f"The step “{step.name}” goes two ways when overdue."
            ),
            Text("请只留 silence，或只留其他去向。", "Keep silence, or the other way."),
        )
    if clock.silence is Silence.ACCEPT and Verb.ACCEPT not in step.verbs:
        yield Problem(
            f"{spot.path}.clock.silence",
            Text(f"步骤“{step.name}”不是受理步骤。", f"The step “{step.name}” accepts nothing."),
            Text("请改为 grant，或加上 accept。", "Use grant, or add accept."),
        )


def _terms(spot: StepSpot, clock: Clock) -> Iterator[Problem]:
    """Other days than the usual are given to a party, in days, and around the usual ones."""
    step, key = spot.step, "at_least" if clock.at_most is None else "at_most"
    if clock.at_least is None and clock.at_most is None:
        return
    if step.kind not in (StepKind.FILL, StepKind.CONFIRM):
        yield Problem(
            f"{spot.path}.clock.{key}",
            Text(
                f"步骤“{step.name}”不由当事人补正，不能另给期限。",
                f"No party mends anything at the step “{step.name}”.",
            ),
            Text("请删去 at_least、at_most，或写在填报、确认的步骤。", "Use it at a fill or a confirm step."),
        )
    elif clock.span.unit is Unit.MONTHS:
        yield Problem(
            f"{spot.path}.clock.{key}",
            Text(
                f"步骤“{step.name}”的时限按月计算，不能按天另给。",
                f"The clock of “{step.name}” counts months.",
            ),
            Text("请把 unit 改为 working 或 calendar。", "Let its unit be working or calendar."),
        )
    if (clock.at_least or 0) > clock.span.days:
        yield _beside(spot, "at_least")
    if clock.at_most is not None and clock.at_most < clock.span.days:
        yield _beside(spot, "at_most")


def _beside(spot: StepSpot, key: str) -> Problem:
    clock = spot.step.clock
    usual = clock.span.days if clock else 0
    return Problem(
        f"{spot.path}.clock.{key}",
        Text(
            f"步骤“{spot.step.name}”通常的 {usual} 天不在可以给的范围里。",
            f"The usual {usual} days of “{spot.step.name}” are not among those that may be given.",
        ),
        Text("请让 at_least ≤ days ≤ at_most。", "Let at_least ≤ days ≤ at_most."),
    )
