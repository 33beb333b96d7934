"""Reads entries as they are sealed, together with their seals."""

from collections.abc import Generator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kernel.audit.links import START, Entry
from kernel.models import AuditEntry, AuditSeal

COLUMNS: tuple[Any, ...] = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.actor,
    AuditEntry.action,
    AuditEntry.thing,
    AuditEntry.detail,
    AuditEntry.address,
)
"""In the order of `Entry`."""

CHUNK = 1_000


class Link(NamedTuple):
    """A seal, and its entry if that is still there."""

    sequence: int
    entry_id: int
    key_id: str
    seal: str
    entry: Entry | None


def head_of(session: Session) -> Link | None:
    """The last link; none when nothing is sealed yet."""
    row = session.execute(_seals().order_by(AuditSeal.sequence.desc()).limit(1)).one_or_none()
    return None if row is None else Link(row.sequence, row.entry_id, row.key_id, row.seal, None)


def seal_at(session: Session, sequence: int) -> str:
    """The seal at this place, empty when there is none; before the first stands the start."""
    if sequence == 0:
        return START
    return session.scalar(select(AuditSeal.seal).where(AuditSeal.sequence == sequence)) or ""


def chain(session: Session) -> Generator[Link, None, None]:
    """Every link in order, without holding them all in memory; close it when you stop before the end."""
    links = (
        _seals(*COLUMNS)
        .outerjoin(AuditEntry, AuditEntry.id == AuditSeal.entry_id)
        .order_by(AuditSeal.sequence)
    )
    with session.execute(links, execution_options={"yield_per": CHUNK}) as rows:
        for sequence, entry_id, key_id, seal, *entry in rows:
            yield Link(sequence, entry_id, key_id, seal, None if entry[0] is None else Entry(*entry))


def unsealed(session: Session, *, until: datetime, above: int, limit: int) -> list[Entry]:
    """Entries without a seal, recorded by then, in the order of their ids."""
    rows = session.execute(
        select(*COLUMNS)
        .where(AuditEntry.id > above, AuditEntry.at <= until, ~_is_sealed())
        .order_by(AuditEntry.id)
        .limit(limit)
    )
    return [Entry(*row) for row in rows]


def count_unsealed(session: Session) -> int:
    """How many entries have no seal."""
    return session.scalar(select(func.count(AuditEntry.id)).where(~_is_sealed())) or 0


def _seals(*more: Any) -> Any:
    seal = AuditSeal
    return select(seal.sequence, seal.entry_id, seal.key_id, seal.seal, *more).select_from(seal)


def _is_sealed() -> ColumnElement[bool]:
    return select(AuditSeal.sequence).where(AuditSeal.entry_id == AuditEntry.id).exists()
