"""Rows that exist once: whoever comes second is told so and changes nothing."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Table, TextClause
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kernel.db import Base
from kernel.prepared import Prepared, Work


def inserted_once(
    session: Session, model: type[Base], *, unique: Sequence[str], values: Mapping[str, Any]
) -> int | None:
    """The id of the new row, or None because a row with the same unique columns was there first."""
    connection = session.connection()
    statement, parameters = insertion(connection, model, unique=unique, values=values)
    row = statement.row(connection, parameters)
    return None if row is None else int(row[0])


def insertion(
    connection: Connection,
    model: type[Base],
    *,
    unique: Sequence[str],
    values: Mapping[str, Any],
    among: TextClause | None = None,
) -> Work:
    """The same as a statement that is still to be run; where nothing is `unique` it returns no id.

    `among` says of which rows the unique columns are, when not of all of them.
    """
    table = cast(Table, model.__table__)
    return _statement(table, tuple(unique), tuple(values), connection.dialect.name, among), values


@lru_cache(maxsize=256)
def _statement(
    table: Table,
    unique: tuple[str, ...],
    columns: tuple[str, ...],
    dialect: str,
    among: TextClause | None,
) -> Prepared:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    if unique:
        once = insert.on_conflict_do_nothing(index_elements=unique, index_where=among)
        return Prepared(once.returning(table.c.id), columns=columns)
    return Prepared(insert, columns=columns)
