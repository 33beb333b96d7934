"""Fixtures of the shell: an office's application with its clients, and installations for the commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kernel.clock import FixedClock
from tests import databases
from tests.app.installations import empty_place, here, place, shared_place
from tests.app.offices import entered, fill, make_app, platform_of
from tests.app.supervised_sites import Site, supervised_site

__all__ = ["empty_place", "here", "place", "shared_place"]


@pytest.fixture
def office_url(tmp_path: Path) -> Iterator[str]:
    """A SQLite database with the shell's permissions and the demo accounts."""
    name = databases.template("sqlite", "office", fill)
    with databases.database("sqlite", tmp_path, name) as url:
        yield url


@pytest.fixture
def app(office_url: str, tmp_path: Path, clock: FixedClock) -> Iterator[Flask]:
    """The shell alone, on a clock that stands."""
    made = make_app(office_url, tmp_path, clock=clock)
    yield made
    platform_of(made).database.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who has not signed in."""
    return app.test_client()


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """The administrator, signed in."""
    return entered(app, "admin")


@pytest.fixture
def clerk(app: Flask) -> FlaskClient:
    """The clerk, signed in."""
    return entered(app, "clerk")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A supervisor over two servers of four threads each, that say what a file says."""
    with supervised_site(tmp_path) as found:
        yield found
