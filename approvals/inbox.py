"""The lists of a clerk: what waits at the offices, most urgent first, and what is done; never a count of everything.

Each list is a walk along an index that begins with the office; a page knows the one after it by its last
row. Counts look at a thousand rows at most and then say "more".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import ColumnElement, case, func, literal, literal_column, or_, select, tuple_
from sqlalchemy.orm import Session

from approvals.assignment import Standing
from approvals.cases import CASE, IS_OPEN, TASK
from approvals.copies import copies_for, has_copy, unread_copies
from approvals.faces import cases_named
from approvals.models import TaskState
from approvals.narrowing import ALL, Narrowing, Order
from approvals.waiting import at_offices, names_of, nobodys, overseen, role_of, untaken, walk, within
from approvals.waiting import was_open_before as back_again
from kernel.registry import Registry

__all__ = [
    "MOST",
    "Counts",
    "Line",
    "Page",
    "View",
    "at_offices",
    "count_of",
    "counts_of",
    "line_after",
    "line_of",
    "may_see",
    "page_of",
    "searched",
]

# written into the statement: a bound parameter would hide from the planner that a partial index fits
IS_DONE = TASK.c.state == literal_column(f"'{TaskState.DONE}'")
MOST = 1_000
"""So many open tasks are counted one by one."""
COLUMNS = (TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on)


class View(StrEnum):
    """The lists of the workbench."""

    MINE = "mine"
    CLAIM = "claim"
    TODAY = "today"
    OVERDUE = "overdue"
    BACK = "back"
    COPY = "copy"
    DONE = "done"


UNDATED = frozenset({View.MINE, View.CLAIM, View.BACK})
"""The lists in which tasks without a time limit come last."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: the task, its case and step, by when it is to be done, when it was."""

    task: int
    case: int
    step: str
    due_on: date | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the last of them when more follow."""

    lines: tuple[Line, ...]
    last: Line | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open tasks the lists have; `more` when there are more than were counted."""

    of: dict[View, int]
    more: bool


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
    where = [*_criteria(view, today), *narrowing.criteria(today)]
    offices = narrowing.offices(standing.offices)
    where += [role_of(standing), untaken({standing.name, *narrowing.also})]
    if narrowing.order is not Order.DUE:
        found = _arrived(session, offices, where, after=after, limit=most, order=narrowing.order)
        return _paged(found, limit)
    found = []
    if after is None or after.due_on is not None:
        found = _open(session, offices, where, after=after, limit=most, dated=True)
    if len(found) <= limit and view in UNDATED:
        start = after if after is not None and after.due_on is None else None
        found += _open(session, offices, where, after=start, limit=most - len(found), dated=False)
    return _paged(found, limit)


def counts_of(session: Session, standing: Standing, *, today: date) -> Counts:
    """The numbers beside the lists."""
    found = [_counted(session, standing, today, dated=dated) for dated in (True, False)]
    totals = [sum(numbers) for numbers in zip(*found, strict=True)]
    more = any(numbers[0] > MOST for numbers in found)
    views = (View.MINE, View.TODAY, View.OVERDUE, View.BACK, View.CLAIM)
    of = dict(zip(views, totals, strict=True)) | {View.COPY: unread_copies(session, standing.name)}
    return Counts(of, more)


def count_of(session: Session, standing: Standing, *, today: date, narrowing: Narrowing = ALL) -> int:
    """How many open tasks of somebody there are; one more than are counted, when there are more."""
    theirs = untaken({standing.name, *narrowing.also})
    where = [*narrowing.criteria(today), role_of(standing), theirs]
    rows = (
        select(TASK.c.id)
        .where(TASK.c.office_id.in_(narrowing.offices(standing.offices)), IS_OPEN, *where)
        .limit(MOST + 1)
    )
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


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
    return None if row is None else Line(*row)


def may_see(session: Session, standing: Standing, case_id: int) -> bool:
    """Whether the case is, or ever was, at an office of theirs for a role of theirs, or was shown to them."""
    had = select(TASK.c.id).where(TASK.c.case_id == case_id, or_(within(standing), overseen(standing)))
    return session.scalar(had.limit(1)) is not None or has_copy(session, case_id, standing.name)


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


def _open(
    session: Session,
    offices: Sequence[int],
    where: Sequence[ColumnElement[bool]],
    *,
    after: Line | None,
    limit: int,
    dated: bool,
) -> list[Line]:
    further = [*where]
    if after is not None and dated:
        further.append(tuple_(TASK.c.due_on, TASK.c.id) > tuple_(after.due_on, after.task))
    elif after is not None:
        further.append(TASK.c.id > after.task)
    statement = walk(offices, COLUMNS, further, limit=limit, dated=dated)
    return [] if statement is None else [Line(*row) for row in session.execute(statement)]


def _arrived(
    session: Session,
    offices: Sequence[int],
    where: Sequence[ColumnElement[bool]],
    *,
    after: Line | None,
    limit: int,
    order: Order,
) -> list[Line]:
    """In the order in which they came to the offices, or the other way round."""
    key = TASK.c.id
    statement = select(*COLUMNS).where(TASK.c.office_id.in_(offices), IS_OPEN, *where)
    if after is not None:
        statement = statement.where(key < after.task if order is Order.NEW else key > after.task)
    statement = statement.order_by(key.desc() if order is Order.NEW else key).limit(limit)
    return [Line(*row) for row in session.execute(statement)]


def _copied(session: Session, standing: Standing, after: Line | None, limit: int) -> list[Line]:
    """What they were shown, the latest first; the number of the copy stands for the task."""
    shown = copies_for(session, standing.name, limit=limit, after=after.task if after else 0)
    return [Line(one.id, one.case_id, "") for one in shown]


def _counted(session: Session, standing: Standing, today: date, *, dated: bool) -> tuple[int, ...]:
    columns = (TASK.c.id, TASK.c.due_on, back_again().label("back"), nobodys().label("free"))
    theirs = [role_of(standing), untaken({standing.name})]
    statement = walk(sorted(standing.offices), columns, theirs, limit=MOST + 1, dated=dated)
    if statement is None:
        return 0, 0, 0, 0, 0
    rows = statement.subquery()
    holds = (rows.c.due_on == today, rows.c.due_on < today, rows.c.back, rows.c.free)
    numbers = select(func.count(), *(_number(one) for one in holds)).select_from(rows)
    return tuple(number or 0 for number in session.execute(numbers).one())


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


def _criteria(view: View, today: date) -> list[ColumnElement[bool]]:
    match view:
        case View.TODAY:
            return [TASK.c.due_on == today]
        case View.OVERDUE:
            return [TASK.c.due_on < today]
        case View.BACK:
            return [back_again()]
        case View.CLAIM:
            return [nobodys()]
        case _:
            return []


def _number(holds: ColumnElement[bool]) -> ColumnElement[Any]:
    return cast("ColumnElement[Any]", func.sum(case((holds, 1), else_=0)))
