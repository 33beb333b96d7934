"""The walks of the lists through open tasks: each statement is compiled once for everybody who asks alike."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    bindparam,
    literal_column,
    select,
    tuple_,
    union_all,
)

from approvals.cases.facing import FaceRows
from approvals.cases.paging import COLUMNS
from approvals.cases.view import IS_OPEN, TASK
from approvals.lists.asking import Asked, filled, masked
from approvals.people.waiting import unseen
from kernel.inquiries import Along
from kernel.prepared import Prepared


class Walk(NamedTuple):
    """What is asked: of tasks with a day or without, of the first ones or further ones, how many, with what beside."""

    asked: Asked
    dated: bool
    further: bool
    limit: int
    beside: tuple[FaceRows, ...] = ()


class Question:
    """A walk of somebody, ready to be asked again."""

    def __init__(self, prepared: Prepared, stands: Mapping[Any, Any]) -> None:
        self._prepared, self._stands = prepared, stands
        self._given: dict[str, Mapping[str, Any]] = {}

    def rows(
        self, connection: Connection, start: Mapping[str, Any], along: Along[Any] | None = None
    ) -> list[Any]:
        """The rows, as the driver gives them, that follow the place where they start."""
        dialect = connection.dialect
        given = self._given.get(dialect.name)
        if given is None:
            given = self._given[dialect.name] = filled(self._prepared, dialect, self._stands)
        wanted = {**given, **start} if start else given
        return (
            self._prepared.rows(connection, wanted) if along is None else along.rows(self._prepared, wanted)
        )


@lru_cache(maxsize=4096)
def question(wanted: Walk) -> Question | None:
    """The walk of somebody, who leafs through one list all day; none when they have no office."""
    alike, stands = masked(wanted.asked)
    prepared = _prepared(wanted._replace(asked=alike))
    return None if prepared is None else Question(prepared, stands)


def statement_of(wanted: Walk) -> Select[Any] | None:
    """The walk; the row further than which it goes is given by the parameters."""
    on = bindparam("after_on", type_=TASK.c.due_on.type)
    task = bindparam("after_task", type_=TASK.c.id.type)
    where = wanted.asked.criteria()
    if wanted.further:
        ordered = tuple_(TASK.c.due_on, TASK.c.id) > tuple_(on, task)
        where.append(ordered if wanted.dated else TASK.c.id > task)
    offices = wanted.asked.offices
    return walk(offices, COLUMNS, where, limit=wanted.limit, dated=wanted.dated, beside=wanted.beside)


@lru_cache(maxsize=256)
def _prepared(alike: Walk) -> Prepared | None:
    statement = statement_of(alike)
    return None if statement is None else Prepared(statement)


def walk(
    offices: Sequence[int],
    columns: Sequence[Any],
    where: Sequence[ColumnElement[bool]],
    *,
    limit: int,
    dated: bool,
    beside: Sequence[FaceRows] = (),
) -> Select[Any] | None:
    """Each office is walked along the index by itself, and the few rows found are put in one order.

    What plugins know of the cases is read along with the rows that are left.
    """
    on, key = TASK.c.due_on, TASK.c.id
    # written into the statement: of a number that it does not see PostgreSQL believes that it is a tenth of everything
    most: ColumnElement[int] = literal_column(str(int(limit)))
    parts = [
        select(*columns)
        .where(TASK.c.office_id == unseen(office), IS_OPEN)
        .where(on.is_not(None) if dated else on.is_(None), *where)
        .order_by(on, key)
        .limit(most)
        for office in offices
    ]
    if len(parts) <= 1:
        return _along(parts[0], TASK, TASK.c.case_id, beside) if parts else None
    walks = union_all(*(select(part.subquery()) for part in parts)).subquery()
    found = select(walks).order_by(walks.c.due_on, walks.c.id).limit(most)
    if not beside:
        return found
    first = found.subquery()
    return _along(select(first).order_by(first.c.due_on, first.c.id), first, first.c.case_id, beside)


def _along(
    rows: Select[Any], source: FromClause, of_case: ColumnElement[Any], beside: Sequence[FaceRows]
) -> Select[Any]:
    """The rows with what is known of the case of each."""
    for known in beside:
        source = known.beside(source, of_case)
        rows = rows.add_columns(*known.columns)
    return rows.select_from(source)
