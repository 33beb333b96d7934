"""Databases in which forms are installed and one form is published."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kernel.clock import FixedClock
from kernel.db import engine_for
from kernel.migrations import schema_connection, upgrade, upgrade_core
from kernel.registry import Registry
from tests import databases
from tests.forms.counter import Counter
from tests.forms.test_kinds import registry as registry_of_forms

MIGRATIONS = Path(__file__).parents[2] / "forms" / "migrations"


def install(url: str) -> None:
    """Brings an empty database to the core's and the forms' schema."""
    engine = engine_for(url)
    upgrade_core(engine)
    with schema_connection(engine) as connection:
        upgrade(connection, "forms", MIGRATIONS)
    engine.dispose()


@pytest.fixture
def forms_engine(backend: str, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a database of this test's own, with the tables of forms."""
    name = databases.template(backend, "forms", install)
    with databases.database(backend, tmp_path, name) as url:
        engine = engine_for(url)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def forms_registry() -> Registry:
    """What forms offer."""
    return registry_of_forms()


@pytest.fixture
def counter(forms_engine: Engine, clock: FixedClock, forms_registry: Registry) -> Counter:
    """A counter with one draft."""
    return Counter(forms_engine, clock, forms_registry)
