"""Writes an entry of the audit log in the transaction of the act; the chain is made later, by the sealer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from kernel.models import AuditEntry

TOLD = "tongban.audit.told"
"""In the `info` of a session in which acts of earlier days are told: the moment at which they are."""


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
    told: datetime | None = session.info.get(TOLD)
    if told is not None:
        # the log says when it was written: an entry of an earlier day would look inserted
        detail, now = {**detail, "of": now.isoformat()}, told
    entry = AuditEntry(at=now, actor=actor, action=action, thing=thing, detail=dict(detail), address=address)
    session.add(entry)
    return entry


@contextmanager
def telling(session: Session, now: datetime) -> Iterator[None]:
    """What is done meanwhile happened earlier: it is on record as written now, with the moment that it is told of."""
    session.info[TOLD] = now
    try:
        yield
    finally:
        del session.info[TOLD]
