"""Statements of the hot path: written with SQLAlchemy, compiled once per database, run by the driver itself.

They belong to the connection's transaction like any other statement; results are the driver's own values.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import ARRAY, Connection, Dialect, Integer, Text, TypeDecorator, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement, ColumnElement
from sqlalchemy.types import TypeEngine

Work: TypeAlias = "tuple[Prepared, Mapping[str, Any]]"
"""A statement and its parameters."""


IDLE = 0
"""What PostgreSQL's client says of a connection without a transaction."""


class _Numbers(TypeDecorator[list[int]]):
    """Any number of whole numbers in one parameter."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(Integer()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> Any:
        numbers = list(value or ())
        # what a list of numbers looks like is JSON as well
        return numbers if dialect.name == "postgresql" else str(numbers)


class Among(ColumnElement[bool]):
    """The column is one of the numbers that the parameter brings, however many: the statement stays the same."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column, self.numbers = column, bindparam(name, type_=_Numbers())


@compiles(Among)
def _among(element: Among, compiler: SQLCompiler, **more: Any) -> str:
    column, numbers = compiler.process(element.column, **more), compiler.process(element.numbers, **more)
    # names of our own making only; the numbers stay a parameter
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608


@compiles(Among, "postgresql")
def _any_of(element: Among, compiler: SQLCompiler, **more: Any) -> str:
    return f"{compiler.process(element.column, **more)} = ANY ({compiler.process(element.numbers, **more)})"


@dataclass(frozen=True, slots=True)
class _Made:
    """The statement for one database: its text, and what it is given in order, each with what prepares it."""

    sql: str
    plan: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    given: Mapping[str, Any]
    positional: bool
    read: tuple[tuple[int, Callable[[Any], Any]], ...] = ()
    """What makes of the driver's value at a place what its column holds."""

    def named(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Every parameter by its name, as the driver takes it."""
        values = {**self.given, **parameters} if self.given else parameters
        return {name: process(values[name]) if process else values[name] for name, process in self.plan}

    def ordered(self, parameters: Mapping[str, Any]) -> list[Any]:
        """Every parameter in order, as the driver takes it."""
        values = {**self.given, **parameters} if self.given else parameters
        return [process(values[name]) if process else values[name] for name, process in self.plan]


class Prepared:
    """A statement whose parameters are always the same."""

    def __init__(self, statement: ClauseElement, *, columns: Iterable[str] | None = None) -> None:
        self._statement = statement
        self._columns = None if columns is None else list(columns)
        self._made: dict[str, _Made] = {}

    def row(self, connection: Connection, parameters: Mapping[str, Any]) -> Any:
        """The first row as a tuple, or None."""
        try:
            return self.executed(connection, _driver(connection), parameters).fetchone()
        except _errors(connection) as error:
            raise _told(connection, error) from error

    def row_under(self, lock: "Prepared", connection: Connection, parameters: Mapping[str, Any]) -> Any:
        """The same as it stands once the lock is had, in one round trip.

        Who waits for a lock within one statement sees other tables as they were before the wait. SQLite has locked
        everything already.
        """
        if connection.dialect.name != "postgresql":
            return self.row(connection, parameters)
        driver = _driver(connection)
        try:
            with driver.pipeline():
                lock.executed(connection, driver, parameters)
                cursor = self.executed(connection, driver, parameters)
            return cursor.fetchone()
        except _errors(connection) as error:
            raise _told(connection, error) from error

    def rows(self, connection: Connection, parameters: Mapping[str, Any]) -> list[Any]:
        """Every row as a tuple."""
        try:
            found: list[Any] = self.executed(connection, _driver(connection), parameters).fetchall()
        except _errors(connection) as error:
            raise _told(connection, error) from error
        return found

    def typed(self, connection: Connection, parameters: Mapping[str, Any]) -> list[Any]:
        """Every row with days and moments as their columns hold them, whatever the driver makes of them."""
        rows, read = self.rows(connection, parameters), self.made(connection.dialect).read
        if not read:
            return rows
        found = [list(row) for row in rows]
        for row in found:
            for place, process in read:
                row[place] = process(row[place])
        return found

    def executed(self, connection: Connection, driver: Any, parameters: Mapping[str, Any]) -> Any:
        """The driver's cursor after the statement."""
        made = self.made(connection.dialect)
        if made.positional:
            return driver.execute(made.sql, made.ordered(parameters))
        if driver.pgconn.transaction_status == IDLE:
            # the first statement travels together with its BEGIN
            with driver.pipeline():
                return driver.execute(made.sql, made.named(parameters))
        return driver.execute(made.sql, made.named(parameters))

    def made(self, dialect: Dialect) -> _Made:
        """The statement for this database."""
        found = self._made.get(dialect.name)
        if found is None:
            found = self._made[dialect.name] = self._compiled(dialect)
        return found

    def _compiled(self, dialect: Dialect) -> _Made:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._columns)
        given = {name: bind.value for bind, name in compiled.bind_names.items() if not bind.required}
        for column in compiled.insert_prefetch if compiled.isinsert else ():
            if column.default is not None and column.default.is_scalar:
                given[column.key] = column.default.arg
        processors = compiled._bind_processors
        names = compiled.positiontup if compiled.positional else compiled.bind_names.values()
        return _Made(
            sql=str(compiled),
            plan=tuple((name, processors.get(name)) for name in names),
            given=given,
            positional=compiled.positional,
            read=tuple(_read(compiled, dialect)),
        )


def _read(compiled: Any, dialect: Dialect) -> Iterator[tuple[int, Callable[[Any], Any]]]:
    for place, column in enumerate(compiled._result_columns):
        process = column.type._cached_result_processor(dialect, None)
        if process is not None:
            yield place, process


def together(connection: Connection, works: Sequence[Work]) -> list[int]:
    """All statements done, no two of them on one row; how many rows each touched.

    SQLite takes them in order. PostgreSQL takes them as one statement, in one round trip: each sees
    the rows as they were before all of them.
    """
    driver = _driver(connection)
    try:
        if connection.dialect.name == "postgresql" and len(works) > 1:
            return _merged_into_one(connection, driver, works)
        return [_touched(one.executed(connection, driver, parameters)) for one, parameters in works]
    except _errors(connection) as error:
        raise _told(connection, error) from error


def _merged_into_one(connection: Connection, driver: Any, works: Sequence[Work]) -> list[int]:
    made = [one.made(connection.dialect) for one, _ in works]
    values: dict[str, Any] = {}
    for number, (one, (_, parameters)) in enumerate(zip(made, works, strict=True)):
        values |= {f"w{number}_{name}": value for name, value in one.named(parameters).items()}
    return list(driver.execute(_merged(tuple(one.sql for one in made)), values).fetchone())


@lru_cache(maxsize=256)
def _merged(statements: tuple[str, ...]) -> str:
    parts = []
    for number, sql in enumerate(statements):
        own = re.sub(r"%\((\w+)\)s", rf"%(w{number}_\1)s", sql)
        parts.append(f"w{number} AS ({own}{'' if 'RETURNING' in sql else ' RETURNING 1'})")
    # names of our own making only; every value stays a parameter
    counts = ", ".join(f"(SELECT count(*) FROM w{number})" for number in range(len(statements)))  # noqa: S608
    return f"WITH {', '.join(parts)} SELECT {counts}"


def _touched(cursor: Any) -> int:
    """SQLite counts what a statement returns only while it is read, and it is not done before that."""
    return len(cursor.fetchall()) if cursor.description else int(cursor.rowcount)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _errors(connection: Connection) -> Any:
    dbapi: Any = connection.dialect.loaded_dbapi
    return dbapi.Error


def _told(connection: Connection, error: Exception) -> Exception:
    """What the database refuses is told in SQLAlchemy's words, as of any other statement."""
    return DBAPIError.instance(None, None, error, _errors(connection), dialect=connection.dialect)
