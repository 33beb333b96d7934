"""The lists of a clerk: what waits at the offices, most urgent first, and what is done; never a count of everything.

Each list is a walk along an index that begins with the office; a page knows the one after it by its last
row. Counts look at a thousand rows at most and then say "more".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from approvals.assignment import Standing
from approvals.cases import CASE, IS_OPEN, TASK
from approvals.faces import cases_named
from approvals.models import TaskState
from kernel.registry import Registry

# written into the statement: a bound parameter would hide from the planner that a partial index fits
IS_DONE = TASK.c.state == literal_column(f"'{TaskState.DONE}'")
MOST = 1_000
"""So many open tasks are counted one by one."""


class View(StrEnum):
    """The lists of the workbench."""

    MINE = "mine"
    TODAY = "today"
    OVERDUE = "overdue"
    BACK = "back"
    DONE = "done"


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
) -> Page:
    """The rows that follow the last one of the page before, or the first ones."""
    if view is View.DONE:
        return _paged(_done(session, standing, after, limit + 1), limit)
    found: list[Line] = []
    if after is None or after.due_on is not None:
        found = _open(session, standing, view, today, after=after, limit=limit + 1, dated=True)
    if len(found) <= limit and view in (View.MINE, View.BACK):
        start = after if after is not None and after.due_on is None else None
        rest = limit + 1 - len(found)
        found += _open(session, standing, view, today, after=start, limit=rest, dated=False)
    return _paged(found, limit)


def counts_of(session: Session, standing: Standing, *, today: date) -> Counts:
    """The numbers beside the lists."""
    found = [_counted(session, standing, today, dated=dated) for dated in (True, False)]
    totals = [sum(numbers) for numbers in zip(*found, strict=True)]
    more = any(numbers[0] > MOST for numbers in found)
    return Counts(dict(zip((View.MINE, View.TODAY, View.OVERDUE, View.BACK), totals, strict=True)), more)


def line_after(session: Session, standing: Standing, view: View, line: Line, *, today: date) -> Line | None:
    """The row that comes after one that may be gone by now; else the first one; none when the list is empty."""
    for after in (line, None):
        for one in page_of(session, standing, view, today=today, after=after, limit=2).lines:
            if one.case != line.case:
                return one
    return None


def line_of(session: Session, standing: Standing, case_id: int) -> Line | None:
    """The open task of the case that is theirs to do now."""
    row = session.execute(
        select(TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on)
        .where(TASK.c.case_id == case_id, IS_OPEN)
        .where(at_offices(standing), _unclaimed(standing))
        .order_by(TASK.c.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else Line(*row)


def may_see(session: Session, standing: Standing, case_id: int) -> bool:
    """Whether the case waits, or has ever waited, at an office of theirs for a role that they have."""
    had = select(TASK.c.id).where(TASK.c.case_id == case_id, at_offices(standing)).limit(1)
    return session.scalar(had) is not None


def searched(
    session: Session, registry: Registry, standing: Standing, text: str, *, limit: int = 50
) -> list[int]:
    """The cases of theirs, open and closed, that go by the number, the name, the certificate or the enterprise."""
    wanted = text.strip()
    if not wanted:
        return []
    numbered = session.scalars(select(CASE.c.id).where(CASE.c.number == wanted.upper())).all()
    named = [*numbered, *cases_named(session, registry, wanted, limit=MOST)]
    theirs = select(TASK.c.case_id).where(TASK.c.case_id.in_(named), at_offices(standing))
    seen = set(session.scalars(theirs.distinct())) if named else set()
    return list(dict.fromkeys(number for number in named if number in seen))[:limit]


def at_offices(standing: Standing) -> ColumnElement[bool]:
    """The tasks of the offices and roles of somebody, whatever their state; of nobody without an office."""
    return and_(TASK.c.office_id.in_(sorted(standing.offices)), _role(standing))


def _open(
    session: Session,
    standing: Standing,
    view: View,
    today: date,
    *,
    after: Line | None,
    limit: int,
    dated: bool,
) -> list[Line]:
    columns = (TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on)
    where = [*_criteria(view, today)]
    if after is not None and dated:
        where.append(tuple_(TASK.c.due_on, TASK.c.id) > tuple_(after.due_on, after.task))
    elif after is not None:
        where.append(TASK.c.id > after.task)
    statement = _walk(standing, columns, where, limit=limit, dated=dated)
    return [] if statement is None else [Line(*row) for row in session.execute(statement)]


def _counted(session: Session, standing: Standing, today: date, *, dated: bool) -> tuple[int, int, int, int]:
    columns = (TASK.c.id, TASK.c.due_on, _was_open_before().label("back"))
    statement = _walk(standing, columns, [], limit=MOST + 1, dated=dated)
    if statement is None:
        return 0, 0, 0, 0
    walk = statement.subquery()
    numbers = select(
        func.count(),
        *(_number(walk.c.due_on == today), _number(walk.c.due_on < today), _number(walk.c.back)),
    ).select_from(walk)
    total, due, late, back = session.execute(numbers).one()
    return total, due or 0, late or 0, back or 0


def _walk(
    standing: Standing,
    columns: Sequence[Any],
    where: Sequence[ColumnElement[bool]],
    *,
    limit: int,
    dated: bool,
) -> Select[Any] | None:
    """Each office is walked along the index by itself, and the few rows found are put in one order."""
    on, key = TASK.c.due_on, TASK.c.id
    parts = [
        select(*columns)
        .where(TASK.c.office_id == office, IS_OPEN)
        .where(on.is_not(None) if dated else on.is_(None), _role(standing), _unclaimed(standing), *where)
        .order_by(on, key)
        .limit(limit)
        for office in sorted(standing.offices)
    ]
    if len(parts) <= 1:
        return parts[0] if parts else None
    walks = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return select(walks).order_by(walks.c.due_on, walks.c.id).limit(limit)


def _done(session: Session, standing: Standing, after: Line | None, limit: int) -> list[Line]:
    """What they have done themselves, the latest first."""
    statement = (
        select(TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on, TASK.c.closed_at)
        .where(TASK.c.closed_by == standing.name, IS_DONE, at_offices(standing))
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
            return [_was_open_before()]
        case _:
            return []


def _was_open_before() -> ColumnElement[bool]:
    """The step waits again: the case was sent back from it and has returned."""
    earlier = TASK.alias("earlier")
    return exists(
        select(earlier.c.id).where(
            earlier.c.case_id == TASK.c.case_id, earlier.c.step == TASK.c.step, earlier.c.seq < TASK.c.seq
        )
    )


def _number(holds: ColumnElement[bool]) -> ColumnElement[Any]:
    return cast("ColumnElement[Any]", func.sum(case((holds, 1), else_=0)))


def _role(standing: Standing) -> ColumnElement[bool]:
    return or_(TASK.c.role.is_(None), TASK.c.role.in_(sorted(standing.roles)))


def _unclaimed(standing: Standing) -> ColumnElement[bool]:
    return or_(TASK.c.claimed_by.is_(None), TASK.c.claimed_by == standing.name)
