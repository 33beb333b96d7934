"""The workbench on a database of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kernel.clock import FixedClock
from tests.approvals.workbench_office import Office, workbench_office


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    """The office with its clerks, on SQLite."""
    with workbench_office(tmp_path, clock) as office:
        yield office


@pytest.fixture
def li(office: Office) -> FlaskClient:
    """A clerk of the city, signed in."""
    return office.clerk("li")
