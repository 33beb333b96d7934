"""Sessions as rows: begun, seen, over for a reason; on both kinds of database."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from kernel.accounts import add_account
from kernel.accounts.sessions import (
    Ending,
    begin,
    end_every,
    end_one,
    end_others,
    forget_ended,
    seen,
    sessions_of,
)
from kernel.clock import FixedClock
from kernel.db import Database
from kernel.versions import versions_of


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    database = Database(migrated_url)
    yield database
    database.close()


@pytest.fixture
def user(database: Database) -> int:
    with database.transaction() as session:
        return add_account(session, "wang", name="王芳", password="")


def signed_in(session: Session, user: int, clock: FixedClock, *, single: bool = False) -> int:
    return begin(session, user, now=clock.now(), address="203.0.113.7", agent="Mozilla" * 99, single=single)


def is_open(database: Database, user: int, number: int) -> bool:
    with database.engine.connect() as connection:
        return versions_of(connection, user, number).session


def endings(database: Database, user: int) -> list[str | None]:
    with database.transaction() as session:
        return [one.ending for one in sessions_of(session, user, most=9)]


def test_a_session_is_open_to_its_own_account_only(database: Database, user: int, clock: FixedClock) -> None:
    with database.transaction() as session:
        number = signed_in(session, user, clock)
        other = add_account(session, "li", name="李娜", password="")
    assert is_open(database, user, number)
    assert not is_open(database, other, number)
    assert not is_open(database, user, number + 1)


def test_only_one_stands_where_only_one_may(database: Database, user: int, clock: FixedClock) -> None:
    with database.transaction() as session:
        first = signed_in(session, user, clock)
        second = signed_in(session, user, clock, single=True)
    assert (is_open(database, user, first), is_open(database, user, second)) == (False, True)
    assert endings(database, user) == [None, Ending.REPLACED]


def test_others_end_and_this_one_stays(database: Database, user: int, clock: FixedClock) -> None:
    with database.transaction() as session:
        numbers = [signed_in(session, user, clock) for _ in range(3)]
        assert end_others(session, user, numbers[1], now=clock.now()) == 2
    assert [is_open(database, user, one) for one in numbers] == [False, True, False]


def test_nobody_ends_the_session_of_another(database: Database, user: int, clock: FixedClock) -> None:
    with database.transaction() as session:
        number = signed_in(session, user, clock)
        other = add_account(session, "li", name="李娜", password="")
        assert not end_one(session, other, number, why=Ending.ENDED, now=clock.now())
        assert end_one(session, user, number, why=Ending.ENDED, now=clock.now())
        assert not end_one(session, user, number, why=Ending.ENDED, now=clock.now())


def test_ending_every_session_also_ends_cookies_without_a_row(
    database: Database, user: int, clock: FixedClock
) -> None:
    with database.transaction() as session:
        number = signed_in(session, user, clock)
        end_every(session, user, why=Ending.CLOSED, now=clock.now())
    assert not is_open(database, user, number)
    with database.engine.connect() as connection:
        assert versions_of(connection, user).epoch == 1


def test_use_is_noted_and_old_rows_are_forgotten(database: Database, user: int, clock: FixedClock) -> None:
    with database.transaction() as session:
        old, used = signed_in(session, user, clock), signed_in(session, user, clock)
        clock.advance(days=1)
        seen(session, used, now=clock.now())
        assert forget_ended(session, before=clock.now()) == 1
        assert [one.id for one in sessions_of(session, user, most=9)] == [used]
    assert not is_open(database, user, old)
