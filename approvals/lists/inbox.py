"""The lists of a clerk: what waits at the offices, most urgent first, and what is done; never a count of everything.

Each list is a walk along an index that begins with the office; a page knows the one after it by its last
row.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    case,
    exists,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from approvals.casefile.faces import cases_named
from approvals.cases.facing import FaceRows
from approvals.cases.paging import COLUMNS, Line, Page, line_typed, line_written
from approvals.cases.queries import case_views
from approvals.cases.view import CASE, IS_OPEN, TASK
from approvals.lists.asking import Asked
from approvals.lists.counting import MOST
from approvals.lists.mended import mended
from approvals.lists.narrowing import ALL, Narrowing, Order
from approvals.lists.views import PRIVATE, UNDATED, View
from approvals.lists.walks import Walk, question, statement_of
from approvals.models import TaskState
from approvals.people.assignment import Standing
from approvals.people.authority import awaits
from approvals.people.copies import copies_for
from approvals.people.following import followed_by
from approvals.people.waiting import at_offices, names_of, overseen, untaken, within
from kernel.db import connection_of
from kernel.inquiries import Along
from kernel.registry import Registry

__all__ = [
    "MOST",
    "Line",
    "Page",
    "View",
    "line_after",
    "line_of",
    "page_of",
    "searched",
]

FEW = 20
"""So many cases that no office has had are looked at for one search."""
# written into the statement: a bound parameter would hide from the planner that a partial index fits
IS_DONE = TASK.c.state == literal_column(f"'{TaskState.DONE}'")


def page_of(
    session: Session,
    standing: Standing,
    view: View,
    *,
    today: date,
    after: Line | None = None,
    limit: int = 50,
    narrowing: Narrowing = ALL,
    beside: tuple[FaceRows, ...] = (),
    along: Along[Any] | None = None,
) -> Page:
    """The rows that follow the last one of the page before, or the first ones.

    Of open tasks in the order of their days, what plugins know of their cases is read along, and what is asked
    `along` with them.
    """
    most, asked = limit + 1, Asked(standing, view, today, narrowing)
    match view:
        case View.DONE:
            return _paged(_done(session, asked, after, most), limit)
        case View.COPY | View.FOLLOWED:
            return _paged(_kept(session, standing, view, after, most), limit)
        case View.MENDING:
            return _paged(mended(session, asked, after, most), limit)
    if narrowing.order is not Order.DUE:
        return _paged(_arrived(session, asked, after=after, limit=most), limit)
    # what is read along need not have gone through the session
    session.flush()
    connection = connection_of(session)
    dated = after is None or after.due_on is not None
    walk = Walk(asked, True, after is not None, most, beside)
    found = _open(connection, walk, after, along) if dated else []
    if len(found) <= limit and view in UNDATED:
        start = after if after is not None and after.due_on is None else None
        undated = walk._replace(dated=False, further=start is not None)
        found = [*found, *_open(connection, undated, start, along)]
    made = line_written if connection.dialect.name == "sqlite" and narrowing.cases is None else line_typed
    return Page(found[:limit], made, more=len(found) > limit, beside=beside)


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
    if view in PRIVATE:
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
    return None if row is None else line_typed(row)


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
    seen |= _awaited(session, standing, [number for number in named if number not in seen])
    return list(dict.fromkeys(number for number in named if number in seen))[:limit]


def _awaited(session: Session, standing: Standing, others: Sequence[int]) -> set[int]:
    """Those that no office has had yet and that are going to come to one that they look after; of a few."""
    if not standing.oversees or not others:
        return set()
    had = exists().where(TASK.c.case_id == CASE.c.id, TASK.c.office_id.is_not(None))
    fresh = select(CASE.c.id).where(CASE.c.id.in_(others), ~had).order_by(CASE.c.id.desc()).limit(FEW)
    cases = case_views(session, list(session.scalars(fresh)))
    return {number for number, case in cases.items() if awaits(session, standing, case)}


def _arrived(session: Session, asked: Asked, *, after: Line | None, limit: int) -> list[Line]:
    """In the order in which they came to the offices, or the other way round."""
    key, newest = TASK.c.id, asked.narrowing.order is Order.NEW
    statement = select(*COLUMNS).where(TASK.c.office_id.in_(asked.offices), IS_OPEN, *asked.criteria())
    if after is not None:
        statement = statement.where(key < after.task if newest else key > after.task)
    statement = statement.order_by(key.desc() if newest else key).limit(limit)
    return [line_typed(row) for row in session.execute(statement)]


def _kept(session: Session, standing: Standing, view: View, after: Line | None, limit: int) -> list[Line]:
    """What they were shown or follow, the latest first; the number of the copy stands for the task."""
    start = after.task if after else 0
    if view is View.COPY:
        shown = copies_for(session, standing.name, standing.offices, limit=limit, after=start)
        return [Line(one.id, one.case_id, "") for one in shown]
    offices = standing.offices | standing.oversees
    found = followed_by(session, standing.name, offices, limit=limit, after=start)
    return [Line(number, case, "") for number, case in found]


def _done(session: Session, asked: Asked, after: Line | None, limit: int) -> list[Line]:
    """What they have done themselves, the latest first."""
    standing = asked.standing
    statement = (
        select(TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on, TASK.c.closed_at)
        .where(TASK.c.closed_by == standing.name, IS_DONE, within(standing))
        .where(TASK.c.office_id.is_not(None), *asked.narrowing.criteria(asked.today, standing.offices))
        .order_by(TASK.c.closed_at.desc(), TASK.c.id.desc())
        .limit(limit)
    )
    if after is not None:
        at = literal(after.closed_at, TASK.c.closed_at.type)
        statement = statement.where(tuple_(TASK.c.closed_at, TASK.c.id) < tuple_(at, after.task))
    return [Line(*row) for row in session.execute(statement)]


def _open(connection: Connection, walk: Walk, after: Line | None, along: Along[Any] | None) -> Sequence[Any]:
    start = {} if after is None else {"after_on": after.due_on, "after_task": after.task}
    if walk.asked.narrowing.cases is not None:
        # a thousand cases may stand in it: that is built for this once
        statement = statement_of(walk)
        return [] if statement is None else connection.execute(statement, start).all()
    asked = question(walk)
    return [] if asked is None else asked.rows(connection, start, along)


def _paged(found: Sequence[Line], limit: int) -> Page:
    return Page(found[:limit], more=len(found) > limit)
