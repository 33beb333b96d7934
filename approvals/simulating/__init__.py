"""Every path through a chain, with who acts, how long it takes, what it brings about and how it ends; pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from approvals.chains.definition import Chain
from approvals.engine.compiling import CompiledChain, compiled
from approvals.simulating.at_once import is_possible_at_once
from approvals.simulating.choosing import is_possible
from approvals.simulating.late import Seen, late_ways
from approvals.simulating.paths import (
    ELAPSED,
    LATE,
    LATE_PASSED,
    OVERDUE_PASSED,
    PASSED,
    RETURNED,
    SILENT,
    STOPPED,
    SUBSTITUTED,
    Leg,
    Path,
    Taken,
)
from approvals.simulating.returning import return_ways
from approvals.simulating.walking import Rest, Walking
from approvals.words import Outcome

__all__ = [
    "ANYWHERE",
    "ELAPSED",
    "LATE",
    "LATE_PASSED",
    "OVERDUE_PASSED",
    "PASSED",
    "RETURNED",
    "SILENT",
    "STOPPED",
    "SUBSTITUTED",
    "Leg",
    "Path",
    "Simulation",
    "Taken",
    "paths",
    "simulated",
]

MOST = 500
ANYWHERE = (Outcome.WITHDRAWN, Outcome.TERMINATED)
"""Ends that a case may have wherever it stands: whoever began it withdraws it, whoever looks after it ends it."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """The paths of a chain, the shortest way to the grant first, and whether there are more than are shown."""

    paths: tuple[Path, ...]
    more: bool
    anywhere: tuple[Outcome, ...] = ANYWHERE


def simulated(chain: Chain, *, most: int = MOST) -> Simulation:
    """The paths of a sound chain, at most so many."""
    walking = Walking(compiled(chain), most)
    found = tuple(islice(_all(walking), most + 1))
    return Simulation(found[:most], len(found) > most or walking.cut)


def paths(chain: Chain) -> tuple[Path, ...]:
    """The paths of a sound chain, at most five hundred."""
    return simulated(chain).paths


def _all(walking: Walking) -> Iterator[Path]:
    """Each path, with the late ways and the returns that branch off from it first."""
    late: Seen = set()
    returning: set[str] = set()
    for found in walking.ways(Rest(Path(), walking.chain.chain.steps)):
        path = _granted(found)
        if not _is_possible(path, walking.chain):
            continue
        yield path
        if not path.stops:
            ways = map(_granted, late_ways(walking, path, late))
            yield from (one for one in ways if _is_possible(one, walking.chain))
        yield from return_ways(walking.chain, path, returning)


def _is_possible(path: Path, chain: CompiledChain) -> bool:
    return is_possible(path, chain.steps) and is_possible_at_once(path, chain)


def _granted(path: Path) -> Path:
    """What comes to the end of the chain is granted."""
    return path if path.ended else replace(path, outcome=Outcome.GRANTED)
