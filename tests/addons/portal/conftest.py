"""The installation at which applicants and enterprises call, on Tuesday 10 March 2026."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kernel.clock import FixedClock
from tests.addons.spine import Spine, spine


@pytest.fixture
def office(backend: str, tmp_path: Path, clock: FixedClock) -> Iterator[Spine]:
    """One of a test's own."""
    with spine(backend, tmp_path, clock=clock) as found:
        yield found


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """One for tests that only look."""
    with spine("sqlite", tmp_path_factory.mktemp("untouched")) as found:
        yield found
