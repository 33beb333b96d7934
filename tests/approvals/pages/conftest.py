"""The workbench on a database of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kernel.clock import FixedClock
from tests.app.offices import entered
from tests.app.plugin_office import plugin_office
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


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One office for all tests here; each has a chain of its own on the board."""
    with plugin_office(tmp_path_factory.mktemp("chains")) as app:
        yield app


@pytest.fixture(scope="module")
def admin(studio: Flask) -> FlaskClient:
    """The administrator's browser."""
    return entered(studio, "admin")


@pytest.fixture(scope="module")
def other(studio: Flask) -> FlaskClient:
    """Another administrator's."""
    return entered(studio, "sysadmin")
