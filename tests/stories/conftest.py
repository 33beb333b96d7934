"""The installation in which the stories happen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kernel.clock import FixedClock
from tests.addons.spine import Spine, spine


@pytest.fixture
def office(backend: str, tmp_path: Path, clock: FixedClock) -> Iterator[Spine]:
    """The spine on either database, on Tuesday 10 March 2026."""
    with spine(backend, tmp_path, clock=clock) as found:
        yield found
