"""Acts on people: registered, employed, dismissed, bound to users, shown in full with a reason."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from addons.parties.masks import masked_mobile, masked_number
from addons.parties.models import Employment, Enterprise, Membership, NamePart, Office, Person
from addons.parties.names import person_name
from addons.parties.numbers import Document, document, mobile
from addons.parties.protection import blind_index, blind_indexes, decrypted, encrypted
from addons.parties.refusals import (
    already_bound,
    already_employed,
    another_name,
    enterprise_gone,
    no_such,
    not_employed,
    reason_needed,
)
from addons.parties.sounds import findable
from addons.parties.words import DocumentType, Duty, EnterpriseStatus, Source
from kernel.audit import record
from kernel.clock import local_day
from kernel.db import Base
from kernel.keys import KeyRing
from kernel.once import inserted_once

DOCUMENT = "person.document"
MOBILE = "person.mobile"
LEAST_REASON = 4
Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True, slots=True)
class Revealed:
    """What the masks hide; it does not show in logs."""

    document: Document
    mobile: str | None = field(repr=False)


def register_person(
    session: Session,
    kind: DocumentType,
    number: str,
    *,
    name: str,
    keys: KeyRing,
    now: datetime,
    phone: str | None = None,
    verified: bool = False,
) -> Person:
    """The person with this document, new or known; a known one keeps what is on record."""
    written, called = document(kind, number, on=local_day(now)), person_name(name)
    calling = mobile(phone) if phone else None
    known = find_by_document(session, written, keys=keys)
    if known is None:
        row_id = inserted_once(
            session,
            Person,
            unique=("document_blind",),
            values=_hidden(written, calling, keys)
            | {
                "name": called,
                "indexed_name": called,
                "verified_at": now if verified else None,
                "created_at": now,
            },
        )
        if row_id is not None:
            session.add_all(NamePart(part=part, person_id=row_id) for part in sorted(findable(called)))
            session.flush()
            return session.get_one(Person, row_id)
        known = find_by_document(session, written, keys=keys)
    if known is None or known.name != called:
        raise another_name()
    if verified and known.verified_at is None:
        known.verified_at = now
    return known


def find_by_document(session: Session, written: Document, *, keys: KeyRing) -> Person | None:
    """The person with this document, whichever key it was filed under."""
    indexes = blind_indexes(keys, written.number, context=filed(written.type))
    return session.scalars(select(Person).where(Person.document_blind.in_(indexes)).limit(1)).one_or_none()


def employ(
    session: Session, person_id: int, enterprise_id: int, *, since: date, source: Source, now: datetime
) -> Employment:
    """The person works for the enterprise from that day on."""
    _there(session, Person, person_id)
    enterprise = _there(session, Enterprise, enterprise_id)
    if enterprise.status in (EnterpriseStatus.DEREGISTERED, EnterpriseStatus.REVOKED):
        raise enterprise_gone(enterprise.name)
    row = Employment(
        person_id=person_id,
        enterprise_id=enterprise_id,
        started_on=since,
        ended_on=None,
        source=source,
        created_at=now,
    )
    return _added(session, row, already_employed)


def dismiss(
    session: Session,
    person_id: int,
    enterprise_id: int,
    *,
    until: date,
    source: Source = Source.DECLARED,
) -> None:
    """That day is the person's last at the enterprise."""
    ended = session.execute(
        update(Employment)
        .where(
            Employment.person_id == person_id,
            Employment.enterprise_id == enterprise_id,
            Employment.ended_on.is_(None),
            Employment.started_on <= until,
        )
        .values(ended_on=until, ended_source=source)
        .returning(Employment.id)
    )
    if ended.scalar_one_or_none() is None:
        raise not_employed()


def bind_person(session: Session, user_id: int, person_id: int, *, actor: str, now: datetime) -> Membership:
    """The user is this person; nobody else is, and the user nobody else."""
    _there(session, Person, person_id)
    row = Membership(user_id=user_id, person_id=person_id, created_at=now)
    return _bound(session, row, f"person:{person_id}", actor)


def bind_enterprise(
    session: Session, user_id: int, enterprise_id: int, *, duty: Duty, actor: str, now: datetime
) -> Membership:
    """The user acts for the enterprise."""
    _there(session, Enterprise, enterprise_id)
    row = Membership(user_id=user_id, enterprise_id=enterprise_id, duty=duty, created_at=now)
    return _bound(session, row, f"enterprise:{enterprise_id}", actor)


def bind_office(
    session: Session, user_id: int, office_id: int, *, actor: str, now: datetime, duty: Duty = Duty.CLERK
) -> Membership:
    """The user works at the office."""
    _there(session, Office, office_id)
    row = Membership(user_id=user_id, office_id=office_id, duty=duty, created_at=now)
    return _bound(session, row, f"office:{office_id}", actor)


def reveal(
    session: Session,
    person: Person,
    *,
    actor: str,
    reason: str,
    keys: KeyRing,
    now: datetime,
    address: str = "",
) -> Revealed:
    """What the masks hide, and an entry in the audit log that says who asked and why."""
    why = reason.strip()
    if len(why) < LEAST_REASON:
        raise reason_needed()
    record(
        session,
        actor=actor,
        action="person.revealed",
        thing=f"person:{person.id}",
        detail={"reason": why},
        now=now,
        address=address,
    )
    return opened(person, keys=keys)


def opened(person: Person, *, keys: KeyRing) -> Revealed:
    """What the masks hide, for the platform's own use; shown to people by `reveal` only."""
    number = decrypted(keys, person.document_cipher, context=DOCUMENT)
    calling = person.mobile_cipher and decrypted(keys, person.mobile_cipher, context=MOBILE)
    return Revealed(Document(DocumentType(person.document_type), number), calling or None)


def hidden_document(written: Document, *, keys: KeyRing) -> dict[str, str]:
    """The columns that hold a document."""
    return {
        "document_type": written.type,
        "document_cipher": encrypted(keys, written.number, context=DOCUMENT),
        "document_blind": blind_index(keys, written.number, context=filed(written.type)),
        "document_mask": masked_number(written.number),
    }


def hidden_mobile(number: str | None, *, keys: KeyRing) -> dict[str, str | None]:
    """The columns that hold a mobile number."""
    return {
        "mobile_cipher": encrypted(keys, number, context=MOBILE) if number else None,
        "mobile_blind": blind_index(keys, number, context=MOBILE) if number else None,
        "mobile_mask": masked_mobile(number) if number else None,
    }


def _hidden(written: Document, calling: str | None, keys: KeyRing) -> dict[str, object]:
    return {**hidden_document(written, keys=keys), **hidden_mobile(calling, keys=keys)}


def filed(kind: DocumentType) -> str:
    """Under what the numbers of a kind are indexed: a passport and a permit may bear the same number: each kind is filed apart."""
    return f"{DOCUMENT}.{kind}"


def _bound(session: Session, row: Membership, thing: str, actor: str) -> Membership:
    added = _added(session, row, already_bound)
    detail = {"user": row.user_id, "duty": row.duty}
    record(session, actor=actor, action="party.bound", thing=thing, detail=detail, now=row.created_at)
    return added


def _there(session: Session, model: type[Row], row_id: int) -> Row:
    found = session.get(model, row_id)
    if found is None:
        raise no_such(model.__tablename__, row_id)
    return found


def _added(session: Session, row: Row, taken: Callable[[], Exception]) -> Row:
    """The row is there, or the refusal says that one like it was first; the transaction goes on."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        raise taken() from None
    return row
