"""What every test may ask for: databases, the time, a browser."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from kernel.clock import LOCAL, FixedClock
from tests import cluster, databases
from tests.browser.chromium import browser, violations

__all__ = ["browser", "violations"]

TODAY = datetime(2026, 3, 10, 10, 0, tzinfo=LOCAL)

# a loaded machine must not fail a property; CI keeps Hypothesis's own repeatable profile
settings.register_profile("tongban", deadline=None)
if os.environ.get("CI") != "true":
    settings.load_profile("tongban")


def pytest_configure() -> None:
    """Opens the run before its workers start, so that they share it."""
    databases.open_run()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL pages, and whatever else any database answers alike, are tried in make test-all only."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is None or callspec.params.get("backend") != "postgresql":
            continue
        if item.get_closest_marker("alike") or "pages" in item.path.parts:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Passwords of tests are hashed as those of people, only with less work; one test tries the real cost."""
    from kernel.accounts import hashing

    hashing.METHOD = "scrypt:1024:8:1"


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday 10 March 2026, ten in the morning in Shanghai, until the test moves it."""
    return FixedClock(TODAY.astimezone(UTC))


@pytest.fixture(params=databases.BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Both kinds of database in turn; for one only: parametrize("backend", ["sqlite"], indirect=True)."""
    kind: str = request.param
    if kind == "postgresql" and cluster.binaries() is None:
        databases.absent("PostgreSQL")
    return kind


@pytest.fixture
def database_url(backend: str, tmp_path: Path) -> Iterator[str]:
    """An empty database of this test's own."""
    with databases.database(backend, tmp_path) as url:
        yield url


@pytest.fixture
def migrated_url(backend: str, tmp_path: Path) -> Iterator[str]:
    """A database of this test's own with the core schema and no rows of a test."""
    name = databases.template(backend, databases.MIGRATED, migrate)
    with databases.database(backend, tmp_path, name) as url:
        yield url


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    """An engine on a migrated database."""
    from kernel.db import engine_for

    engine = engine_for(migrated_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser to start; the pages are tested in the one offices have."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    databases.absent("Chromium")
    return ""


def migrate(url: str) -> None:
    """Brings an empty database to the core schema."""
    from kernel.db import engine_for
    from kernel.migrations import upgrade_core

    engine = engine_for(url)
    upgrade_core(engine)
    engine.dispose()
