"""Databases in which notices are installed, and a town to tell something to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.addons.houses import opened, rolled_back
from tests.addons.parties.town import Town
from tests.kernel.install.house import House


@pytest.fixture
def house(backend: str, tmp_path: Path) -> Iterator[House]:
    """Notices are installed."""
    with opened("notices", backend, tmp_path) as found:
        yield found


@pytest.fixture
def town(house: House, clock) -> Iterator[Town]:
    """A town of a few people, in a session that is rolled back."""
    with rolled_back(house) as session:
        yield Town(session, clock.now())
