"""What the rules of a form depend on, and whether they run in a circle; pure."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

FACTS = frozenset({"today"})
"""What rules may read besides the answers."""


def ring(needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The first circle, each name needing the next and the last the first; empty when there is none."""
    try:
        TopologicalSorter({name: sorted(needs[name]) for name in sorted(needs)}).prepare()
    except CycleError as error:
        # graphlib tells the circle from the needed to the needing, its first name again at the end
        circle: list[str] = error.args[1][:0:-1]
        return _from_least(circle)
    return ()


def _from_least(circle: list[str]) -> tuple[str, ...]:
    start = circle.index(min(circle))
    return tuple(circle[start:] + circle[:start])
