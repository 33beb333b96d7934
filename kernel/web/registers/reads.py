"""Selects of lists, compiled once for a question and run by the driver: SQLAlchemy costs more than the rows do.

A list asks the same again and again: the statement is kept under everything that it is made of. The values of the
rows are those that SQLAlchemy would give.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, Engine, Select
from sqlalchemy.orm import Session

from kernel.driver import Row, fetched

KEPT = 1_000


class Read:
    """A select with its values, compiled for one database."""

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        expanded = compiled._post_compile_expanded_state
        processors = dict(compiled._bind_processors)
        names = compiled.positiontup
        if expanded is not None:
            processors |= expanded.processors
            names = expanded.positiontup
        values = {
            name: processors[name](value) if name in processors else value
            for name, value in compiled.construct_params().items()
        }
        self.statement = statement
        self._sql = str(compiled)
        self._values: Any = tuple(values[name] for name in names) if compiled.positional else values
        self._processors = [
            one.type._cached_result_processor(dialect, None) for one in statement.selected_columns
        ]

    def rows(self, connection: Connection) -> list[Row]:
        """Every row, each value as SQLAlchemy gives it."""
        found = fetched(connection, self._sql, self._values)
        for place, process in enumerate(self._processors):
            if process is not None:
                found = [(*row[:place], process(row[place]), *row[place + 1 :]) for row in found]
        return found


Kept = OrderedDict[Hashable, Read]
_kept: WeakKeyDictionary[Engine, Kept] = WeakKeyDictionary()


def read_rows(session: Session, made_of: Hashable, statement: Callable[[], Select[Any]]) -> Sequence[Row]:
    """The rows of the statement that is made of this; it is made only when this database has not kept it."""
    connection = session.connection()
    kept = _kept.setdefault(connection.engine, OrderedDict())
    # by get and put: another thread may do the same meanwhile, and both are right
    read = kept.get(made_of)
    if read is None:
        read = kept[made_of] = Read(statement(), connection.dialect)
        while len(kept) > KEPT:
            kept.popitem(last=False)
    return read.rows(connection)
