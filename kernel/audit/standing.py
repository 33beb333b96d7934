"""How far the audit log is sealed, without proving it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.models import AuditEntry, AuditSeal


@dataclass(frozen=True, slots=True)
class Standing:
    """The entries there are, and the last link of the chain."""

    entries: int
    sealed: int
    sealed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """What an entry said besides, and its place in the chain once it has one."""

    detail: Mapping[str, Any]
    sequence: int | None
    sealed_at: datetime | None


def standing(session: Session) -> Standing:
    """How far the log is sealed."""
    entries = session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    last = session.execute(
        select(AuditSeal.sequence, AuditSeal.sealed_at).order_by(AuditSeal.sequence.desc()).limit(1)
    ).one_or_none()
    return Standing(entries, last.sequence if last else 0, last.sealed_at if last else None)


def link_of(session: Session, entry: int) -> Link:
    """The rest of an entry and its seal."""
    row = session.execute(
        select(AuditEntry.detail, AuditSeal.sequence, AuditSeal.sealed_at)
        .join(AuditSeal, AuditSeal.entry_id == AuditEntry.id, isouter=True)
        .where(AuditEntry.id == entry)
    ).one()
    return Link(row.detail, row.sequence, row.sealed_at)
