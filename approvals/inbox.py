"""The lists of a clerk: what waits at the offices, most urgent first, and what is done; never a count of everything.

Each list is a walk along an index that begins with the office; a page knows the one after it by its last
row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from approvals.asking import Asked, filled, masked
from approvals.assignment import Standing
from approvals.authority import may_see
from approvals.cases import CASE, IS_OPEN, TASK
from approvals.copies import copies_for
from approvals.counting import MOST
from approvals.faces import cases_named
from approvals.models import TaskState
from approvals.narrowing import ALL, Narrowing, Order
from approvals.views import UNDATED, View
from approvals.waiting import at_offices, names_of, overseen, untaken, walk, within
from kernel.prepared import Prepared
from kernel.registry import Registry

__all__ = [
    "MOST",
    "Line",
    "Page",
    "View",
    "at_offices",
    "line_after",
    "line_of",
    "may_see",
    "page_of",
    "searched",
]

# written into the statement: a bound parameter would hide from the planner that a partial index fits
IS_DONE = TASK.c.state == literal_column(f"'{TaskState.DONE}'")
COLUMNS = (
    *(TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on),
    *(TASK.c.version_id, TASK.c.mending),
)
"""What a list shows of an open task: all of it lies in the index along which the list is read."""


class Line(NamedTuple):
    """One row of a list: the task, its case and step, by when it is to be done, when it was.

    Of an open task also the version that the case runs on, and whether the application is being mended meanwhile.
    A tuple, since lists make so many of them.
    """

    task: int
    case: int
    step: str
    due_on: date | None = None
    closed_at: datetime | None = None
    version: int | None = None
    mending: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the last of them when more follow."""

    lines: tuple[Line, ...]
    last: Line | None


def page_of(
    session: Session,
    standing: Standing,
    view: View,
    *,
    today: date,
    after: Line | None = None,
    limit: int = 50,
    narrowing: Narrowing = ALL,
) -> Page:
    """The rows that follow the last one of the page before, or the first ones."""
    most = limit + 1
    if view is View.DONE:
        return _paged(_done(session, standing, after, most, narrowing.criteria(today)), limit)
    if view is View.COPY:
        return _paged(_copied(session, standing, after, most), limit)
    asked = Asked(standing, view, today, narrowing)
    if narrowing.order is not Order.DUE:
        return _paged(_arrived(session, asked, after=after, limit=most), limit)
    found = []
    if after is None or after.due_on is not None:
        found = _open(session, asked, after=after, limit=most, dated=True)
    if len(found) <= limit and view in UNDATED:
        start = after if after is not None and after.due_on is None else None
        found += _open(session, asked, after=start, limit=most, dated=False)
    return _paged(found, limit)


def line_after(
    session: Session,
    standing: Standing,
    view: View,
    line: Line,
    *,
    today: date,
    narrowing: Narrowing = ALL,
) -> Line | None:
    """The row that comes after one that may be gone by now; else the first one; none when the list is empty."""
    if view is View.COPY:
        view = View.MINE
    for after in (line, None):
        found = page_of(session, standing, view, today=today, after=after, limit=2, narrowing=narrowing)
        for one in found.lines:
            if one.case != line.case:
                return one
    return None


def line_of(session: Session, standing: Standing, case_id: int) -> Line | None:
    """The open task of the case that is theirs to do now, their own before one they stand in for."""
    row = session.execute(
        select(*COLUMNS)
        .where(TASK.c.case_id == case_id, IS_OPEN)
        .where(within(standing), untaken(names_of(standing)))
        .order_by(case((at_offices(standing), 0), else_=1), TASK.c.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else _line(row)


def searched(
    session: Session, registry: Registry, standing: Standing, text: str, *, limit: int = 50
) -> list[int]:
    """The cases of theirs, open and closed, that go by the number, the name, the certificate or the enterprise."""
    wanted = text.strip()
    if not wanted:
        return []
    numbered = session.scalars(select(CASE.c.id).where(CASE.c.number == wanted.upper())).all()
    named = [*numbered, *cases_named(session, registry, wanted, limit=MOST)]
    theirs = select(TASK.c.case_id).where(
        TASK.c.case_id.in_(named), or_(within(standing), overseen(standing))
    )
    seen = set(session.scalars(theirs.distinct())) if named else set()
    return list(dict.fromkeys(number for number in named if number in seen))[:limit]


def _open(session: Session, asked: Asked, *, after: Line | None, limit: int, dated: bool) -> list[Line]:
    start = {} if after is None else {"after_on": after.due_on, "after_task": after.task}
    connection = session.connection()
    if asked.narrowing.cases is not None:
        # a thousand cases may stand in it: that is built for this once
        statement = _walk(asked, dated, after is not None, limit)
        rows: Iterable[Any] = () if statement is None else connection.execute(statement, start)
        return [_line(row) for row in rows]
    alike, stands = masked(asked)
    prepared = _walked(alike, dated, after is not None, limit)
    if prepared is None:
        return []
    return _lines(connection, prepared.rows(connection, filled(prepared, connection.dialect, stands) | start))


@lru_cache(maxsize=256)
def _walked(alike: Asked, dated: bool, further: bool, limit: int) -> Prepared | None:
    """The walk, compiled once for everybody who asks alike."""
    statement = _walk(alike, dated, further, limit)
    return None if statement is None else Prepared(statement)


def _walk(asked: Asked, dated: bool, further: bool, limit: int) -> Select[Any] | None:
    """The walk through the tasks; `further` than the row whose place the parameters give."""
    on = bindparam("after_on", type_=TASK.c.due_on.type)
    task = bindparam("after_task", type_=TASK.c.id.type)
    where = asked.criteria()
    if further:
        where.append(tuple_(TASK.c.due_on, TASK.c.id) > tuple_(on, task) if dated else TASK.c.id > task)
    return walk(asked.offices, COLUMNS, where, limit=limit, dated=dated)


def _line(row: Any) -> Line:
    """The line of a row of `COLUMNS`, its values those of SQLAlchemy."""
    task, of_case, step, due_on, version, mending = row
    return Line._make((task, of_case, step, due_on, None, version, mending))


def _lines(connection: Connection, rows: Sequence[Any]) -> list[Line]:
    """The same of the driver's own values; SQLite keeps a day as it is written."""
    if connection.dialect.name != "sqlite":
        return [_line(row) for row in rows]
    made, day = Line._make, date.fromisoformat
    return [
        made((task, of_case, step, on and day(on), None, version, mending == 1))
        for task, of_case, step, on, version, mending in rows
    ]


def _arrived(session: Session, asked: Asked, *, after: Line | None, limit: int) -> list[Line]:
    """In the order in which they came to the offices, or the other way round."""
    key, newest = TASK.c.id, asked.narrowing.order is Order.NEW
    statement = select(*COLUMNS).where(TASK.c.office_id.in_(asked.offices), IS_OPEN, *asked.criteria())
    if after is not None:
        statement = statement.where(key < after.task if newest else key > after.task)
    statement = statement.order_by(key.desc() if newest else key).limit(limit)
    return [_line(row) for row in session.execute(statement)]


def _copied(session: Session, standing: Standing, after: Line | None, limit: int) -> list[Line]:
    """What they were shown, the latest first; the number of the copy stands for the task."""
    start = after.task if after else 0
    shown = copies_for(session, standing.name, standing.offices, limit=limit, after=start)
    return [Line(one.id, one.case_id, "") for one in shown]


def _done(
    session: Session,
    standing: Standing,
    after: Line | None,
    limit: int,
    where: Sequence[ColumnElement[bool]],
) -> list[Line]:
    """What they have done themselves, the latest first."""
    statement = (
        select(TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on, TASK.c.closed_at)
        .where(TASK.c.closed_by == standing.name, IS_DONE, within(standing), *where)
        .where(TASK.c.office_id.is_not(None))
        .order_by(TASK.c.closed_at.desc(), TASK.c.id.desc())
        .limit(limit)
    )
    if after is not None:
        at = literal(after.closed_at, TASK.c.closed_at.type)
        statement = statement.where(tuple_(TASK.c.closed_at, TASK.c.id) < tuple_(at, after.task))
    return [Line(*row) for row in session.execute(statement)]


def _paged(found: Sequence[Line], limit: int) -> Page:
    lines = tuple(found[:limit])
    return Page(lines, lines[-1] if len(found) > limit else None)
