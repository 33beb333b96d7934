"""The database: engine, mapped base, session and the one place that commits."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from time import monotonic
from typing import Any

from flask_appbuilder import Model
from flask_appbuilder.security.sqla import models as fab_tables
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from kernel import resting, wire
from kernel.columns import Json, UtcDateTime
from kernel.jsontext import jsontext
from kernel.resting import Connections, Pooled, Resting

Model.registry.update_type_annotation_map(
    {datetime: UtcDateTime, dict[str, Any]: Json, list[Any]: Json, list[str]: Json}
)

USER_TABLE = fab_tables.User.__table__
"""FAB's twelve tables share our metadata; the core revision creates them."""

writing: ContextVar[bool] = ContextVar("writing", default=False)
"""Says that the transaction about to begin will write: SQLite then takes its lock at BEGIN."""


USED = "tongban.used"
"""When a connection was last given back."""

PRAGMAS = (
    # of a new file: an act touches a dozen pages for a few hundred bytes each, and every page goes into the log whole
    "page_size=2048",
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "cache_size=-16000",
    # the log is taken over at 32 MB: a page that many acts touch is then written and synced once for all of them
    "wal_autocheckpoint=16000",
)
"""How SQLite is used."""

HELD = "tongban.connection"
"""In the `info` of a session that keeps to one connection: that connection, or where to have it from."""
READING = "tongban.reading"
"""In the `info` of a session that keeps to one connection until `done_reading`, with nothing to commit."""


class Base(Model):
    """Parent of every mapped class; unlike FAB's own, two classes on one table are an error."""

    __abstract__ = True
    __table_args__: Any = ()


def engine_for(url: str, *, pool_size: int = 8) -> Engine:
    """An engine on which transactions behave the same on SQLite and PostgreSQL."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            connect_args={"timeout": 30, "check_same_thread": False},
            json_serializer=_json,
            pool_size=pool_size,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        # not an event: with one, every connection taken from the pool would join the listeners anew
        engine.dialect.do_begin = _begin_sqlite  # type: ignore[assignment,method-assign]
        return engine
    engine = create_engine(url, json_serializer=_json, pool_size=pool_size)
    # a commit asks nothing that the library's own way of asking is needed for
    engine.dialect.do_commit, engine.dialect.do_rollback = wire.commit, wire.roll_back  # type: ignore[assignment,method-assign]
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", partial(_refuse_dead, engine.dialect))
    return engine


class Database:
    """The engine of this process with its sessions, one per thread."""

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.url = url
        self.engine = engine_for(url, pool_size=pool_size)
        self.session: scoped_session[Session] = scoped_session(session_factory(self.engine))
        self._resting = Resting(self.engine, pool_size)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Everything done inside is committed together, or nothing is."""
        session = self.session()
        reading = session.info.pop(READING, False)
        if HELD in session.info and not reading:
            message = "a transaction is open in this thread already: hand its session on"
            raise RuntimeError(message)
        if session.in_transaction():
            session.commit()
        if reading:
            self._let_go(session)
        token = writing.set(True)
        try:
            with _whole(session, self._resting):
                yield session
        finally:
            writing.reset(token)
            if reading:
                self.read_on_one()

    def read_on_one(self) -> None:
        """What this thread reads, it reads on one connection until it is `done_reading`."""
        session = self.session()
        if session.info.pop(READING, False):
            # somebody has not said that it was done
            self._let_go(session)
        session.info.update({HELD: self._resting, READING: True})

    def done_reading(self) -> None:
        """This thread has no session and no connection any more; nothing was written."""
        if self.session.registry.has():
            session = self.session()
            is_used = session.in_transaction() or bool(session.identity_map)
            if session.info.pop(READING, False):
                self._let_go(session)
            if is_used:
                # one that nobody has used stays for the next: to make it costs as much as a statement
                self.session.remove()

    def inform(self, info: Mapping[str, Any]) -> None:
        """Every session from now on carries this in its `info`, which work done in it may ask."""
        self.session.remove()
        self.session.configure(info=dict(info))

    def close(self) -> None:
        """Gives the connections back."""
        self.done_reading()
        self._resting.close()
        self.engine.dispose()

    def _let_go(self, session: Session) -> None:
        held = session.info.pop(HELD)
        if isinstance(held, Connection):
            session.bind = held.engine
            try:
                if session.in_transaction():
                    session.rollback()
                held.rollback()
            except DBAPIError:
                # it died meanwhile; what was read on it was told, and nothing was written
                held.close()
            else:
                self._resting.give_back(held)


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One committed act on a session of its own; for jobs, workers and commands."""
    token = writing.set(True)
    try:
        with session_factory(engine)() as session, _whole(session, Pooled(engine)):
            yield session
    finally:
        writing.reset(token)


def connection_of(session: Session) -> Connection:
    """The connection of the session's transaction.

    A session that keeps to one connection has it without its own bookkeeping, which costs more than a statement, as
    long as nobody has used the session itself; a session used later joins it.
    """
    held = session.info.get(HELD)
    if isinstance(held, Connection):
        if session.in_transaction():
            session.flush()
        return held
    if held is None or session.in_transaction():
        return session.connection()
    connection: Connection = held.take()
    connection.begin()
    session.info[HELD], session.bind = connection, connection
    return connection


@contextmanager
def _whole(session: Session, connections: Connections) -> Iterator[None]:
    """What is done in the session, and on the connection it may hold, is committed together or not at all."""
    session.info[HELD] = connections
    try:
        yield
        if session.in_transaction():
            session.commit()
        held = session.info[HELD]
        if isinstance(held, Connection):
            held.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        held = session.info.pop(HELD)
        if isinstance(held, Connection):
            session.bind = held.engine
            if held.in_transaction():
                # what was not committed is rolled back
                held.close()
            else:
                connections.give_back(held)


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions that keep what they loaded after a commit."""
    return sessionmaker(engine, expire_on_commit=False)


def _json_scalar(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    message = f"{type(value).__name__} is not a JSON value"
    raise TypeError(message)


_json = partial(jsontext, default=_json_scalar)


def _note_use(_connection: Any, record: Any) -> None:
    record.info[USED] = monotonic()


def _refuse_dead(dialect: Any, connection: Any, record: Any, _proxy: Any) -> None:
    """A connection that has rested is asked whether it lives; one just used costs no round trip."""
    used = record.info.get(USED)
    has_rested = used is not None and monotonic() - used >= resting.RESTED
    if has_rested and not resting.answers(dialect, connection):
        # the pool then makes a new one
        raise DisconnectionError


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # pysqlite's own BEGIN handling would leave DDL outside of the transaction
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    connection.driver_connection.execute("BEGIN IMMEDIATE" if writing.get() else "BEGIN DEFERRED")
