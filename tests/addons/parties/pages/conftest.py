"""The installation at which people register, verify themselves and are looked up, on Tuesday 10 March 2026."""

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


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """One for all tests that come with accounts of their own."""
    with spine("sqlite", tmp_path_factory.mktemp("shared")) as found:
        yield found
