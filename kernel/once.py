"""Rows that exist once: whoever comes second is told so and changes nothing."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kernel.db import Base
from kernel.prepared import Prepared


def inserted_once(
    session: Session, model: type[Base], *, unique: Sequence[str], values: Mapping[str, Any]
) -> int | None:
    """The id of the new row, or None because a row with the same unique columns was there first."""
    connection = session.connection()
    table = cast(Table, model.__table__)
    statement = _statement(table, tuple(unique), tuple(values), connection.dialect.name)
    found: int | None = statement.run(connection, values).scalar()
    return found


@lru_cache(maxsize=256)
def _statement(table: Table, unique: tuple[str, ...], columns: tuple[str, ...], dialect: str) -> Prepared:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    once = insert.on_conflict_do_nothing(index_elements=unique).returning(table.c.id)
    return Prepared(once, columns=columns)
