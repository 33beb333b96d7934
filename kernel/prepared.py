"""Statements of the hot path: written with SQLAlchemy, compiled once per database, run on the driver's own connection.

They belong to the connection's transaction like any other statement; results are the driver's own values.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import ARRAY, Connection, Date, Dialect, Integer, String, Text, TypeDecorator, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement, ColumnElement
from sqlalchemy.types import TypeEngine

from kernel.jsontext import jsontext
from kernel.wire import Question, Wire

Work: TypeAlias = "tuple[Prepared, Mapping[str, Any]]"
"""A statement and its parameters."""

LINE = "tongban.line"
"""In the `info` of a connection: how its driver is asked."""
NUMBER = re.compile(r"\$(\d+)")
"""A placeholder of PostgreSQL's own."""


class _Several(TypeDecorator[Any]):
    """Any number of whole numbers or words in one parameter."""

    impl = Text
    cache_ok = True

    def __init__(self, member: type[TypeEngine[Any]]) -> None:
        super().__init__()
        self.member = member

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.member) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        members = list(value or ())
        return members if dialect.name == "postgresql" else jsontext(members)


class Among(ColumnElement[bool]):
    """The column is one of the numbers or words that the parameter brings, however many: the statement stays the same."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        member = Text if isinstance(column.type, String) else Integer
        self.column, self.members = column, bindparam(name, type_=_Several(member))


@compiles(Among)
def _among(element: Among, compiler: SQLCompiler, **more: Any) -> str:
    column, members = compiler.process(element.column, **more), compiler.process(element.members, **more)
    # names of our own making only; the members stay a parameter
    return f"{column} IN (SELECT value FROM json_each({members}))"  # noqa: S608


@compiles(Among, "postgresql")
def _any_of(element: Among, compiler: SQLCompiler, **more: Any) -> str:
    return f"{compiler.process(element.column, **more)} = ANY ({compiler.process(element.members, **more)})"


@dataclass(frozen=True, slots=True)
class _Made:
    """The statement for one database: its text, what it is given in order, and what prepares some of that."""

    sql: str
    names: tuple[str, ...]
    processed: tuple[tuple[int, Callable[[Any], Any]], ...]
    given: Mapping[str, Any]
    read: tuple[tuple[int, Callable[[Any], Any]], ...] = ()
    """What makes of the driver's value at a place what its column holds."""

    def ordered(self, parameters: Mapping[str, Any]) -> list[Any]:
        """Every parameter in order, as the driver takes it."""
        values = {**self.given, **parameters} if self.given else parameters
        found = list(map(values.__getitem__, self.names))
        for place, process in self.processed:
            found[place] = process(found[place])
        return found


class _File:
    """A connection to SQLite, asked as `Wire` asks one to PostgreSQL."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Every row as a tuple."""
        found: list[Any] = self._driver.execute(sql, values).fetchall()
        return found

    def rows_of_all(self, asked: Sequence[Question]) -> list[list[Any]]:
        """The same of each statement."""
        return [self.rows(*one) for one in asked]

    def touched(self, sql: str, values: Sequence[Any]) -> int:
        """How many rows the statement touched, or returned if it returns them."""
        cursor = self._driver.execute(sql, values)
        # SQLite counts what a statement returns only while it is read, and it is not done before that
        return len(cursor.fetchall()) if cursor.description else int(cursor.rowcount)


class Prepared:
    """A statement whose parameters are always the same."""

    def __init__(self, statement: ClauseElement, *, columns: Iterable[str] | None = None) -> None:
        self._statement = statement
        self._columns = None if columns is None else list(columns)
        self._made: dict[str, _Made] = {}

    def row(self, connection: Connection, parameters: Mapping[str, Any]) -> Any:
        """The first row as a tuple, or None."""
        found = self.rows(connection, parameters)
        return found[0] if found else None

    def row_under(self, lock: "Prepared", connection: Connection, parameters: Mapping[str, Any]) -> Any:
        """The same as it stands once the lock is had, in one round trip.

        Who waits for a lock within one statement sees other tables as they were before the wait. SQLite has locked
        everything already.
        """
        line = _line(connection)
        if not isinstance(line, Wire):
            return self.row(connection, parameters)
        made, first = self.made(connection.dialect), lock.made(connection.dialect)
        try:
            question = (first.sql, first.ordered(parameters))
            found = line.rows_after(question, made.sql, made.ordered(parameters))
        except _errors(connection) as error:
            raise _told(connection, error) from error
        return found[0] if found else None

    def rows(self, connection: Connection, parameters: Mapping[str, Any]) -> list[Any]:
        """Every row as a tuple."""
        made = self.made(connection.dialect)
        try:
            return _line(connection).rows(made.sql, made.ordered(parameters))
        except _errors(connection) as error:
            raise _told(connection, error) from error

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

    def made(self, dialect: Dialect) -> _Made:
        """The statement for this database."""
        found = self._made.get(dialect.name)
        if found is None:
            found = self._made[dialect.name] = self._compiled(_numbered(dialect))
        return found

    def _compiled(self, dialect: Dialect) -> _Made:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._columns)
        given = {name: bind.value for bind, name in compiled.bind_names.items() if not bind.required}
        for column in compiled.insert_prefetch if compiled.isinsert else ():
            if column.default is not None and column.default.is_scalar:
                given[column.key] = column.default.arg
        names = tuple(compiled.positiontup)
        return _Made(
            sql=str(compiled),
            names=names,
            processed=tuple(_processed(compiled, names)),
            given=given,
            read=tuple(_read(compiled, dialect)),
        )


def _processed(compiled: Any, names: Sequence[str]) -> Iterator[tuple[int, Callable[[Any], Any]]]:
    for place, name in enumerate(names):
        process = compiled._bind_processors.get(name)
        if process is not None:
            # an act and a list say the same few days over and over
            is_day = isinstance(compiled.binds[name].type, Date)
            yield place, lru_cache(maxsize=256)(process) if is_day else process


def _read(compiled: Any, dialect: Dialect) -> Iterator[tuple[int, Callable[[Any], Any]]]:
    for place, column in enumerate(compiled._result_columns):
        process = column.type._cached_result_processor(dialect, None)
        if process is not None:
            yield place, process


@lru_cache(maxsize=8)
def _numbered(dialect: Dialect) -> Dialect:
    """The same dialect with its placeholders numbered where the database numbers them."""
    if dialect.name != "postgresql":
        return dialect
    known: Any = dialect
    made: Dialect = type(known)(
        dbapi=known.dbapi, paramstyle="numeric_dollar", json_serializer=known._json_serializer
    )
    return made


def answers(connection: Connection, asked: Sequence[Work]) -> list[list[Any]]:
    """Every row of each statement, in one round trip where the database is another machine; all of them only read."""
    dialect = connection.dialect
    made = [(one.made(dialect), parameters) for one, parameters in asked]
    try:
        return _line(connection).rows_of_all([(one.sql, one.ordered(given)) for one, given in made])
    except _errors(connection) as error:
        raise _told(connection, error) from error


def together(connection: Connection, works: Sequence[Work]) -> list[int]:
    """All statements done, no two of them on one row; how many rows each touched.

    SQLite takes them in order. PostgreSQL takes them as one statement, in one round trip: each sees
    the rows as they were before all of them.
    """
    line, dialect = _line(connection), connection.dialect
    made = [(one.made(dialect), parameters) for one, parameters in works]
    try:
        if isinstance(line, Wire) and len(made) > 1:
            return _merged_into_one(line, made)
        return [line.touched(one.sql, one.ordered(parameters)) for one, parameters in made]
    except _errors(connection) as error:
        raise _told(connection, error) from error


def _merged_into_one(line: Wire, works: Sequence[tuple[_Made, Mapping[str, Any]]]) -> list[int]:
    values: list[Any] = []
    for one, parameters in works:
        values += one.ordered(parameters)
    sql = _merged(tuple((one.sql, len(one.names)) for one, _ in works))
    return list(line.rows(sql, values)[0])


@lru_cache(maxsize=256)
def _merged(statements: tuple[tuple[str, int], ...]) -> str:
    parts, before = [], 0
    for number, (sql, values) in enumerate(statements):
        own = NUMBER.sub(lambda found, before=before: f"${int(found[1]) + before}", sql)  # type: ignore[misc]
        parts.append(f"w{number} AS ({own}{'' if 'RETURNING' in sql else ' RETURNING 1'})")
        before += values
    # names of our own making only; every value stays a parameter
    counts = ", ".join(f"(SELECT count(*) FROM w{number})" for number in range(len(statements)))  # noqa: S608
    return f"WITH {', '.join(parts)} SELECT {counts}"


def _line(connection: Connection) -> "Wire | _File":
    """How the connection's driver is asked; kept with it."""
    info = connection.info
    found: Wire | _File | None = info.get(LINE)
    if found is None:
        driver: Any = connection.connection.dbapi_connection
        found = info[LINE] = Wire(driver) if connection.dialect.name == "postgresql" else _File(driver)
    return found


def _errors(connection: Connection) -> Any:
    dbapi: Any = connection.dialect.loaded_dbapi
    return dbapi.Error


def _told(connection: Connection, error: Exception) -> Exception:
    """What the database refuses is told in SQLAlchemy's words, as of any other statement."""
    return DBAPIError.instance(None, None, error, _errors(connection), dialect=connection.dialect)
