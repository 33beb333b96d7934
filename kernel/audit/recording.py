"""Writes an entry of the audit log in the transaction of the act; the chain is made later, by the sealer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from kernel.models import AuditEntry


def record(
    session: Session,
    *,
    actor: str,
    action: str,
    thing: str,
    detail: Mapping[str, Any],
    now: datetime,
    address: str = "",
) -> AuditEntry:
    """The act is on record when the caller's transaction commits."""
    entry = AuditEntry(at=now, actor=actor, action=action, thing=thing, detail=dict(detail), address=address)
    session.add(entry)
    return entry
