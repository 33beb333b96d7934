"""What parties mend meanwhile: the list of an office that has had it, and how much that is.

Both go along the index of what is being mended, and ask of each case whether it was at an office of theirs.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, case, exists, func, literal_column, or_, select, tuple_
from sqlalchemy.orm import Session

from approvals.cases.paging import COLUMNS, Line, line_typed
from approvals.cases.view import IS_OPEN, TASK
from approvals.lists.asking import Asked
from approvals.people.assignment import Standing
from approvals.people.waiting import at_offices_asked
from kernel.inquiries import Inquiry
from kernel.prepared import Prepared

LOOKED = 500
"""So many cases that are being mended anywhere are looked at for a number."""
HAD = TASK.alias("had")
WAS_HERE = exists(select(HAD.c.id).where(HAD.c.case_id == TASK.c.case_id, at_offices_asked(HAD)))
# as the index says it, so that the planner sees that it fits
IS_MENDED = and_(IS_OPEN, literal_column("approvals_task.mending"), TASK.c.party_kind.is_not(None))
_SOME = (
    select(case((WAS_HERE, 1), else_=0).label("theirs"))
    .where(IS_MENDED)
    .order_by(TASK.c.due_on, TASK.c.id)
    .limit(literal_column(str(LOOKED + 1)))
    .subquery()
)
COUNTED = Prepared(select(func.count(), func.sum(_SOME.c.theirs)))


def mended(session: Session, asked: Asked, after: Line | None, limit: int) -> list[Line]:
    """What is with a party to be mended and was at an office of theirs, the first to come back first.

    The party's day stands for when it came or went, whatever the order of other lists.
    """
    statement = (
        select(*COLUMNS)
        .where(IS_MENDED, WAS_HERE, *asked.narrowing.criteria(asked.today, asked.offices))
        .order_by(TASK.c.due_on.is_(None), TASK.c.due_on, TASK.c.id)
        .limit(limit)
    )
    if after is not None:
        later = tuple_(TASK.c.due_on, TASK.c.id) > tuple_(after.due_on, after.task)
        undated = TASK.c.due_on.is_(None)
        further = or_(later, undated) if after.due_on else and_(undated, TASK.c.id > after.task)
        statement = statement.where(further)
    theirs = {"offices": asked.offices, "roles": sorted(asked.standing.roles)}
    return [line_typed(row) for row in session.execute(statement, theirs)]


def mended_inquiry(standing: Standing) -> Inquiry[tuple[int, bool]]:
    """How many those are, as it is asked along with something else, and whether there may be more."""
    theirs = {"offices": sorted(standing.offices), "roles": sorted(standing.roles)}
    return Inquiry([(COUNTED, theirs)] if standing.offices else [], _made)


def _made(found: Sequence[list[Any]]) -> tuple[int, bool]:
    looked, theirs = found[0][0] if found else (0, 0)
    return int(theirs or 0), looked > LOOKED
