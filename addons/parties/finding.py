"""How people, enterprises and offices are found: two letters of a name, its initials, any number of theirs."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, delete, false, func, insert, or_, select
from sqlalchemy.orm import Session

from addons.parties.models import (
    Employment,
    Enterprise,
    EnterprisePart,
    NamePart,
    Office,
    Person,
    Region,
)
from addons.parties.names import parts
from addons.parties.numbers import COUNTRY, narrowed
from addons.parties.numbers import MOBILE as MOBILE_NUMBER
from addons.parties.protection import blind_indexes
from addons.parties.service import MOBILE, filed
from addons.parties.sounds import findable
from addons.parties.words import DocumentType
from kernel.keys import KeyRing

Criterion = ColumnElement[bool]
NUMBER = re.compile(r"[0-9A-Z]{5,20}")
TAIL = re.compile(r"[0-9]{3}[0-9X]")
"""The last four signs, which the masks show."""

CODE = re.compile(r"[0-9A-Z]{4,18}")
LONGEST = 60
"""Of a search; names and numbers are shorter."""


def people_found(text: str, *, keys: KeyRing | None) -> Criterion:
    """The people of this name, of this document or mobile number, or of one that ends in these four signs."""
    typed = text.strip()[:LONGEST]
    number = narrowed(typed)
    criteria = [*_named(Person.id, NamePart.person_id, NamePart.part, typed)]
    if keys is not None and NUMBER.fullmatch(number):
        criteria.append(Person.document_blind.in_(_documents(number, keys)))
    if keys is not None and MOBILE_NUMBER.fullmatch(mobile := COUNTRY.sub("", number)):
        criteria.append(Person.mobile_blind.in_(blind_indexes(keys, mobile, context=MOBILE)))
    if TAIL.fullmatch(number):
        criteria += [Person.document_mask.endswith(number), Person.mobile_mask.endswith(number)]
    return or_(false(), *criteria)


def enterprises_found(text: str) -> Criterion:
    """The enterprises of this name, or whose credit code begins like this."""
    typed = text.strip()[:LONGEST]
    criteria = [*_named(Enterprise.id, EnterprisePart.enterprise_id, EnterprisePart.part, typed)]
    code = narrowed(typed)
    if CODE.fullmatch(code):
        criteria.append(Enterprise.credit_code.startswith(code))
    return or_(false(), *criteria)


def employments_found(text: str, *, keys: KeyRing | None) -> Criterion:
    """The employments of the people, or at the enterprises, that are found by the text."""
    return or_(
        Employment.person_id.in_(select(Person.id).where(people_found(text, keys=keys))),
        Employment.enterprise_id.in_(select(Enterprise.id).where(enterprises_found(text))),
    )


def offices_found(text: str) -> Criterion:
    """The offices in whose name the text occurs, or whose code begins like this."""
    return _few(Office, text)


def regions_found(text: str) -> Criterion:
    """The regions in whose name the text occurs, or whose code begins like this."""
    return _few(Region, text)


def index_person(session: Session, person: Person) -> None:
    """The person is found by the name on record, and by no other."""
    session.execute(delete(NamePart).where(NamePart.person_id == person.id))
    _insert(session, NamePart, ({"part": part, "person_id": person.id} for part in findable(person.name)))
    person.indexed_name = person.name


def index_enterprise(session: Session, enterprise: Enterprise) -> None:
    """The enterprise is found by the name on record, and by no other."""
    session.execute(delete(EnterprisePart).where(EnterprisePart.enterprise_id == enterprise.id))
    rows = ({"part": part, "enterprise_id": enterprise.id} for part in findable(enterprise.name))
    _insert(session, EnterprisePart, rows)
    enterprise.indexed_name = enterprise.name


def indexed(session: Session, *, most: int) -> int:
    """So many names, at most, that files brought or that were on record before are findable; how many."""
    stale = (
        select(Enterprise).where(_unlike(Enterprise.indexed_name, Enterprise.name)),
        select(Person).where(_unlike(Person.indexed_name, Person.name)),
    )
    enterprises = session.scalars(stale[0].order_by(Enterprise.id).limit(most)).all()
    for enterprise in enterprises:
        index_enterprise(session, enterprise)
    people = session.scalars(stale[1].order_by(Person.id).limit(most - len(enterprises))).all()
    for person in people:
        index_person(session, person)
    session.flush()
    return len(enterprises) + len(people)


def _named(row_id: Any, owner: Any, part: Any, text: str) -> Iterator[Criterion]:
    wanted = parts(text)
    if wanted:
        hits = select(owner).where(part.in_(wanted)).group_by(owner).having(func.count() == len(wanted))
        yield row_id.in_(hits)


def _documents(number: str, keys: KeyRing) -> list[str]:
    """Under what a document of any kind with this number is filed."""
    return [index for kind in DocumentType for index in blind_indexes(keys, number, context=filed(kind))]


def _few(model: type[Office] | type[Region], text: str) -> Criterion:
    """For tables of a few thousand rows."""
    typed = text.strip()[:LONGEST]
    if not typed:
        return false()
    return or_(
        model.name.contains(typed, autoescape=True),
        model.name_en.icontains(typed, autoescape=True),
        model.code.startswith(narrowed(typed), autoescape=True),
    )


def _unlike(column: Any, name: Any) -> Criterion:
    unlike: Criterion = or_(column.is_(None), column != name)
    return unlike


def _insert(session: Session, model: Any, rows: Iterable[dict[str, object]]) -> None:
    if found := list(rows):
        session.execute(insert(cast(Table, model.__table__)), found)
