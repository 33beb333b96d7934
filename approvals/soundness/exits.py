"""Every exit leads somewhere, once, and not into the middle of a parallel group; pure."""

from collections.abc import Iterator
from difflib import get_close_matches

from approvals.chains.definition import Chain, Step, StepSpot
from approvals.soundness.names import ENDS
from approvals.words import Exit, Outcome, Overdue, StepKind
from kernel.kinds import Problem
from kernel.text import Text

DECIDED = frozenset({Overdue.APPROVE, Overdue.REJECT})
CLOSING = ENDS - {Outcome.GRANTED}
"""The outcomes to which an exit may lead: what is granted has passed every step that is left, with its effects."""


def exit_problems(spot: StepSpot, spots: tuple[StepSpot, ...]) -> Iterator[Problem]:
    """What is wrong with the step's `on`."""
    if Exit.OVERDUE in spot.step.exits:
        yield from _overdue(spot)
    yield from _of_the_kind(spot)
    by_name = {other.step.name: other for other in spots}
    for exit_, target in spot.step.exits.items():
        path = f"{spot.path}.on.{exit_}"
        if target == spot.step.name:
            yield Problem(
                path,
                Text(
                    f"去向“{target}”就是这一步自己，会没完没了。", f"The exit “{target}” is the step itself."
                ),
                Text("请写另一步骤或办理结果。", "Name another step or an outcome."),
            )
        elif target == Outcome.GRANTED:
            yield _granted(path)
        elif target not in by_name and target not in ENDS:
            yield _unknown_target(path, target, [*by_name, *CLOSING])
        elif exit_ is Exit.FAILED and target in by_name and _passes_by_itself(by_name[target].step):
            yield Problem(
                path,
                Text(
                    f"“{target}”也是自动步骤，可能没完没了。",
                    f"“{target}” is automatic too and may go round.",
                ),
                Text("请去有人办理的步骤或办理结果。", "Go to a step of somebody, or to an outcome."),
            )
        elif target in by_name and not _reachable(spot, by_name[target]):
            yield _into_a_group(path, target)


def whole_exit_problems(chain: Chain, spots: tuple[StepSpot, ...]) -> Iterator[Problem]:
    """What is wrong with where the whole case goes."""
    by_name = {spot.step.name: spot for spot in spots}
    for way, target in chain.exits.items():
        path = f"on.{way}"
        if way is not Exit.OVERDUE:
            yield Problem(
                path,
                Text(
                    f"{way} 是步骤的事，不是整个办件的。",
                    f"“{way}” happens to a step, not to the whole case.",
                ),
                Text("请写在相应步骤的 on 里。", "Write it into the on of that step."),
            )
        elif chain.clock is None:
            yield Problem(
                path,
                Text("整个办件没有时限，不会逾期。", "The whole case has no clock to run out."),
                Text("请写 clock，或删去这个去向。", "Write a clock or remove the exit."),
            )
        elif target == Outcome.GRANTED:
            yield _granted(path)
        elif target not in by_name and target not in ENDS:
            yield _unknown_target(path, target, [*by_name, *CLOSING])
        elif target in by_name and by_name[target].lanes:
            yield _into_a_group(path, target)


def _granted(path: str) -> Problem:
    return Problem(
        path,
        Text(
            "去向不能直接是准予：后面步骤的效果都不会发生。",
            "An exit does not lead straight to the grant: the effects of what is left would not come about.",
        ),
        Text(
            "请改为后面的步骤，由它走到准予；或用 on_overdue: approve，让这一步视为通过。",
            "Name a later step that leads there, or let on_overdue: approve pass this step.",
        ),
    )


def _into_a_group(path: str, target: str) -> Problem:
    return Problem(
        path,
        Text(
            f"“{target}”在另一个并行组里，不能从外面跳进去。",
            f"“{target}” is inside a parallel group and cannot be jumped into.",
        ),
        Text("请跳到并行组之前或之后的步骤。", "Go to a step before or after the group."),
    )


def _passes_by_itself(step: Step) -> bool:
    return step.kind in (StepKind.AUTO, StepKind.CHOOSE) or step.until is not None


def _of_the_kind(spot: StepSpot) -> Iterator[Problem]:
    """Only what a step of this kind can come to."""
    step = spot.step
    automatic = step.kind is StepKind.AUTO
    for way in step.exits:
        if automatic != (way is Exit.FAILED) or (automatic and not step.checks):
            yield Problem(
                f"{spot.path}.on.{way}",
                Text(
                    f"步骤“{step.name}”不会出现 {way}。", f"“{way}” never happens at the step “{step.name}”."
                ),
                Text(
                    "failed 只用于有 checks 的自动步骤，其余只用于等人的步骤；请删去。",
                    "failed is for automatic steps with checks, all others for steps that wait; remove it.",
                ),
            )


def _overdue(spot: StepSpot) -> Iterator[Problem]:
    name, clock = spot.step.name, spot.step.clock
    if clock is None:
        yield Problem(
            f"{spot.path}.on.overdue",
            Text(f"步骤“{name}”没有时限，不会逾期。", f"The step “{name}” has no clock to run out."),
            Text("请写 clock，或删去这个去向。", "Write a clock or remove the exit."),
        )
    elif clock.on_overdue in DECIDED:
        yield Problem(
            f"{spot.path}.on.overdue",
            Text(f"步骤“{name}”逾期后有两种去向。", f"The step “{name}” goes two ways when overdue."),
            Text("请只留 on_overdue 或 on.overdue。", "Keep on_overdue or on.overdue."),
        )


def _reachable(spot: StepSpot, target: StepSpot) -> bool:
    return spot.lanes[: len(target.lanes)] == target.lanes


def _unknown_target(path: str, target: str, known: list[str]) -> Problem:
    near = get_close_matches(target, known, n=3) or sorted(known)
    return Problem(
        path,
        Text(f"没有名为“{target}”的步骤或办理结果。", f"There is no step and no outcome “{target}”."),
        Text(f"可用：{'、'.join(near)}。", f"Known: {', '.join(near)}."),
    )
