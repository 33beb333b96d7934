"""The application of a test and the browsers of those who visit it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kernel.clock import FixedClock
from tests import databases
from tests.app.offices import fill, make_app, platform_of, sign_in


@pytest.fixture
def office_url(tmp_path: Path) -> Iterator[str]:
    """A SQLite database with the demo accounts."""
    name = databases.template("sqlite", "office", fill)
    with databases.database("sqlite", tmp_path, name) as url:
        yield url


@pytest.fixture
def app(office_url: str, tmp_path: Path, clock: FixedClock) -> Iterator[Flask]:
    """The shell with an administrator and a clerk."""
    app = make_app(office_url, tmp_path, clock=clock)
    yield app
    platform_of(app).database.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """A browser in which the administrator is signed in."""
    client = app.test_client()
    assert sign_in(client, "admin").status_code == 302
    return client


@pytest.fixture
def clerk(app: Flask) -> FlaskClient:
    """A browser in which a clerk without rights is signed in."""
    client = app.test_client()
    assert sign_in(client, "clerk").status_code == 302
    return client
