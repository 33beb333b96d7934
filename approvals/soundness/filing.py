"""No path files an application twice; pure."""

from collections.abc import Iterator

from approvals.chains.definition import Branch, Chain, Node, Parallel, Step, ways_of
from kernel.kinds import Problem
from kernel.nodes import name_step
from kernel.text import Text


def filing_problems(chain: Chain) -> Iterator[Problem]:
    """Every filing act that comes after another on the same path."""
    _, again = _filings(chain.steps, "steps", None)
    for path, first in again:
        yield Problem(
            f"{path}.files",
            Text(f"同一路径上“{first}”已是申报步骤。", f"On this path “{first}” is the filing act already."),
            Text("请只在一个步骤写 files: true。", "Say files: true at one step only."),
        )


def _filings(
    nodes: tuple[Node, ...], path: str, filed: str | None
) -> tuple[str | None, list[tuple[str, str]]]:
    """The step that has filed once these nodes are passed, and every later step that would again."""
    again: list[tuple[str, str]] = []
    for node in nodes:
        here = path + name_step(node.name)
        match node:
            case Step() if node.files and filed is not None:
                again.append((here, filed))
            case Step() if node.files:
                filed = node.name
            case Branch():
                ends = [_filings(steps, inner, filed) for inner, steps in ways_of(node, here)]
                again += [found for _, more in ends for found in more]
                filed = next((end for end, _ in ends if end is not None), filed)
            case Parallel():
                for inner, steps in ways_of(node, here):
                    filed, more = _filings(steps, inner, filed)
                    again += more
    return filed, again
