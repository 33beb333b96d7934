"""FAB's access to a table flushes and leaves the commit to the page."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from kernel.db import Database
from kernel.models import Workday
from kernel.text import Text
from kernel.web import MenuItem, RegisterInterface, Registers, RegisterView


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """A database with the core schema."""
    database = Database(migrated_url)
    yield database
    database.close()


@pytest.fixture
def days(database: Database) -> RegisterInterface:
    """The working days through FAB's eyes."""
    return RegisterInterface(Workday, database.session)


def count(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Workday.__table__)) or 0


def day(number: int) -> Workday:
    return Workday(day=date(2026, 10, number), kind="off", name="国庆")


def test_what_is_added_waits_for_the_page(database: Database, days: RegisterInterface) -> None:
    days.add(day(1))
    days.add(day(2), commit=True)
    database.session.rollback()
    assert count(database) == 0


def test_page_commits_all_of_it(database: Database, days: RegisterInterface) -> None:
    with database.transaction():
        days.add(day(1))
        days.add(day(2))
        first = database.session.scalars(select(Workday).order_by(Workday.day)).first()
        assert first is not None
        first.name = "放假"
        days.edit(first)
        days.delete_all([row for row in database.session.scalars(select(Workday)) if row.name != "放假"])
    assert count(database) == 1


def test_refusal_of_the_database_reaches_the_page(database: Database, days: RegisterInterface) -> None:
    with database.transaction():
        days.add(day(1))
        with pytest.raises(IntegrityError):
            days.add(day(1))
        database.session.rollback()
    assert count(database) == 0


class Days(RegisterView):
    """A register of a test."""

    datamodel = RegisterInterface(Workday)
    class_permission_name = "Workdays"
    menu = MenuItem(Text("工作日", "Working days"))


def test_register_declares_its_access_and_nothing_that_writes() -> None:
    registers = Registers("calendar", __name__, views=(Days,))
    assert registers.permissions == {("can_list", "Workdays"), ("can_show", "Workdays")}
    assert [link.endpoint for link in registers.links] == ["Days.list"]
    registers.register(Flask("rehearsal"))
