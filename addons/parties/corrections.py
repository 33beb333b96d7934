"""What is on record of a person is corrected: the name, the mobile number, the document."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from addons.parties.finding import index_person
from addons.parties.models import Person
from addons.parties.names import person_name
from addons.parties.numbers import Document, mobile
from addons.parties.refusals import document_taken, no_such
from addons.parties.service import find_by_document, hidden_document, hidden_mobile, opened
from kernel.audit import record
from kernel.keys import KeyRing


def correct(
    session: Session,
    person_id: int,
    *,
    name: str,
    phone: str | None,
    document: Document | None = None,
    keys: KeyRing,
    actor: str,
    now: datetime,
) -> Person:
    """The person is on record as told; without a number or a phone those on record stay.

    Whoever goes by another name or number than was verified has to be verified again.
    """
    person = session.get(Person, person_id, with_for_update=True)
    if person is None:
        raise no_such("parties_person", person_id)
    changed = [
        what
        for what, done in (
            ("document", document is not None and _numbered(session, person, document, keys)),
            ("name", _named(session, person, name)),
            ("mobile", bool(phone) and _called(person, phone or "", keys)),
        )
        if done
    ]
    if {"document", "name"} & set(changed):
        person.verified_at = None
    if changed:
        session.flush()
        thing, detail = f"person:{person.id}", {"changed": changed}
        record(session, actor=actor, action="person.corrected", thing=thing, detail=detail, now=now)
    return person


def _named(session: Session, person: Person, name: str) -> bool:
    called = person_name(name)
    if called == person.name:
        return False
    person.name = called
    session.flush()
    index_person(session, person)
    return True


def _numbered(session: Session, person: Person, document: Document, keys: KeyRing) -> bool:
    known = find_by_document(session, document, keys=keys)
    if known is not None:
        if known.id != person.id:
            raise document_taken()
        return False
    try:
        with session.begin_nested():
            _write(person, hidden_document(document, keys=keys))
            session.flush()
    except IntegrityError:
        # somebody else registered it meanwhile
        raise document_taken() from None
    return True


def _called(person: Person, phone: str, keys: KeyRing) -> bool:
    number = mobile(phone)
    if opened(person, keys=keys).mobile == number:
        return False
    _write(person, hidden_mobile(number, keys=keys))
    return True


def _write(person: Person, values: dict[str, str] | dict[str, str | None]) -> None:
    for column, value in values.items():
        setattr(person, column, value)
