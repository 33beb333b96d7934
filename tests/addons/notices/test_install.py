"""Notices installed and removed on both databases."""

from sqlalchemy import inspect

from tests.kernel.install.house import House
from tests.schema import differences


def test_the_migration_makes_what_the_models_say(house: House):
    assert differences(house.engine, "notices") == []


def test_after_the_removal_nothing_is_left(house: House):
    house.uninstall("notices")

    assert [name for name in inspect(house.engine).get_table_names() if "notices" in name] == []
