"""Reads: certificates by number, holder and enterprise, and what was done to each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from addons.certificates.history import Entered
from addons.certificates.models import Certificate, CertificateEvent, FormerNumber
from addons.certificates.numbers import number_key
from addons.certificates.refusals import broken_history
from addons.certificates.types_in_force import certificate_type

__all__ = [
    "by_number",
    "certificate",
    "certificate_type",
    "history",
    "of_enterprise",
    "of_person",
    "replayed",
]


def certificate(session: Session, certificate_id: int) -> Certificate | None:
    """The certificate with this id; whose it is, the caller asks."""
    return session.get(Certificate, certificate_id)


def by_number(session: Session, typed: str) -> Certificate | None:
    """The certificate that has this number, or had it, however it was typed."""
    key = number_key(typed)
    former = select(FormerNumber.certificate_id).where(FormerNumber.number_key == key)
    found: Certificate | None = session.scalar(
        select(Certificate).where(or_(Certificate.number_key == key, Certificate.id.in_(former)))
    )
    return found


def of_person(session: Session, person_id: int) -> Sequence[Certificate]:
    """The certificates somebody holds, the one that ends first at the head."""
    held = select(Certificate).where(Certificate.holder_id == person_id)
    return session.scalars(held.order_by(*_by_end())).all()


def of_enterprise(session: Session, enterprise_id: int) -> Sequence[Certificate]:
    """The certificates that name the enterprise, the one that ends first at the head."""
    named = select(Certificate).where(Certificate.enterprise_id == enterprise_id)
    return session.scalars(named.order_by(*_by_end())).all()


def history(session: Session, certificate_id: int) -> Sequence[CertificateEvent]:
    """Everything done to the certificate, the first at the head."""
    done = select(CertificateEvent).where(CertificateEvent.certificate_id == certificate_id)
    return session.scalars(done.order_by(CertificateEvent.seq)).all()


def replayed(events: Iterable[Entered]) -> Mapping[str, Any]:
    """The row that the events come to, as `history.stated` tells a row; a gap between two is refused."""
    row: dict[str, Any] = {}
    for number, event in enumerate(events, start=1):
        before = event.before or {}
        if event.seq != number or any(row.get(name) != value for name, value in before.items()):
            raise broken_history(event.certificate_id, event.seq)
        row |= event.after
    return row


def _by_end() -> tuple[Any, ...]:
    return (Certificate.valid_to.is_(None), Certificate.valid_to, Certificate.id)
