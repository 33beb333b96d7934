"""What is wrong with a chain on the board, and what had better be different, by the nodes it is about; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from approvals.designing.nodes import found_at
from kernel.designs.entries import PREFIX
from kernel.designs.properties import Property
from kernel.designs.sheets import title_of
from kernel.designs.wording import node_named
from kernel.kinds import Problem
from kernel.nodes import Body
from kernel.text import Text

Pointed = tuple[Problem, Property | None]
"""A problem in the words of the sheet, and what is set there to mend it."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to mend, or to look at again: at which node, and where on its sheet."""

    at: str
    title: Text | None
    """What the node is called, where the words do not say it."""
    tab: str
    entry: str
    """The input on the sheet; empty where nothing there mends it."""
    what: Text
    remedy: Text
    fatal: bool


def troubles_of(body: Body, problems: Iterable[Pointed], warnings: Iterable[Pointed]) -> tuple[Trouble, ...]:
    """What keeps the chain from being published first, then what may be left as it is."""
    return (
        *(_trouble(body, one, fatal=True) for one in problems),
        *(_trouble(body, one, fatal=False) for one in warnings),
    )


def _trouble(body: Body, pointed: Pointed, *, fatal: bool) -> Trouble:
    problem, entry = pointed
    at = node_named(problem.path)
    place = found_at(body, at)
    title = title_of(place.node) if place else None
    if title and f"“{title.zh}”" in problem.what.zh:
        title = None
    tab, name = (entry.tab, f"{PREFIX}{entry.key}") if entry else ("", "")
    return Trouble(at, title, tab, name, problem.what, problem.remedy, fatal)
