"""Reads: what a user stands for, who works where, which offices there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session

from addons.parties.models import Employment, Enterprise, Membership, NamePart, Office, Person, Region
from addons.parties.names import parts
from addons.parties.reach import regions_under
from addons.parties.words import Level
from forms.fieldtype import Offer
from kernel.db import connection_of
from kernel.prepared import Prepared
from kernel.text import Text

# built once: every page asks what its reader stands for
HELD = Prepared(
    select(Membership.person_id, Membership.enterprise_id, Membership.office_id, Membership.duty)
    .where(Membership.user_id == bindparam("user"))
    .order_by(Membership.id)
)


@dataclass(frozen=True, slots=True)
class Parties:
    """What a user stands for: one person at most, enterprises and offices each with the duty there."""

    person: int | None = None
    enterprises: tuple[tuple[int, str], ...] = ()
    offices: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody on an enterprise's list, masked."""

    person_id: int
    name: str
    document_mask: str
    since: date


def party_of(session: Session, user_id: int) -> Parties:
    """What the user stands for."""
    session.flush()
    rows = HELD.rows(connection_of(session), {"user": user_id})
    return Parties(
        person=next((person for person, *_ in rows if person is not None), None),
        enterprises=tuple((firm, duty or "") for _, firm, _, duty in rows if firm is not None),
        offices=tuple((office, duty or "") for _, _, office, duty in rows if office is not None),
    )


def staff_of(session: Session, enterprise_id: int, *, on: date) -> list[Staff]:
    """Who works for the enterprise on that day, by name."""
    rows = session.execute(
        select(Person.id, Person.name, Person.document_mask, Employment.started_on)
        .join(Employment, Employment.person_id == Person.id)
        .where(Employment.enterprise_id == enterprise_id, *_lasting(on))
        .order_by(Person.name, Person.id)
    )
    return [Staff(*row) for row in rows]


def employers_of(session: Session, person_id: int, *, on: date) -> list[Enterprise]:
    """The enterprises somebody works for on that day, the latest first."""
    found = session.scalars(
        select(Enterprise)
        .join(Employment, Employment.enterprise_id == Enterprise.id)
        .where(Employment.person_id == person_id, *_lasting(on))
        .order_by(Employment.started_on.desc(), Employment.id.desc())
    )
    return list(found)


def works_for(session: Session, person_id: int, enterprise_id: int, *, on: date) -> bool:
    """Whether the person works for the enterprise on that day."""
    held = select(Employment.id).where(
        Employment.person_id == person_id, Employment.enterprise_id == enterprise_id, *_lasting(on)
    )
    return session.scalar(held.limit(1)) is not None


def offices_in(session: Session, region_id: int, *, level: Level | None = None) -> list[Office]:
    """The offices of a region and of the regions in it that are open, by code."""
    within = regions_under(select(Region.id).where(Region.id == region_id))
    offices = select(Office).where(Office.region_id.in_(within), Office.closed_on.is_(None))
    if level is not None:
        offices = offices.where(Office.level == level)
    return list(session.scalars(offices.order_by(Office.code)))


def offices_at(session: Session, level: Level) -> list[Office]:
    """The open offices of a level, by code: what an applicant may choose among."""
    offices = select(Office).where(Office.level == level, Office.closed_on.is_(None))
    return list(session.scalars(offices.order_by(Office.code)))


def office_offers(
    session: Session,
    level: Level,
    *,
    waiting: Mapping[int, int],
    locale: str = "zh",
    near: int | None = None,
) -> list[Offer]:
    """The open offices of a level to choose among: the near one first, each with its queue and its telephone."""
    offices = sorted(offices_at(session, level), key=lambda office: office.id != near)
    return [
        Offer(
            office.code, office_name(office).of(locale), _desk(office, waiting.get(office.id, 0)).of(locale)
        )
        for office in offices
    ]


def office_name(office: Office) -> Text:
    """What the office is called in either language."""
    return Text(office.name, office.name_en or office.name)


def _desk(office: Office, waiting: int) -> Text:
    queue = Text(f"现有 {waiting} 件待办", f"{waiting} cases waiting" if waiting != 1 else "1 case waiting")
    if not office.phone:
        return queue
    return Text(f"{queue.zh} · 电话 {office.phone}", f"{queue.en} · telephone {office.phone}")


def office_by_code(session: Session, code: str) -> Office | None:
    """The office of that code."""
    return session.scalar(select(Office).where(Office.code == code))


def enterprise_by_code(session: Session, credit_code: str) -> Enterprise | None:
    """The enterprise of that unified social credit code."""
    return session.scalar(select(Enterprise).where(Enterprise.credit_code == credit_code))


def named(session: Session, text: str, *, most: int = 50) -> Sequence[Person]:
    """The people in whose name the text occurs, two letters at least; scope it before it is shown."""
    wanted = parts(text)
    if not wanted:
        return ()
    hits = (
        select(NamePart.person_id)
        .where(NamePart.part.in_(wanted))
        .group_by(NamePart.person_id)
        .having(func.count() == len(wanted))
    )
    people = select(Person).where(Person.id.in_(hits)).order_by(Person.name, Person.id)
    return session.scalars(people.limit(most)).all()


def _lasting(on: date) -> tuple[ColumnElement[bool], ...]:
    return (Employment.started_on <= on, or_(Employment.ended_on.is_(None), Employment.ended_on >= on))
