"""Databases in which licensing is installed, with a toy matter in force."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.addons import houses
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import TOLD
from tests.kernel.install.house import House


def opened(backend: str, tmp_path: Path) -> AbstractContextManager[House]:
    """A house of its own with licensing and the toy matter."""
    return houses.opened("licensing", backend, tmp_path, more=lambda house: Counter(house).publish())


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
