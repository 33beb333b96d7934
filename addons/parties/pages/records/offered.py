"""What forms and filters offer to choose among, and the rows behind the codes that people give."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from addons.parties.models import Office, Person, Region
from addons.parties.numbers import Document, document
from addons.parties.queries import enterprise_by_code, office_by_code, office_name
from addons.parties.refusals import not_known, unknown_code
from addons.parties.service import find_by_document
from addons.parties.words import DocumentType, RegionLevel
from kernel.access.scoping import ALL
from kernel.errors import Invalid
from kernel.keys import KeyRing
from kernel.seams import SCOPE
from kernel.text import Text
from kernel.web.registers import Reader, Writer

NO_KEYS = KeyRing({})
FIRST_LETTERS = 2
"""Digits of a region's code that say which province it lies in."""


def offices_within(asking: Reader | Writer, permission: str, resource: str) -> Mapping[str, Text]:
    """The open offices of whose rows the actor has the permission on the resource, by code."""
    scopes = {rule.scope for rule in asking.rules if rule.covers(permission, resource)}
    offices = select(Office).where(Office.closed_on.is_(None)).order_by(Office.code)
    if ALL not in scopes:
        criteria = [asking.registry.thing(SCOPE, scope)(asking.actor, Office) for scope in sorted(scopes)]
        offices = offices.where(or_(false(), *criteria))
    return {office.code: office_name(office) for office in asking.session.scalars(offices)}


def open_offices(asking: Reader | Writer) -> Mapping[str, Text]:
    """Every open office, by code."""
    offices = select(Office).where(Office.closed_on.is_(None)).order_by(Office.code)
    return {office.code: office_name(office) for office in asking.session.scalars(offices)}


def provinces(asking: Reader) -> Mapping[str, Text]:
    """The provinces by the first digits of their codes and of all that lies in them."""
    found = select(Region).where(Region.level == RegionLevel.PROVINCE).order_by(Region.code)
    return {
        region.code[:FIRST_LETTERS]: Text(region.name, region.name_en or region.name)
        for region in asking.session.scalars(found)
    }


def office_id(session: Session, code: str | None, *, field: str) -> int | None:
    """The row of the office of this code; none without a code."""
    if not code:
        return None
    office = office_by_code(session, code)
    if office is None:
        raise unknown_code(field, code)
    return office.id


def region_id(session: Session, code: str | None, *, field: str) -> int | None:
    """The row of the region of this code; none without a code."""
    if not code:
        return None
    found = session.scalar(select(Region.id).where(Region.code == code))
    if found is None:
        raise unknown_code(field, code)
    return found


def enterprise_id(session: Session, code: str, *, field: str) -> int:
    """The row of the enterprise of this credit code."""
    enterprise = enterprise_by_code(session, code)
    if enterprise is None:
        raise unknown_code(field, code)
    return enterprise.id


def person_of(session: Session, written: Document, *, keys: KeyRing | None, field: str) -> Person:
    """The person on record with this document."""
    person = find_by_document(session, written, keys=keys or NO_KEYS)
    if person is None:
        raise not_known(field)
    return person


def document_given(kind: str, number: str, *, on: date, field: str = "document") -> Document:
    """The document as typed into a form, or a refusal beside the field of its number."""
    with beside(field):
        return document(DocumentType(kind), number, on=on)


@contextmanager
def beside(field: str) -> Iterator[None]:
    """What cannot be used is told beside this field of a form."""
    try:
        yield
    except Invalid as error:
        raise Invalid(error.what, remedy=error.remedy, place=field) from None
