"""Databases in which licensing is installed, with a toy matter in force."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import databases
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import TOLD
from tests.addons.parties.conftest import ADDONS
from tests.conftest import migrate
from tests.kernel.install.house import House, house_at


def furnish(url: str) -> None:
    """Brings an empty database to the built-in plugins and licensing, without a demo, and the toy matter."""
    migrate(url)
    house = house_at(url, databases.run_folder() / "furnished" / "licensing", ADDONS)
    try:
        for name in ("forms", "licensing"):
            house.install(name)
        Counter(house).publish()
    finally:
        house.engine.dispose()


@contextmanager
def opened(backend: str, tmp_path: Path) -> Iterator[House]:
    """A house of its own with licensing."""
    databases.template(backend, "licensing", furnish)
    with databases.database(backend, tmp_path, "licensing") as url:
        house = house_at(url, tmp_path / "data", ADDONS)
        yield house
        house.engine.dispose()


@pytest.fixture
def house(backend: str, tmp_path: Path) -> Iterator[House]:
    """Licensing is installed."""
    with opened(backend, tmp_path) as found:
        yield found


@pytest.fixture
def counter(house: House) -> Iterator[Counter]:
    """The counter of that house, on Tuesday 10 March 2026."""
    TOLD.clear()
    yield Counter(house)
    TOLD.clear()
