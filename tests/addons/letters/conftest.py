"""Databases in which letters are installed, with the toy matter of licensing and a letter of its own in force."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import databases
from tests.addons.letters.bureau import Bureau
from tests.addons.licensing.place import TOLD
from tests.addons.parties.conftest import ADDONS
from tests.conftest import migrate
from tests.kernel.install.house import House, house_at


def furnish(url: str) -> None:
    """Brings an empty database to the built-in plugins and letters, without a demo, and what the tests issue."""
    migrate(url)
    house = house_at(url, databases.run_folder() / "furnished" / "letters", ADDONS)
    try:
        for name in ("forms", "letters"):
            house.install(name)
        Bureau(house).publish()
        Bureau(house).publish_letters()
    finally:
        house.engine.dispose()


@contextmanager
def opened(backend: str, tmp_path: Path) -> Iterator[House]:
    """A house of its own with letters."""
    databases.template(backend, "letters", furnish)
    with databases.database(backend, tmp_path, "letters") as url:
        house = house_at(url, tmp_path / "data", ADDONS)
        yield house
        house.engine.dispose()


@pytest.fixture
def house(backend: str, tmp_path: Path) -> Iterator[House]:
    """Letters are installed."""
    with opened(backend, tmp_path) as found:
        yield found


@pytest.fixture
def bureau(house: House) -> Iterator[Bureau]:
    """The bureau of that house, on Tuesday 10 March 2026."""
    TOLD.clear()
    yield Bureau(house)
    TOLD.clear()
