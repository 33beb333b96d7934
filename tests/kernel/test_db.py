"""Transactions: whole or not at all, whether the session is used, its connection, or both."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Engine, event, func, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from kernel import db, resting
from kernel.clock import FixedClock
from kernel.db import Database, connection_of, session_factory, transaction
from kernel.models import AuditEntry
from kernel.prepared import Prepared


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """A database of the test's own, with the core schema."""
    found = Database(migrated_url)
    yield found
    found.close()


def entry(clock: FixedClock, action: str) -> AuditEntry:
    """A row to write."""
    return AuditEntry(at=clock.now(), actor="a", action=action, thing="t", detail={}, address="")


def row(clock: FixedClock, action: str) -> dict[str, object]:
    """The same as the values of a statement."""
    return {"at": clock.now(), "actor": "a", "action": action, "thing": "t", "detail": {}, "address": ""}


def written(engine: Engine) -> list[str]:
    """What is in the database for everybody to see."""
    with session_factory(engine)() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_what_is_written_on_the_connection_alone_is_committed(database, clock):
    with database.transaction() as session:
        connection_of(session).execute(insert(AuditEntry), [row(clock, "connection")])
        assert not session.in_transaction()
    assert written(database.engine) == ["connection"]


@pytest.mark.parametrize("first", ["session", "connection"])
def test_session_and_connection_are_one_transaction_whichever_comes_first(database, clock, first):
    with database.transaction() as session:
        if first == "session":
            session.add(entry(clock, "session"))
            session.flush()
        connection_of(session).execute(insert(AuditEntry), [row(clock, "connection")])
        if first == "connection":
            session.add(entry(clock, "session"))
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 2
    assert sorted(written(database.engine)) == ["connection", "session"]


def test_the_connection_sees_what_waits_in_the_session(database, clock):
    with database.transaction() as session:
        connection_of(session)
        session.add(entry(clock, "session"))
        found = connection_of(session).scalar(select(func.count()).select_from(AuditEntry))
        assert found == 1


@pytest.mark.parametrize("used", ["session", "connection", "both"])
def test_a_failure_leaves_nothing_of_either(database, clock, used):
    def fail() -> None:
        with database.transaction() as session:
            if used != "session":
                connection_of(session).execute(insert(AuditEntry), [row(clock, "connection")])
            if used != "connection":
                session.add(entry(clock, "session"))
                session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert written(database.engine) == []


def test_a_session_reads_on_by_itself_after_its_transaction(database, clock):
    with database.transaction() as session:
        connection_of(session).execute(insert(AuditEntry), [row(clock, "first")])
    session = database.session()
    assert session.scalar(select(AuditEntry.action)) == "first"
    assert session.get_bind() is database.engine
    with database.transaction() as again:
        connection_of(again).execute(insert(AuditEntry), [row(clock, "second")])
    assert written(database.engine) == ["first", "second"]


def test_outside_of_a_transaction_it_is_the_session_s_own(engine):
    with session_factory(engine)() as session:
        assert connection_of(session) is session.connection()


def test_a_session_of_its_own_is_whole_too(engine, clock):
    with transaction(engine) as session:
        connection_of(session).execute(insert(AuditEntry), [row(clock, "connection")])
        session.add(entry(clock, "session"))
    assert sorted(written(engine)) == ["connection", "session"]


def test_a_transaction_inside_another_is_refused_and_the_outer_one_stands(database, clock):
    with database.transaction() as session:
        session.add(entry(clock, "outer"))
        with pytest.raises(RuntimeError, match="open in this thread"), database.transaction():
            raise AssertionError("unreachable")
    assert written(database.engine) == ["outer"]


def test_connections_go_back_to_the_pool(database, clock):
    for number in range(40):
        with database.transaction() as session:
            connection_of(session).execute(insert(AuditEntry), [row(clock, str(number))])
    assert len(written(database.engine)) == 40
    assert database.engine.pool.checkedout() == 1, "the one that rests"
    database.close()
    assert database.engine.pool.checkedout() == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_transaction_that_writes_takes_the_lock_at_its_beginning(database, clock):
    path = make_url(str(database.engine.url)).database
    assert path is not None
    other = sqlite3.connect(path, timeout=0, isolation_level=None)
    with database.transaction() as session:
        connection_of(session)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    with session_factory(database.engine)() as session:
        session.execute(select(AuditEntry.id))
        other.execute("BEGIN IMMEDIATE")
    other.close()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_connection_that_died_while_it_rested_is_replaced(database, monkeypatch):
    with database.engine.connect() as connection:
        killed = connection.scalar(text("SELECT pg_backend_pid()"))
    with closing(Database(database.url)) as other, other.transaction() as session:
        session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": killed})
    monkeypatch.setattr(resting, "RESTED", 0.0)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) != killed


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_connection_just_used_is_not_asked_whether_it_lives(database):
    asked: list[object] = []
    database.engine.dialect.do_ping = asked.append
    for _ in range(3):
        with database.engine.connect() as connection:
            connection.scalar(text("SELECT 1"))
    assert asked == []


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_first_statement_that_fails_is_told_and_leaves_the_connection_usable(database):
    wrong = Prepared(text("SELECT * FROM there_is_no_such_table"))
    right = Prepared(text("SELECT 1"))
    with pytest.raises(Exception, match="there_is_no_such_table"), database.transaction() as session:
        wrong.row(connection_of(session), {})
    with database.transaction() as session:
        assert right.row(connection_of(session), {}) == (1,)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_no_listener_stands_between_a_transaction_and_its_beginning(database):
    assert not database.engine._has_events
    with database.transaction() as session:
        connection_of(session)
    assert not event.contains(database.engine, "begin", db._begin_sqlite)
    with pytest.raises(OperationalError), database.engine.connect() as connection:
        connection.execute(text("nonsense"))


def test_what_is_read_on_one_connection_is_read_by_session_and_statement_alike(database, clock):
    database.read_on_one()
    session = database.session()
    connection = connection_of(session)
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0
    assert session.connection().connection.driver_connection is connection.connection.driver_connection
    database.done_reading()
    assert not connection.in_transaction()
    assert database.session() is not session
    assert connection_of(database.session()) is not connection, "outside of it each has its own way"


def test_a_session_that_nobody_used_serves_again(database):
    database.read_on_one()
    session, connection = database.session(), connection_of(database.session())
    database.done_reading()
    database.read_on_one()
    assert database.session() is session
    assert connection_of(session) is connection
    database.done_reading()
    assert session.get_bind() is database.engine


def test_who_was_never_done_reading_keeps_no_connection(database):
    for _ in range(50):
        database.read_on_one()
        connection_of(database.session())
    assert database.engine.pool.checkedout() == 1
    database.done_reading()


def test_who_reads_on_one_connection_may_write_between_and_reads_on(database, clock):
    database.read_on_one()
    assert connection_of(database.session()).scalar(select(func.count()).select_from(AuditEntry)) == 0
    with database.transaction() as session:
        connection_of(session).execute(insert(AuditEntry), [row(clock, "between")])
        with pytest.raises(RuntimeError, match="open in this thread"), database.transaction():
            raise AssertionError("unreachable")
    assert written(database.engine) == ["between"]
    assert connection_of(database.session()).scalar(select(AuditEntry.action)) == "between"
    database.done_reading()


def test_what_was_only_read_on_is_never_committed(database, clock):
    database.read_on_one()
    connection_of(database.session()).execute(insert(AuditEntry), [row(clock, "lost")])
    database.done_reading()
    assert written(database.engine) == []


def test_a_connection_whose_transaction_failed_does_not_rest(database, clock):
    def fail() -> None:
        with database.transaction() as session:
            connection_of(session).execute(insert(AuditEntry), [row(clock, "lost")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert database.engine.pool.checkedout() == 0


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_connection_that_died_at_rest_makes_room_for_another(database, monkeypatch):
    pid = Prepared(text("SELECT pg_backend_pid()"))
    with database.transaction() as session:
        [killed] = pid.row(connection_of(session), {})
    with closing(Database(database.url)) as other, other.transaction() as session:
        session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": killed})
    monkeypatch.setattr(resting, "RESTED", 0.0)
    with database.transaction() as session:
        assert pid.row(connection_of(session), {}) != (killed,)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize("used", ["connection", "session"])
def test_a_connection_that_died_while_it_was_read_on_is_let_go_of_quietly(database, used):
    pid = Prepared(text("SELECT pg_backend_pid()"))
    database.read_on_one()
    session = database.session()
    [killed] = pid.row(connection_of(session), {})
    if used == "session":
        session.scalar(text("SELECT 1"))
    with closing(Database(database.url)) as other, other.transaction() as ending:
        ending.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": killed})
    with pytest.raises(OperationalError):
        pid.row(connection_of(session), {})
    database.done_reading()
    database.read_on_one()
    assert pid.row(connection_of(database.session()), {}) != (killed,)
    database.done_reading()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_server_that_has_gone_is_told_at_once_and_the_next_one_is_found(database):
    pid = Prepared(text("SELECT pg_backend_pid()"))
    with database.transaction() as session:
        [killed] = pid.row(connection_of(session), {})
    with closing(Database(database.url)) as other, other.transaction() as session:
        session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": killed})
    # it has rested too short a time to be asked whether it lives, and its first statement travels with BEGIN
    with pytest.raises(OperationalError), database.transaction() as session:
        pid.row(connection_of(session), {})
    with database.transaction() as session:
        assert pid.row(connection_of(session), {}) != (killed,)
