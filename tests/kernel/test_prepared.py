"""kernel.prepared: the statement compiled once means what SQLAlchemy would have run."""

from datetime import UTC, datetime, timedelta, timezone
from threading import Event, Thread
from time import sleep
from typing import cast

import pytest
from sqlalchemy import Table, Text, bindparam, insert, literal_column, select, text, update
from sqlalchemy.exc import IntegrityError

from kernel import wire
from kernel.db import session_factory, transaction
from kernel.models import OutboxItem
from kernel.prepared import Among, Prepared, Work, together

TABLE = cast(Table, OutboxItem.__table__)
AT = datetime(2026, 3, 10, 10, 0, tzinfo=timezone(timedelta(hours=8)))
ADD = Prepared(insert(TABLE).returning(TABLE.c.id), columns=("topic", "payload", "due_at", "created_at"))
RENAME = Prepared(update(TABLE).where(TABLE.c.topic == bindparam("old")).values(topic=bindparam("new")))
ROW = {"topic": "toy", "payload": {"what": "五一", "none": None}, "due_at": AT, "created_at": AT}


def test_values_are_stored_as_their_columns_store_them_and_defaults_are_given(engine):
    with transaction(engine) as session:
        made = ADD.row(session.connection(), ROW)[0]
    with session_factory(engine)() as session:
        item = session.get_one(OutboxItem, made)
        assert (item.payload, item.due_at) == (ROW["payload"], AT.astimezone(UTC))
        assert (item.state, item.attempts, item.key) == ("waiting", 0, None)


def test_a_statement_is_run_again_with_other_values(engine):
    with transaction(engine) as session:
        for topic in ("a", "b", "a"):
            ADD.row(session.connection(), {**ROW, "topic": topic})
        assert together(session.connection(), [(RENAME, {"old": "a", "new": "c"})]) == [2]
        assert sorted(session.scalars(select(OutboxItem.topic))) == ["b", "c", "c"]


@pytest.mark.parametrize("wanted", [[], [0], [1, 2], list(range(60))], ids=len)
def test_any_number_of_numbers_is_one_parameter(engine, wanted):
    found = Prepared(select(TABLE.c.id).where(Among(TABLE.c.attempts, "numbers")).order_by(TABLE.c.id))
    tried = Prepared(update(TABLE).where(TABLE.c.topic == bindparam("old")).values(attempts=bindparam("now")))
    with transaction(engine) as session:
        connection = session.connection()
        made = [ADD.row(connection, {**ROW, "topic": f"{tries}"})[0] for tries in range(4)]
        together(connection, [(tried, {"old": f"{tries}", "now": tries}) for tries in range(4)])
        rows = found.rows(connection, {"numbers": wanted})
    assert [row[0] for row in rows] == [one for tries, one in enumerate(made) if tries in wanted]


def test_moments_are_read_as_their_columns_hold_them(engine):
    found = Prepared(
        select(TABLE.c.topic, TABLE.c.due_at, TABLE.c.done_at).where(TABLE.c.id == bindparam("id"))
    )
    with transaction(engine) as session:
        made = ADD.row(session.connection(), ROW)[0]
        [row] = found.typed(session.connection(), {"id": made})
    assert tuple(row) == ("toy", AT.astimezone(UTC), None)
    assert row[1].tzinfo is UTC


def test_it_belongs_to_the_transaction(engine):
    class Undone(Exception):
        pass

    def act():
        with transaction(engine) as session:
            ADD.row(session.connection(), ROW)
            raise Undone

    with pytest.raises(Undone):
        act()
    with session_factory(engine)() as session:
        assert session.scalars(select(OutboxItem.id)).all() == []


def test_what_the_database_refuses_is_refused_as_ever(engine):
    with pytest.raises(IntegrityError), transaction(engine) as session:
        ADD.row(session.connection(), {**ROW, "topic": None})


def test_several_at_once_tell_each_how_many_rows_it_touched(engine):
    with transaction(engine) as session:
        connection = session.connection()
        for topic in ("a", "a", "b"):
            ADD.row(connection, {**ROW, "topic": topic})
        works: list[Work] = [
            (ADD, {**ROW, "topic": "new"}),
            (RENAME, {"old": "a", "new": "c"}),
            (RENAME, {"old": "none", "new": "d"}),
            (ADD, {**ROW, "topic": "100%"}),
        ]
        assert together(connection, works) == [1, 2, 0, 1]
        assert sorted(session.scalars(select(OutboxItem.topic))) == ["100%", "b", "c", "c", "new"]
        assert together(connection, []) == []


def test_one_that_is_refused_among_several_undoes_them_all(engine):
    works: list[Work] = [(ADD, ROW), (ADD, {**ROW, "topic": None}), (ADD, ROW)]
    with pytest.raises(IntegrityError), transaction(engine) as session:
        together(session.connection(), works)
    with session_factory(engine)() as session:
        assert session.scalars(select(OutboxItem.id)).all() == []


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize("after", ["a rollback", "a change of tables"])
def test_statements_that_the_library_let_go_of_are_made_again(engine, after):
    one = Prepared(select(TABLE.c.id).where(TABLE.c.topic == bindparam("wanted")))
    known = text("SELECT count(*) FROM pg_prepared_statements")
    with engine.connect() as connection:
        connection.begin()
        for _ in range(8):
            connection.execute(select(TABLE.c.topic))
            assert one.rows(connection, {"wanted": "none"}) == []
        before = connection.scalar(known)
        if after == "a rollback":
            connection.rollback()
        else:
            connection.execute(text("CREATE TABLE toy (id INTEGER)"))
            connection.execute(text("DROP TABLE toy"))
        connection.execute(text("SELECT 1"))
        assert connection.scalar(known) < before, "the library let go of them, or this test shows nothing"
        assert one.rows(connection, {"wanted": "none"}) == []


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_no_more_statements_stay_prepared_than_there_is_room_for(engine, monkeypatch):
    monkeypatch.setattr(wire, "MOST", 3)
    made = [Prepared(select(TABLE.c.id, literal_column(str(number)))) for number in range(5)]
    with engine.connect() as connection:
        for one in (*made, *made):
            assert one.rows(connection, {}) == []
        kept = connection.scalar(
            text("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'tongban%'")
        )
    assert kept == wire.MOST + 1


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_who_waits_for_a_row_keeps_no_other_thread_waiting(engine):
    add = Prepared(insert(TABLE).returning(TABLE.c.id), columns=(*ROW, "key"))
    of_key = Prepared(select(TABLE.c.id).where(TABLE.c.key == bindparam("key")).with_for_update())
    with transaction(engine) as session:
        add.row(session.connection(), {**ROW, "key": "one"})
    begun, found = Event(), []

    def wait() -> None:
        with transaction(engine) as session:
            connection = session.connection()
            begun.set()
            found.append(of_key.row_under(of_key, connection, {"key": "one"}))

    with transaction(engine) as session:
        of_key.row(session.connection(), {"key": "one"})
        other = Thread(target=wait)
        other.start()
        begun.wait()
        # long enough for the other to stand in line; a server that is heard by nobody would never let it go
        sleep(0.2)
        assert found == []
    other.join(timeout=20)
    assert len(found) == 1


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_more_than_the_way_to_the_server_holds_arrives(engine):
    first = Prepared(select(TABLE.c.id).where(TABLE.c.topic == bindparam("wanted")))
    echo = Prepared(select(bindparam("word", type_=Text())))
    with engine.connect() as connection:
        word = "长" * 4_000_000
        assert echo.row_under(first, connection, {"wanted": "none", "word": word}) == (word,)
