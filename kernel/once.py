"""Rows that exist once: whoever comes second is told so and changes nothing."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kernel.db import Base


def inserted_once(
    session: Session, model: type[Base], *, unique: Sequence[str], values: Mapping[str, Any]
) -> int | None:
    """The id of the new row, or None because a row with the same unique columns was there first."""
    table = cast(Table, model.__table__)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(table).values(**values).on_conflict_do_nothing(index_elements=unique)
    found: int | None = session.scalar(row.returning(table.c.id))
    return found
