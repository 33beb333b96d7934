"""The numbers of offices: what is open, what is late, what was done in time and how long it took; each one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from approvals.cases.view import IS_OPEN, TASK
from approvals.lists.inbox import IS_DONE, Line
from approvals.lists.narrowing import Limit, Narrowing
from approvals.people.assignment import Standing
from approvals.people.waiting import at_offices, overseen

SHOWN = 100
ZONE, SHIFT = "Asia/Shanghai", "+8 hours"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose tasks are counted, of which office and matter, and what was done since when."""

    standing: Standing
    since: datetime
    office: int = 0
    matter: str = ""
    until: datetime | None = None
    """Before which it was done; none: until now."""

    def done(self) -> list[ColumnElement[bool]]:
        """The tasks that were done in this time."""
        until = [TASK.c.closed_at < self.until] if self.until is not None else []
        return [IS_DONE, TASK.c.closed_at >= self.since, *until]

    def criteria(self) -> list[ColumnElement[bool]]:
        """The tasks at offices of theirs, or that they look after."""
        found: list[ColumnElement[bool]] = [
            TASK.c.office_id.in_(sorted(self.offices)),
            or_(at_offices(self.standing), overseen(self.standing)),
        ]
        return [*found, TASK.c.matter == self.matter] if self.matter else found

    @property
    def offices(self) -> frozenset[int]:
        """The offices whose numbers are shown."""
        every = self.standing.offices | self.standing.oversees
        return every & {self.office} if self.office else every


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits at an office."""

    office: int
    open: int
    due: int
    late: int


@dataclass(frozen=True, slots=True)
class Flow:
    """How many cases came, and how many tasks were open at a moment before."""

    came: int
    open_then: int


@dataclass(frozen=True, slots=True)
class Finished:
    """What was done under a key: how much, how much of it with a limit, in time, and the days it took."""

    key: Any
    count: int
    limited: int
    timely: int
    days: float

    @property
    def rate(self) -> float | None:
        """The share done in time of what had a limit; none when nothing had."""
        return self.timely / self.limited if self.limited else None


def waiting(session: Session, scope: Scope, *, today: date) -> list[Waiting]:
    """What waits at each office, the most first."""
    count = func.count()
    rows = session.execute(
        select(TASK.c.office_id, count, number(TASK.c.due_on == today), number(TASK.c.due_on < today))
        .where(IS_OPEN, *scope.criteria())
        .group_by(TASK.c.office_id)
        .order_by(count.desc(), TASK.c.office_id)
    )
    return [Waiting(*row) for row in rows]


def flow(session: Session, scope: Scope, *, then: datetime) -> Flow:
    """What came in this time, and what was open at that moment; one look at every task."""
    came = [TASK.c.opened_at >= scope.since]
    came += [TASK.c.opened_at < scope.until] if scope.until is not None else []
    was_open = and_(TASK.c.opened_at <= then, or_(TASK.c.closed_at.is_(None), TASK.c.closed_at > then))
    row = session.execute(
        select(func.count(func.distinct(case((and_(*came), TASK.c.case_id)))), number(was_open)).where(
            *scope.criteria()
        )
    ).one()
    return Flow(row[0], row[1])


def open_rows(session: Session, scope: Scope, *, limit: Limit | None, today: date) -> list[tuple[Line, str]]:
    """What waits, the most urgent first, each with who has it for themselves; or what of it has that limit."""
    due = Narrowing(limit=limit).criteria(today, ())
    rows = session.execute(
        select(TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on, TASK.c.held_by, TASK.c.claimed_by)
        .where(IS_OPEN, *scope.criteria(), *due)
        .order_by(TASK.c.due_on.is_(None), TASK.c.due_on, TASK.c.id)
        .limit(SHOWN)
    )
    return [(Line(*row[:4]), row[4] or row[5] or "") for row in rows]


def finished(session: Session, scope: Scope) -> Finished:
    """What was done altogether."""
    return _finished(session, scope, None)[0]


def by_step(session: Session, scope: Scope) -> list[Finished]:
    """The same for each step of each matter, the most first; the key is both."""
    return _finished(session, scope, (TASK.c.matter, TASK.c.step))


def by_matter(session: Session, scope: Scope) -> list[Finished]:
    """The same for each matter, the most first."""
    return _finished(session, scope, (TASK.c.matter,))


def by_month(session: Session, scope: Scope) -> list[Finished]:
    """The same for each month, in order."""
    found = _finished(session, scope, (_month(session),))
    return sorted(found, key=lambda one: one.key)


def done_rows(
    session: Session, scope: Scope, *, step: str = "", late: bool = False
) -> list[tuple[Line, str]]:
    """The latest of what was done, each with whose act it was; `late`: only what was not done in time."""
    where = scope.criteria()
    if step:
        where.append(TASK.c.step == step)
    if late:
        where.append(day_of(session, TASK.c.closed_at) > TASK.c.due_on)
    rows = session.execute(
        select(TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on, TASK.c.closed_at, TASK.c.closed_by)
        .where(*scope.done(), *where)
        .order_by(TASK.c.closed_at.desc(), TASK.c.id.desc())
        .limit(SHOWN)
    )
    return [(Line(*row[:5]), row[5] or "") for row in rows]


def _finished(session: Session, scope: Scope, keys: Sequence[ColumnElement[Any]] | None) -> list[Finished]:
    limited = TASK.c.due_on.is_not(None)
    timely = and_(limited, day_of(session, TASK.c.closed_at) <= TASK.c.due_on)
    count = func.count()
    statement = select(
        count, number(limited), number(timely), func.avg(_days_between(session)), *(keys or ())
    ).where(*scope.done(), *scope.criteria())
    if keys:
        statement = statement.group_by(*keys).order_by(count.desc(), *keys)
    return [
        Finished(
            tuple(row[4:]) if len(row) > 5 else row[-1], row[0], row[1] or 0, row[2] or 0, float(row[3] or 0)
        )
        for row in session.execute(statement)
    ]


def number(holds: ColumnElement[bool]) -> ColumnElement[int]:
    """How many of the rows it holds of."""
    return func.coalesce(func.sum(case((holds, 1), else_=0)), 0)


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def day_of(session: Session, moment: ColumnElement[Any]) -> ColumnElement[Any]:
    """The day of the moment at the offices."""
    if _is_sqlite(session):
        return func.date(moment, SHIFT)
    return cast(func.timezone(ZONE, moment), Date)


def _month(session: Session) -> ColumnElement[Any]:
    if _is_sqlite(session):
        return func.strftime("%Y-%m", TASK.c.closed_at, SHIFT)
    return func.to_char(func.timezone(ZONE, TASK.c.closed_at), "YYYY-MM")


def _days_between(session: Session) -> ColumnElement[Any]:
    if _is_sqlite(session):
        return func.julianday(TASK.c.closed_at) - func.julianday(TASK.c.opened_at)
    return func.extract("epoch", TASK.c.closed_at - TASK.c.opened_at) / 86_400
