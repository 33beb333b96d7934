"""Databases in which certificates are installed, with the national type of safety certificates."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kernel.surroundings import Surroundings, surround
from tests.addons.certificates.ledger import Ledger
from tests.addons.houses import opened, rolled_back
from tests.kernel.install.house import House


@pytest.fixture
def house(backend: str, tmp_path: Path) -> Iterator[House]:
    """Certificates are installed."""
    with opened("certificates", backend, tmp_path) as found:
        yield found


@pytest.fixture
def ledger(house: House, clock) -> Iterator[Ledger]:
    """A ledger of a few certificates, in a session that is rolled back."""
    with rolled_back(house) as session:
        surround(session, Surroundings(house.registry, clock))
        yield Ledger(session, clock.now())
