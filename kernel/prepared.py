"""Statements of the hot path: written with SQLAlchemy, compiled once per database, run by the driver itself.

They belong to the connection's transaction like any other statement; results are the driver's own values.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import ClauseElement

Work: TypeAlias = "tuple[Prepared, Mapping[str, Any]]"
"""A statement and its parameters."""


@dataclass(frozen=True, slots=True)
class _Made:
    """The statement for one database: its text, its parameters in order, what prepares their values."""

    sql: str
    names: tuple[str, ...]
    given: Mapping[str, Any]
    processors: tuple[tuple[str, Callable[[Any], Any]], ...]
    positional: bool


class Prepared:
    """A statement whose parameters are always the same."""

    def __init__(self, statement: ClauseElement, *, columns: Iterable[str] | None = None) -> None:
        self._statement = statement
        self._columns = None if columns is None else list(columns)
        self._made: dict[str, _Made] = {}

    def row(self, connection: Connection, parameters: Mapping[str, Any]) -> Any:
        """The first row as a tuple, or None."""
        with _told(connection):
            return self.executed(connection, _driver(connection), parameters).fetchone()

    def rows(self, connection: Connection, parameters: Mapping[str, Any]) -> list[Any]:
        """Every row as a tuple."""
        with _told(connection):
            found: list[Any] = self.executed(connection, _driver(connection), parameters).fetchall()
        return found

    def executed(self, connection: Connection, driver: Any, parameters: Mapping[str, Any]) -> Any:
        """The driver's cursor after the statement."""
        made = self._made.get(connection.dialect.name)
        if made is None:
            made = self._made[connection.dialect.name] = self._compiled(connection.dialect)
        values = {**made.given, **parameters}
        for name, processor in made.processors:
            values[name] = processor(values[name])
        if made.positional:
            return driver.execute(made.sql, [values[name] for name in made.names])
        return driver.execute(made.sql, values)

    def _compiled(self, dialect: Dialect) -> _Made:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._columns)
        given = {name: bind.value for bind, name in compiled.bind_names.items() if not bind.required}
        for column in compiled.insert_prefetch if compiled.isinsert else ():
            if column.default is not None and column.default.is_scalar:
                given[column.key] = column.default.arg
        return _Made(
            sql=str(compiled),
            names=tuple(compiled.positiontup or ()),
            given=given,
            processors=tuple(compiled._bind_processors.items()),
            positional=compiled.positional,
        )


def together(connection: Connection, works: Sequence[Work]) -> list[int]:
    """All statements in order, in one round trip where the database can; how many rows each touched."""
    driver = _driver(connection)
    with _told(connection):
        if connection.dialect.name == "postgresql":
            with driver.pipeline():
                cursors = [one.executed(connection, driver, parameters) for one, parameters in works]
            return [cursor.rowcount for cursor in cursors]
        return [_touched(one.executed(connection, driver, parameters)) for one, parameters in works]


def _touched(cursor: Any) -> int:
    """SQLite counts what a statement returns only while it is read, and it is not done before that."""
    return len(cursor.fetchall()) if cursor.description else int(cursor.rowcount)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


@contextmanager
def _told(connection: Connection) -> Iterator[None]:
    """What the database refuses is told in SQLAlchemy's words, as of any other statement."""
    dbapi: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except dbapi.Error as error:
        raise DBAPIError.instance(None, None, error, dbapi.Error, dialect=connection.dialect) from error
