"""Every group leads on, whatever the facts are; pure."""

from collections.abc import Iterator

from approvals.chains.definition import Branch, Chain, Parallel, spots_of
from kernel.kinds import Problem
from kernel.text import Text

FEWEST_LANES = 2


def group_problems(chain: Chain) -> Iterator[Problem]:
    """A chain or group without steps, a branch with a gap."""
    if not chain.steps:
        yield Problem(
            "steps",
            Text("审批链没有步骤。", "The chain has no step."),
            Text("请至少加一个步骤。", "Add at least one."),
        )
    for path, thing, _ in spots_of(chain):
        match thing:
            case Branch():
                yield from _branch(thing, path)
            case Parallel():
                yield from _parallel(thing, path)


def _branch(node: Branch, path: str) -> Iterator[Problem]:
    if not node.cases:
        yield Problem(
            f"{path}.cases",
            Text(f"分支“{node.name}”没有情形。", f"The branch “{node.name}” has no case."),
            Text("请至少加一种情形。", "Add at least one."),
        )
    if node.otherwise is None:
        yield Problem(
            f"{path}.else",
            Text(
                f"分支“{node.name}”没有说其余情形怎么走。",
                f"The branch “{node.name}” does not say what happens in all other cases.",
            ),
            Text(
                "请加上“其余情形”；直接往下走时让它空着（else: []）。",
                "Add the other cases; leave them empty (else: []) to go straight on.",
            ),
        )


def _parallel(node: Parallel, path: str) -> Iterator[Problem]:
    if len(node.lanes) < FEWEST_LANES or any(not lane.steps for lane in node.lanes):
        yield Problem(
            f"{path}.lanes",
            Text(
                f"并行组“{node.name}”少于两路，或有一路没有步骤。",
                f"The parallel group “{node.name}” has fewer than two lanes, or an empty one.",
            ),
            Text("请补上，或去掉并行组。", "Complete it, or do without the group."),
        )
