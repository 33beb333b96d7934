"""The rows of the outbox: written, looked at when dead, brought back, forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from kernel.errors import Conflict, NotFound
from kernel.models import OutboxItem
from kernel.models.work import HAS_KEY, WorkState
from kernel.once import insertion
from kernel.prepared import Work, together
from kernel.text import Text


def defer(
    session: Session,
    topic: str,
    payload: Mapping[str, Any],
    *,
    now: datetime,
    key: str | None = None,
    due_at: datetime | None = None,
) -> bool:
    """The work is written with the caller's transaction; False when the key was taken before."""
    connection = session.connection()
    work = deferral(connection, topic, payload, now=now, key=key, due_at=due_at)
    return together(connection, [work]) == [1]


def deferral(
    connection: Connection,
    topic: str,
    payload: Mapping[str, Any],
    *,
    now: datetime,
    key: str | None = None,
    due_at: datetime | None = None,
) -> Work:
    """The same as a statement that the caller runs together with others."""
    values = {"topic": topic, "payload": dict(payload), "due_at": due_at or now, "created_at": now}
    if key is None:
        return insertion(connection, OutboxItem, unique=(), values=values)
    return insertion(connection, OutboxItem, unique=("key",), values={**values, "key": key}, among=HAS_KEY)


def dead_letters(session: Session) -> Sequence[OutboxItem]:
    """The work that was given up, the latest first, each with its error."""
    return session.scalars(
        select(OutboxItem).where(OutboxItem.state == WorkState.DEAD).order_by(OutboxItem.id.desc())
    ).all()


def revive(session: Session, item_id: int) -> OutboxItem:
    """The dead letter waits again, with all its attempts before it."""
    item = session.get(OutboxItem, item_id, with_for_update=True, populate_existing=True)
    if item is None:
        raise NotFound(
            Text(f"没有编号为 {item_id} 的延后工作。", f"There is no deferred work number {item_id}."),
            remedy=Text("它可能已被清理；请刷新列表。", "It may have been cleared; reload the list."),
            place=f"outbox:{item_id}",
        )
    if item.state != WorkState.DEAD:
        raise Conflict(
            Text(f"延后工作 {item_id} 没有被放弃。", f"The deferred work {item_id} was not given up."),
            remedy=Text(
                "只有被放弃的工作可以重试；请刷新列表。", "Only dead letters come back; reload the list."
            ),
            place=f"outbox:{item_id}",
        )
    item.state, item.attempts = WorkState.WAITING, 0
    item.claimed_by = item.claimed_until = None
    session.flush()
    return item


def forget_done(session: Session, *, before: datetime) -> int:
    """Work done before that moment is gone; returns how much."""
    gone = session.execute(
        delete(OutboxItem)
        .where(OutboxItem.state == WorkState.DONE, OutboxItem.done_at < before)
        .returning(OutboxItem.id),
        execution_options={"synchronize_session": False},
    )
    return len(gone.all())
