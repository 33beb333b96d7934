"""One office with the sample pack for all tests here; each test has a form of its own on the board."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.app.offices import entered
from tests.app.plugin_office import plugin_office


@pytest.fixture(scope="session")
def studio_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The office."""
    with plugin_office(tmp_path_factory.mktemp("designs")) as app:
        yield app


@pytest.fixture(scope="module")
def admin(studio_office: Flask) -> FlaskClient:
    """The administrator's browser."""
    return entered(studio_office, "admin")


@pytest.fixture(scope="module")
def other(studio_office: Flask) -> FlaskClient:
    """Another administrator's."""
    return entered(studio_office, "sysadmin")
