"""What the walk saw, kept for all the tests of a run: whichever worker comes first walks."""

import pickle
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from app import operations_runner
from tests import databases
from tests.addons.spine import Spine, spine
from tests.app.walk.fuzz import Fuzz
from tests.app.walk.steps import Walked, walked
from tests.app.walk.world import furnished, restored

ODD = {"sqlite": 2, "postgresql": 24}
"""Odd requests to each method of each route: few in the gate, which walks on SQLite; many on PostgreSQL."""
MOST = {"sqlite": 2, "postgresql": 3}
"""Addresses of one route that everybody tries: fewer in the gate."""
SEED = {"sqlite": 4, "postgresql": 2}
"""Other requests on each database."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The walk, and what the odd requests after it met."""

    walked: Walked
    fuzzed: frozenset[str]
    faults: tuple[str, ...]
    """In words, since what was sent may hold files that are closed by now."""


def seen(backend: str, folder: Path) -> Seen:
    """The application on this database as everybody sees it; walked once in a run."""
    kept = databases.run_folder() / f"walk.{backend}"
    with FileLock(f"{kept}.lock"):
        if not kept.exists():
            with spine(backend, folder) as office:
                furnished(office)
                found = looked(office, number=ODD[backend], seed=SEED[backend], most=MOST[backend])
            kept.write_bytes(pickle.dumps(found))
        return _read(kept)


def looked(office: Spine, *, number: int, seed: int, most: int) -> Seen:
    """The walk and so many odd requests to each method of each route; nothing is really installed by either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations_runner, "start", lambda _operation: 0)
        walk = walked(office, most)
        restored(office)
        fuzz = Fuzz(office, walk, seed=seed)
        faults = fuzz.faults(number)
    return Seen(walk, frozenset(fuzz.sent), tuple(str(fault) for fault in faults))


def _read(kept: Path) -> Seen:
    found = pickle.loads(kept.read_bytes())  # noqa: S301 written a moment ago by this run
    assert isinstance(found, Seen)
    return found
