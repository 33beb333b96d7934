"""Houses on both databases: with the built-in plugins only, with alpha, with alpha and beta."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import databases
from tests.kernel.install.house import House, furnished, house_at
from tests.kernel.install.workshop import Workshop
from tests.plugins.variants import copied


@contextmanager
def opened(backend: str, tmp_path: Path, *plugins: str) -> Iterator[House]:
    """A house of its own, copied from one that was furnished once."""
    name = "_".join(("house", *plugins))
    databases.template(backend, name, furnished(*plugins))
    with databases.database(backend, tmp_path, name) as url:
        house = house_at(url, tmp_path / "data", copied(tmp_path / "addons"))
        yield house
        house.engine.dispose()


@pytest.fixture
def ground(backend: str, tmp_path: Path) -> Iterator[House]:
    """Forms and approvals are installed; alpha and beta lie in the folder."""
    with opened(backend, tmp_path) as house:
        yield house


@pytest.fixture
def with_alpha(backend: str, tmp_path: Path) -> Iterator[House]:
    """Alpha is installed as well."""
    with opened(backend, tmp_path, "alpha") as house:
        yield house


@pytest.fixture
def with_beta(backend: str, tmp_path: Path) -> Iterator[House]:
    """Alpha and beta are installed."""
    with opened(backend, tmp_path, "alpha", "beta") as house:
        yield house


@pytest.fixture(scope="session")
def workshop() -> Iterator[Workshop]:
    """A warm process that carries operations out in forks of itself."""
    with Workshop() as found:
        yield found
