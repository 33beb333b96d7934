"""Databases in which parties are installed with the regions and offices of Jilin."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.addons.houses import opened, rolled_back
from tests.addons.parties.town import Town
from tests.kernel.install.house import House


@pytest.fixture
def house(backend: str, tmp_path: Path) -> Iterator[House]:
    """Parties are installed."""
    with opened("parties", backend, tmp_path) as found:
        yield found


@pytest.fixture
def town(house: House, clock) -> Iterator[Town]:
    """A town of a few people, in a session that is rolled back."""
    with rolled_back(house) as session:
        yield Town(session, clock.now())
