"""The database: engine, mapped base, session and the one place that commits."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_appbuilder import Model
from flask_appbuilder.security.sqla import models as fab_tables
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from kernel.columns import Json, UtcDateTime

Model.registry.update_type_annotation_map(
    {datetime: UtcDateTime, dict[str, Any]: Json, list[Any]: Json, list[str]: Json}
)

USER_TABLE = fab_tables.User.__table__
"""FAB's twelve tables share our metadata; the core revision creates them."""

writing: ContextVar[bool] = ContextVar("writing", default=False)
"""Says that the transaction about to begin will write: SQLite then takes its lock at BEGIN."""


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
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, json_serializer=_json, pool_size=pool_size, pool_pre_ping=True)


class Database:
    """The engine of this process with its sessions, one per thread."""

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.url = url
        self.engine = engine_for(url, pool_size=pool_size)
        self.session: scoped_session[Session] = scoped_session(session_factory(self.engine))

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Everything done inside is committed together, or nothing is."""
        session = self.session()
        if session.in_transaction():
            session.commit()
        token = writing.set(True)
        try:
            with session.begin():
                yield session
        finally:
            writing.reset(token)

    def inform(self, info: Mapping[str, Any]) -> None:
        """Every session from now on carries this in its `info`, which work done in it may ask."""
        self.session.remove()
        self.session.configure(info=dict(info))

    def close(self) -> None:
        """Gives the connections back."""
        self.session.remove()
        self.engine.dispose()


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One committed act on a session of its own; for jobs, workers and commands."""
    token = writing.set(True)
    try:
        with session_factory(engine)() as session, session.begin():
            yield session
    finally:
        writing.reset(token)


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions that keep what they loaded after a commit."""
    return sessionmaker(engine, expire_on_commit=False)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_json_scalar)


def _json_scalar(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    message = f"{type(value).__name__} is not a JSON value"
    raise TypeError(message)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # pysqlite's own BEGIN handling would leave DDL outside of the transaction
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writing.get() else "BEGIN DEFERRED")
