"""Databases in which letters are installed, with the toy matter of licensing and a letter of its own in force."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.addons.houses import opened
from tests.addons.letters.bureau import Bureau
from tests.addons.licensing.place import TOLD
from tests.kernel.install.house import House


def publish(house: House) -> None:
    """What the tests issue is in force."""
    Bureau(house).publish()
    Bureau(house).publish_letters()


@pytest.fixture
def house(backend: str, tmp_path: Path) -> Iterator[House]:
    """Letters are installed."""
    with opened("letters", backend, tmp_path, more=publish) as found:
        yield found


@pytest.fixture
def bureau(house: House) -> Iterator[Bureau]:
    """The bureau of that house, on Tuesday 10 March 2026."""
    TOLD.clear()
    yield Bureau(house)
    TOLD.clear()
