"""Whose work somebody does today, as the deputations on record say."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from approvals.persons import Deputy
from kernel.access.tables import USER

DEPUTY = cast(Table, Deputy.__table__)


@dataclass(frozen=True, slots=True)
class Lent:
    """The account somebody stands in for, and the matters; all when none is named."""

    user_id: int
    matters: frozenset[str]


def lent_to(session: Session, deputy: str, today: date) -> list[Lent]:
    """For whom the account stands in on that day; who is no longer active lends nothing."""
    rows = session.execute(
        select(USER.c.id, DEPUTY.c.matters)
        .join(USER, USER.c.username == DEPUTY.c.account)
        .where(DEPUTY.c.deputy == deputy, DEPUTY.c.ended_at.is_(None), USER.c.active)
        .where(DEPUTY.c.first_on <= today, DEPUTY.c.last_on >= today)
        .order_by(DEPUTY.c.id)
    )
    return [Lent(user_id, frozenset(matters)) for user_id, matters in rows]
