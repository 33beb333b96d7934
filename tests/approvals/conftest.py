"""Databases in which approvals are installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kernel.db import engine_for
from kernel.migrations import schema_connection, upgrade, upgrade_core
from tests import databases
from tests.approvals.offices import Desk

MIGRATIONS = Path(__file__).parents[2] / "approvals" / "migrations"


def install(url: str) -> None:
    """Brings an empty database to the core's and the approvals' schema."""
    engine = engine_for(url)
    upgrade_core(engine)
    with schema_connection(engine) as connection:
        upgrade(connection, "approvals", MIGRATIONS)
    engine.dispose()


@pytest.fixture
def approvals_engine(backend: str, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a database of this test's own, with the tables of approvals."""
    name = databases.template(backend, "approvals", install)
    with databases.database(backend, tmp_path, name) as url:
        engine = engine_for(url)
        yield engine
        engine.dispose()


@pytest.fixture
def desk(approvals_engine: Engine, clock) -> Desk:
    """A desk at which cases are opened and decided."""
    return Desk(approvals_engine, clock)
