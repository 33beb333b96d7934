"""Notices installed and removed on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from kernel.db import Base
from tests.kernel.install.house import House


def test_the_migration_makes_what_the_models_say(house: House):
    with house.engine.connect() as connection:
        ours = {"include_name": lambda name, kind, _: kind != "table" or str(name).startswith("notices_")}
        found = compare_metadata(MigrationContext.configure(connection, opts=ours), Base.metadata)
    assert [change for change in found if "notices" in str(change)] == []


def test_after_the_removal_nothing_is_left(house: House):
    house.uninstall("notices")

    assert [name for name in inspect(house.engine).get_table_names() if "notices" in name] == []
