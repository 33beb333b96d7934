"""Databases in which certificates are installed, with the national type of safety certificates."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import databases
from tests.addons.certificates.ledger import Ledger
from tests.addons.parties.conftest import ADDONS
from tests.conftest import migrate
from tests.kernel.install.house import House, house_at


def furnish(url: str) -> None:
    """Brings an empty database to the built-in plugins, parties and certificates, without a demo."""
    migrate(url)
    house = house_at(url, databases.run_folder() / "furnished" / "certificates", ADDONS)
    try:
        for name in ("forms", "certificates"):
            house.install(name)
    finally:
        house.engine.dispose()


@contextmanager
def opened(backend: str, tmp_path: Path) -> Iterator[House]:
    """A house of its own with certificates."""
    databases.template(backend, "certificates", furnish)
    with databases.database(backend, tmp_path, "certificates") as url:
        house = house_at(url, tmp_path / "data", ADDONS)
        yield house
        house.engine.dispose()


@pytest.fixture
def house(backend: str, tmp_path: Path) -> Iterator[House]:
    """Certificates are installed."""
    with opened(backend, tmp_path) as found:
        yield found


@pytest.fixture
def ledger(house: House, clock) -> Iterator[Ledger]:
    """A ledger of a few certificates, in a session that is rolled back."""
    from kernel.db import session_factory, writing
    from kernel.surroundings import Surroundings, surround

    token = writing.set(True)
    with session_factory(house.engine)() as session:
        surround(session, Surroundings(house.registry, clock))
        yield Ledger(session, clock.now())
        session.rollback()
    writing.reset(token)
