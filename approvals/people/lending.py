"""Whose work somebody does today, as the deputations on record say."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from approvals.cases.persons import Deputy
from kernel.access.tables import USER
from kernel.db import connection_of
from kernel.prepared import Prepared

DEPUTY = cast(Table, Deputy.__table__)
# built once: every page of a clerk asks it
LENT = Prepared(
    select(USER.c.id, DEPUTY.c.matters)
    .join(USER, USER.c.username == DEPUTY.c.account)
    .where(DEPUTY.c.deputy == bindparam("deputy"), DEPUTY.c.ended_at.is_(None), USER.c.active)
    .where(DEPUTY.c.first_on <= bindparam("today"), DEPUTY.c.last_on >= bindparam("today"))
    .order_by(DEPUTY.c.id)
)


@dataclass(frozen=True, slots=True)
class Lent:
    """The account somebody stands in for, and the matters; all when none is named."""

    user_id: int
    matters: frozenset[str]


def lent_to(session: Session, deputy: str, today: date) -> list[Lent]:
    """For whom the account stands in on that day; who is no longer active lends nothing."""
    rows = LENT.typed(connection_of(session), {"deputy": deputy, "today": today})
    return [Lent(user_id, frozenset(matters)) for user_id, matters in rows]
