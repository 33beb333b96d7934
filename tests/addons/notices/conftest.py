"""Databases in which notices are installed, and a town to tell something to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import databases
from tests.addons.parties.conftest import ADDONS
from tests.addons.parties.town import Town
from tests.conftest import migrate
from tests.kernel.install.house import House, house_at


def furnish(url: str) -> None:
    """Brings an empty database to the built-in plugins and notices, without a demo."""
    migrate(url)
    house = house_at(url, databases.run_folder() / "furnished" / "notices", ADDONS)
    try:
        for name in ("forms", "notices"):
            house.install(name)
    finally:
        house.engine.dispose()


@contextmanager
def opened(backend: str, tmp_path: Path) -> Iterator[House]:
    """A house of its own with notices."""
    databases.template(backend, "notices", furnish)
    with databases.database(backend, tmp_path, "notices") as url:
        house = house_at(url, tmp_path / "data", ADDONS)
        yield house
        house.engine.dispose()


@pytest.fixture
def house(backend: str, tmp_path: Path) -> Iterator[House]:
    """Notices are installed."""
    with opened(backend, tmp_path) as found:
        yield found


@pytest.fixture
def town(house: House, clock) -> Iterator[Town]:
    """A town of a few people, in a session that is rolled back."""
    from kernel.db import session_factory, writing

    token = writing.set(True)
    with session_factory(house.engine)() as session:
        yield Town(session, clock.now())
        session.rollback()
    writing.reset(token)
