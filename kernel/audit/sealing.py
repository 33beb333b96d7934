"""Seals committed entries into the chain: one leader, after the act, never in its way."""

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Engine, Table, func, insert, select, text
from sqlalchemy.orm import Session

from kernel.audit.entries import head_of, unsealed
from kernel.audit.links import START, seal_of
from kernel.clock import Clock
from kernel.db import transaction
from kernel.keys import KeyRing, Purpose
from kernel.models import AuditSeal

SETTLING = timedelta(seconds=5)
"""Entries rest so long before they are sealed: PostgreSQL's ids commit out of order."""

REACH = 50_000
"""How far behind the newest sealed id `seal` looks for latecomers; `seal_all` looks everywhere."""

BATCH = 5_000


def seal(engine: Engine, keys: KeyRing, clock: Clock) -> int:
    """What was recorded is sealed, but for the last seconds; returns how many entries."""
    with transaction(engine) as session:
        return seal_recent(session, keys, clock.now())


def seal_recent(session: Session, keys: KeyRing, now: datetime) -> int:
    """The same, in the caller's transaction."""
    newest = session.scalar(select(func.max(AuditSeal.entry_id))) or 0
    return _sealed(session, keys, now=now, above=newest - REACH)


def seal_all(session: Session, keys: KeyRing, now: datetime) -> int:
    """Entries of transactions that stayed open for very long are sealed too."""
    return _sealed(session, keys, now=now, above=0)


def _sealed(session: Session, keys: KeyRing, *, now: datetime, above: int) -> int:
    key = keys.current(Purpose.AUDIT)
    _alone(session)
    head = head_of(session)
    sequence, previous = (head.sequence, head.seal) if head else (0, START)
    first = sequence
    while batch := unsealed(session, until=now - SETTLING, above=above, limit=BATCH):
        rows = []
        for entry in batch:
            sequence += 1
            previous = seal_of(key.secret, entry, sequence=sequence, previous=previous)
            link = {"sequence": sequence, "entry_id": entry.id, "key_id": key.id, "seal": previous}
            rows.append({**link, "sealed_at": now})
        session.execute(insert(cast(Table, AuditSeal.__table__)), rows)
    return sequence - first


def _alone(session: Session) -> None:
    # a second sealer would fork the chain; on SQLite the transaction itself is the lock
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE audit_seal IN SHARE ROW EXCLUSIVE MODE"))
