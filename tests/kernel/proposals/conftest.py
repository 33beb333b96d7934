"""A house with alpha on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.install.conftest import opened
from tests.kernel.install.house import House


@pytest.fixture
def house(backend: str, tmp_path: Path) -> Iterator[House]:
    """Alpha is installed."""
    with opened(backend, tmp_path, "alpha") as house:
        yield house
