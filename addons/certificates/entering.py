"""Writes the ledger: a row has new values, and its history one event more."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.history import as_json, differing
from addons.certificates.models import Certificate, CertificateEvent
from addons.certificates.refusals import no_such
from addons.certificates.words import Operation
from kernel.clock import local_day
from kernel.effects import Change


def foreseen(row: Certificate, fields: Mapping[str, Any]) -> Change:
    """What `entered` would find and leave; writes nothing."""
    new = _with_edition(row, fields)
    before = {name: as_json(getattr(row, name)) for name in new}
    return Change(before, {name: as_json(value) for name, value in new.items()})


def entered(
    session: Session,
    row: Certificate,
    fields: Mapping[str, Any],
    operation: Operation,
    *,
    now: datetime,
    actor: str,
    cause: str | None = None,
) -> Change:
    """The row has these values in a new edition, and its history one event more; nothing when it had them."""
    new, change = _with_edition(row, fields), foreseen(row, fields)
    if not new:
        return change
    for name, value in new.items():
        setattr(row, name, value)
    session.flush()
    enter_event(
        session,
        row,
        operation,
        before=change.before,
        after=change.after or {},
        on=local_day(now),
        at=now,
        cause=cause,
        actor=actor,
    )
    return change


def found(session: Session, certificate_id: int) -> Certificate:
    """The certificate, or a refusal."""
    row = session.get(Certificate, certificate_id)
    if row is None:
        raise no_such(certificate_id)
    return row


def locked(session: Session, certificate_id: int) -> Certificate:
    """The certificate as it is in the database now; nobody else changes it until the transaction ends."""
    wanted = select(Certificate).where(Certificate.id == certificate_id)
    fresh = wanted.with_for_update().execution_options(populate_existing=True)
    row: Certificate | None = session.scalar(fresh)
    if row is None:
        raise no_such(certificate_id)
    return row


def _with_edition(row: Certificate, fields: Mapping[str, Any]) -> dict[str, Any]:
    new = differing(row, fields)
    return new | {"edition": row.edition + 1} if new else {}


def enter_event(
    session: Session,
    row: Certificate,
    operation: Operation,
    *,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
    on: date,
    at: datetime,
    cause: str | None,
    actor: str,
) -> None:
    """The history has the event, under the revision that the act left."""
    session.add(
        CertificateEvent(
            certificate_id=row.id,
            seq=row.revision,
            at=at,
            on_day=on,
            operation=operation,
            cause=cause,
            before=None if before is None else dict(before),
            after=dict(after),
            actor=actor,
        )
    )
    session.flush()
