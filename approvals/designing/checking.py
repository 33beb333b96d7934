"""What is wrong with a chain on the board, and what had better be different, by the nodes it is about; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from kernel.designs.wording import node_named, tail_of
from kernel.kinds import Problem
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to mend, or to look at again: at which node, under which key."""

    at: str
    key: str
    what: Text
    remedy: Text
    fatal: bool


def troubles_of(problems: Iterable[Problem], warnings: Iterable[Problem]) -> tuple[Trouble, ...]:
    """What keeps the chain from being published first, then what may be left as it is."""
    return (
        *(_trouble(one, fatal=True) for one in problems),
        *(_trouble(one, fatal=False) for one in warnings),
    )


def _trouble(one: Problem, *, fatal: bool) -> Trouble:
    return Trouble(node_named(one.path), tail_of(one.path), one.what, one.remedy, fatal)
