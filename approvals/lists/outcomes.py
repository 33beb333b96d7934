"""What became of the cases of offices: decided, passed at the first go, sent back and why; each one query."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import cast

from sqlalchemy import ColumnElement, Table, and_, exists, func, select
from sqlalchemy.orm import Session

from approvals.cases.asides import LateDemand
from approvals.cases.statements import DECISION
from approvals.cases.view import CASE, TASK
from approvals.lists.inbox import Line
from approvals.lists.overview import SHOWN, Scope, day_of, number
from approvals.words import Outcome, Verb
from kernel.jsontext import jsonvalue

LATE = cast(Table, LateDemand.__table__)
LOOKED_AT = 2_000
"""So many returns are read for their reasons, the latest."""
FEW = 5
OTHER = "other"
"""The key of all reasons but the most frequent."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The cases that were closed: how many, passed without being sent back, sent back, and that with late demands."""

    count: int
    straight: int
    returned: int
    late: int
    days: tuple[tuple[date, int], ...] = ()
    """How many on each day on which there were any."""

    @property
    def rate(self) -> float | None:
        """The share that passed at the first go; none where nothing was closed."""
        return self.straight / self.count if self.count else None

    @property
    def busiest(self) -> tuple[date, int] | None:
        """The day with the most, the first of several."""
        return max(self.days, key=lambda one: (one[1], -one[0].toordinal()), default=None)


@dataclass(frozen=True, slots=True)
class Closed:
    """A case that was closed."""

    case: int
    at: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Returned:
    """A case that was sent back from a step: by whom, and what had to be mended."""

    line: Line
    who: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """What was to be mended, in the words of the clerks, and how often; the key stands for the words in addresses."""

    key: str
    words: str
    count: int


def decided(session: Session, scope: Scope) -> Decided:
    """The cases closed in the time of the scope at which its offices had something done."""
    straight = and_(CASE.c.outcome == Outcome.GRANTED.value, ~_was_returned())
    day = day_of(session, CASE.c.closed_at).label("day")
    rows = session.execute(
        select(day, func.count(), number(straight), number(_was_returned()), number(_had_late_demands()))
        .where(*_closed(scope))
        .group_by(day)
        .order_by(day)
    ).all()
    days = tuple((date.fromisoformat(str(row[0])), row[1]) for row in rows)
    count, passed, back, late = (sum(row[place] for row in rows) for place in range(1, 5))
    return Decided(count, passed, back, late, days)


def closed_rows(session: Session, scope: Scope, *, mended: bool = False) -> list[Closed]:
    """The latest of the cases that were closed; only those that had been sent back, when they are asked for."""
    rows = session.execute(
        select(CASE.c.id, CASE.c.closed_at, CASE.c.outcome)
        .where(*_closed(scope), *([_was_returned()] if mended else []))
        .order_by(CASE.c.closed_at.desc(), CASE.c.id.desc())
        .limit(SHOWN)
    )
    return [Closed(case_id, at, Outcome(outcome)) for case_id, at, outcome in rows]


def returns(session: Session, scope: Scope) -> list[Returned]:
    """The latest cases that the offices sent back to be mended."""
    sent_back = and_(
        DECISION.c.case_id == TASK.c.case_id,
        DECISION.c.step == TASK.c.step,
        DECISION.c.verb == Verb.RETURN.value,
        DECISION.c.at == TASK.c.closed_at,
    )
    rows = session.execute(
        select(TASK.c.id, TASK.c.case_id, TASK.c.step, TASK.c.due_on, TASK.c.closed_at)
        .add_columns(DECISION.c.actor, DECISION.c.entry)
        .join(DECISION, sent_back)
        .where(*scope.done(), *scope.criteria())
        .order_by(TASK.c.closed_at.desc(), TASK.c.id.desc())
        .limit(LOOKED_AT)
    )
    return [Returned(Line(*row[:5]), row[5], _reasons(row[6])) for row in rows]


def reasons_of(found: Sequence[Returned]) -> list[Reason]:
    """The most frequent reasons, and how many others there are under one key; the most first."""
    counts = Counter(words for one in found for words in one.reasons)
    most = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    reasons = [Reason(key_of(words), words, count) for words, count in most[:FEW]]
    others = sum(count for _, count in most[FEW:])
    return [*reasons, Reason(OTHER, "", others)] if others else reasons


def returned_for(found: Sequence[Returned], key: str) -> list[Returned]:
    """Those that were sent back for the reason of the key; all of them without one."""
    if not key:
        return [*found]
    usual = {one.key for one in reasons_of(found)} - {OTHER}
    return [
        one
        for one in found
        if any(key_of(words) == key or (key == OTHER and key_of(words) not in usual) for words in one.reasons)
    ]


def key_of(words: str) -> str:
    """What stands for the words in an address, where they could name somebody."""
    return sha256(words.encode()).hexdigest()[:12]


def _closed(scope: Scope) -> list[ColumnElement[bool]]:
    theirs = select(TASK.c.case_id).where(*scope.done(), *scope.criteria())
    until = [CASE.c.closed_at < scope.until] if scope.until is not None else []
    return [CASE.c.outcome.is_not(None), CASE.c.closed_at >= scope.since, *until, CASE.c.id.in_(theirs)]


def _was_returned() -> ColumnElement[bool]:
    """Whether an office ever sent it back; what a party sends back is between parties."""
    at_office = exists(
        select(TASK.c.id).where(
            TASK.c.case_id == DECISION.c.case_id,
            TASK.c.step == DECISION.c.step,
            TASK.c.office_id.is_not(None),
        )
    )
    return exists(
        select(DECISION.c.seq).where(
            DECISION.c.case_id == CASE.c.id, DECISION.c.verb == Verb.RETURN.value, at_office
        )
    )


def _had_late_demands() -> ColumnElement[bool]:
    return exists(select(LATE.c.seq).where(LATE.c.case_id == CASE.c.id))


def _reasons(entry: str | None) -> tuple[str, ...]:
    """What was to be mended, each once; nothing where the entry was erased."""
    defects = jsonvalue(entry).get("defects", ()) if entry else ()
    return tuple(dict.fromkeys(" ".join(str(what).split()) for _at, what in defects))
