"""What is wrong with a chain on the board, and what had better be different, by the nodes it is about; pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kernel.kinds import Problem
from kernel.text import Text

NAMED = re.compile(r"\[([a-z][a-z0-9_]*)\]")


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


def node_named(path: str) -> str:
    """The innermost node with a name on the path; empty for the chain."""
    named = NAMED.findall(path)
    return str(named[-1]) if named else ""


def _trouble(one: Problem, *, fatal: bool) -> Trouble:
    named = list(NAMED.finditer(one.path))
    at = named[-1][1] if named else ""
    key = one.path[named[-1].end() :].removeprefix(".") if named else one.path
    return Trouble(at, key, one.what, one.remedy, fatal)
