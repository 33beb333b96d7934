"""One office with the register of the tests for each kind of database; its tests change nothing that others count."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cluster, databases
from tests.kernel.web.registers.office import Shelf, shelf


@pytest.fixture(scope="module", params=databases.BACKENDS)
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """The office, for all tests of a module."""
    if request.param == "postgresql" and cluster.binaries() is None:
        databases.absent("PostgreSQL")
    folder: Path = tmp_path_factory.mktemp("shelf")
    with shelf(request.param, folder) as made:
        yield made
