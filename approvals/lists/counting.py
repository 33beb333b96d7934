"""How many open tasks the lists of somebody hold, those they saved among them; a thousand are looked at, then "more".

Of what is being mended, which lies in an index of its own, fewer are looked at (`approvals/lists/mended.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Dialect, and_, case, func, select, true
from sqlalchemy.orm import Session

from approvals.cases.view import IS_OPEN, TASK
from approvals.lists.asking import DAY, Masks, filled
from approvals.lists.mended import mended_inquiry
from approvals.lists.narrowing import ALL, Narrowing
from approvals.lists.views import View, criteria_of
from approvals.lists.walks import walk
from approvals.people.assignment import Standing
from approvals.people.copies import unread_inquiry
from approvals.people.waiting import role_of, untaken
from kernel.db import connection_of
from kernel.inquiries import Inquiry
from kernel.prepared import Prepared

MOST = 1_000
"""So many open tasks are counted one by one."""
COUNTED = (View.MINE, View.CLAIM, View.TODAY, View.SOON, View.OVERDUE, View.BACK)
Kept = tuple[View, Narrowing]
"""A list that somebody saved: which one, narrowed to what."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open tasks the lists have; `more` when there are more than were counted."""

    of: dict[View, int]
    more: bool
    more_mended: bool
    """The same of what is being mended, where the cases of others are looked at too."""
    kept: tuple[int, ...] = ()
    """The same for the saved lists, in their order."""


def counts_of(session: Session, standing: Standing, *, today: date, kept: Sequence[Kept] = ()) -> Counts:
    """The numbers beside the lists, all of them from one look at the open tasks."""
    session.flush()
    connection = connection_of(session)
    return counts_inquiry(connection.dialect, standing, today=today, kept=kept).answered(connection)


def counts_inquiry(
    dialect: Dialect, standing: Standing, *, today: date, kept: Sequence[Kept] = ()
) -> Inquiry[Counts]:
    """The same as they are asked along with a list."""
    masks = Masks(today)
    asker = masks.standing(standing, standing.offices)
    lists = tuple((view, masks.narrowing(narrowing)) for view, narrowing in kept)
    looks = [look for dated in (True, False) if (look := _prepared(asker, lists, dated)) is not None]
    asked = [(look, filled(look, dialect, masks.stands)) for look in looks]
    unread, mending = unread_inquiry(standing.name, standing.offices), mended_inquiry(standing)
    wanted = len(COUNTED) + len(kept)

    def made(found: Sequence[list[Any]]) -> Counts:
        looked = [[int(number or 0) for number in rows[0]] for rows in found[: len(asked)]]
        # who has no office has nothing to look at
        totals = [sum(numbers) for numbers in zip(*looked, strict=True)][1:] or [0] * wanted
        of = dict(zip(COUNTED, totals[: len(COUNTED)], strict=True))
        of[View.COPY] = unread.made(found[len(asked) :])
        of[View.MENDING], more = mending.made(found[len(asked) + len(unread.asked) :])
        return Counts(of, any(row[0] > MOST for row in looked), more, tuple(totals[len(COUNTED) :]))

    return Inquiry([*asked, *unread.asked, *mending.asked], made)


def count_of(session: Session, standing: Standing, *, today: date, narrowing: Narrowing = ALL) -> int:
    """How many open tasks somebody has to do; one more than are counted, when there are more."""
    theirs = [role_of(standing), narrowing.untaken(standing.name)]
    where = [*criteria_of(View.MINE, today), *narrowing.criteria(today, standing.offices), *theirs]
    rows = (
        select(TASK.c.id)
        .where(TASK.c.office_id.in_(narrowing.offices(standing.offices)), IS_OPEN, *where)
        .limit(MOST + 1)
    )
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _holds(view: View, narrowing: Narrowing, asker: Standing, today: date) -> ColumnElement[int]:
    """One for each task that the list holds."""
    found = [*criteria_of(view, today), *narrowing.criteria(today, asker.offices)]
    if narrowing.office:
        found.append(TASK.c.office_id == narrowing.office)
    return case((and_(true(), *found), 1), else_=0)


@lru_cache(maxsize=256)
def _prepared(asker: Standing, kept: tuple[Kept, ...], dated: bool) -> Prepared | None:
    """What is asked of the open tasks, compiled once for everybody who asks alike."""
    wanted = [_holds(view, ALL, asker, DAY) for view in COUNTED] + [_holds(*one, asker, DAY) for one in kept]
    columns = [TASK.c.id, TASK.c.due_on, *(one.label(f"n{place}") for place, one in enumerate(wanted))]
    theirs = [role_of(asker), untaken({asker.name})]
    statement = walk(sorted(asker.offices), columns, theirs, limit=MOST + 1, dated=dated)
    if statement is None:
        return None
    rows = statement.subquery()
    sums = (func.sum(rows.c[f"n{place}"]) for place in range(len(wanted)))
    return Prepared(select(func.count(), *sums).select_from(rows))
