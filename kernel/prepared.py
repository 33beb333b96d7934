"""Statements of the hot path: written with SQLAlchemy, compiled once per database, run by the driver."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect
from sqlalchemy.sql.elements import ClauseElement


@dataclass(frozen=True, slots=True)
class _Made:
    """The statement for one database: its text, its parameters in order, what prepares their values."""

    sql: str
    names: tuple[str, ...]
    given: Mapping[str, Any]
    processors: tuple[tuple[str, Callable[[Any], Any]], ...]
    positional: bool


class Prepared:
    """A statement whose parameters are always the same; its results are the driver's own values."""

    def __init__(self, statement: ClauseElement, *, columns: Iterable[str] | None = None) -> None:
        self._statement = statement
        self._columns = None if columns is None else list(columns)
        self._made: dict[str, _Made] = {}

    def run(self, connection: Connection, parameters: Mapping[str, Any]) -> CursorResult[Any]:
        """The statement executed in the connection's transaction."""
        dialect = connection.dialect
        made = self._made.get(dialect.name)
        if made is None:
            made = self._made[dialect.name] = self._compiled(dialect)
        values = {**made.given, **parameters}
        for name, processor in made.processors:
            values[name] = processor(values[name])
        if made.positional:
            return connection.exec_driver_sql(made.sql, tuple([values[name] for name in made.names]))
        return connection.exec_driver_sql(made.sql, values)

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
