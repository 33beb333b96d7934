"""Who may carry out an item: a claim is one conditional update, and it runs out with its worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, or_, select, update
from sqlalchemy.orm import Session

from kernel.db import session_factory, transaction
from kernel.models import OutboxItem
from kernel.models.work import WorkState

LEASE = timedelta(minutes=5)
"""How long a worker may be silent before its item goes to another."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An item in the hands of one worker; the count of attempts tells a claim from a later one."""

    id: int
    topic: str
    payload: Mapping[str, Any]
    attempts: int
    worker: str


def anything_due(engine: Engine, now: datetime) -> bool:
    """Whether a worker would find something; looks without locking anything."""
    with session_factory(engine)() as session:
        due = select(OutboxItem.id).where(or_(_is_due(now), _is_abandoned(now))).limit(1)
        return session.scalar(due) is not None


def hand_back(engine: Engine, now: datetime) -> None:
    """The items of workers that fell silent wait again."""
    with transaction(engine) as session:
        # a slow worker still holds its row, and keeps it
        abandoned = select(OutboxItem.id).where(_is_abandoned(now)).with_for_update(skip_locked=True)
        session.execute(
            update(OutboxItem)
            .where(OutboxItem.id.in_(abandoned), _is_abandoned(now))
            .values(state=WorkState.WAITING, claimed_by=None, claimed_until=None),
            execution_options={"synchronize_session": False},
        )


def claimed(engine: Engine, worker: str, now: datetime) -> Claim | None:
    """The item that has been due longest, now this worker's; None when there is none."""
    first = (
        select(OutboxItem.id)
        .where(_is_due(now))
        .order_by(OutboxItem.due_at, OutboxItem.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    claim = (
        update(OutboxItem)
        .where(OutboxItem.id == first, _is_due(now))
        .values(
            state=WorkState.CLAIMED,
            claimed_by=worker,
            claimed_until=now + LEASE,
            attempts=OutboxItem.attempts + 1,
        )
        .returning(OutboxItem.id, OutboxItem.topic, OutboxItem.payload, OutboxItem.attempts)
    )
    with transaction(engine) as session:
        row = session.execute(claim, execution_options={"synchronize_session": False}).one_or_none()
    return None if row is None else Claim(row.id, row.topic, row.payload, row.attempts, worker)


def settle(session: Session, claim: Claim, **values: Any) -> bool:
    """The claimed item has these values and is let go; False when it is no longer this worker's."""
    settled = session.execute(
        update(OutboxItem)
        .where(
            OutboxItem.id == claim.id,
            OutboxItem.state == WorkState.CLAIMED,
            OutboxItem.claimed_by == claim.worker,
            OutboxItem.attempts == claim.attempts,
        )
        .values(claimed_by=None, claimed_until=None, **values)
        .returning(OutboxItem.id),
        execution_options={"synchronize_session": False},
    )
    return settled.one_or_none() is not None


def _is_due(now: datetime) -> ColumnElement[bool]:
    return (OutboxItem.state == WorkState.WAITING) & (OutboxItem.due_at <= now)


def _is_abandoned(now: datetime) -> ColumnElement[bool]:
    return (OutboxItem.state == WorkState.CLAIMED) & (OutboxItem.claimed_until <= now)
