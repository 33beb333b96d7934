"""Acts on regions and offices: registered, changed, ended; none is ever deleted, since old cases name them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.parties.models import Enterprise, Office, Region
from addons.parties.refusals import (
    code_kept,
    code_taken,
    days_reversed,
    no_such,
    not_above,
    not_yet,
    office_in_use,
)
from addons.parties.words import EnterpriseStatus, Level, RegionLevel
from kernel.audit import record
from kernel.clock import local_day


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """What is on record of a region."""

    code: str
    name: str
    level: RegionLevel
    parent_id: int | None = None
    name_en: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What is on record of an office."""

    code: str
    name: str
    level: Level
    region_id: int
    parent_id: int | None = None
    name_en: str = ""
    phone: str | None = None
    closed_on: date | None = None


Facts = RegionFacts | OfficeFacts
Place = TypeVar("Place", Region, Office)


def add_region(session: Session, facts: RegionFacts, *, actor: str, now: datetime) -> Region:
    """The region is on record."""
    _refuse_days(facts)
    return _added(session, Region(), facts, actor, now)


def change_region(
    session: Session, region_id: int, facts: RegionFacts, *, actor: str, now: datetime
) -> Region:
    """The region is on record as told, under the code that it has."""
    _refuse_days(facts)
    return _changed(session, _there(session, Region, region_id), facts, actor, now)


def add_office(session: Session, facts: OfficeFacts, *, actor: str, now: datetime) -> Office:
    """The office is on record."""
    _refuse_unfit(session, facts, now)
    return _added(session, Office(), facts, actor, now)


def change_office(
    session: Session, office_id: int, facts: OfficeFacts, *, actor: str, now: datetime
) -> Office:
    """The office is on record as told; one that still looks after something stays open."""
    office = _there(session, Office, office_id)
    _refuse_unfit(session, facts, now)
    if facts.closed_on is not None and office.closed_on is None:
        _refuse_needed(session, office_id)
    return _changed(session, office, facts, actor, now)


def _added(session: Session, row: Place, facts: Facts, actor: str, now: datetime) -> Place:
    model = type(row)
    if session.scalar(select(model.id).where(model.code == facts.code)) is not None:
        raise code_taken(facts.code)
    _refuse_parent(session, row, facts)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    _recorded(session, row, "added", {"code": facts.code}, actor=actor, now=now)
    return row


def _changed(session: Session, row: Place, facts: Facts, actor: str, now: datetime) -> Place:
    if facts.code != row.code:
        raise code_kept(row.code)
    _refuse_parent(session, row, facts)
    changed = {name: value for name, value in asdict(facts).items() if getattr(row, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        session.flush()
        _recorded(
            session, row, "changed", {"code": row.code, "changed": sorted(changed)}, actor=actor, now=now
        )
    return row


def _recorded(
    session: Session, row: Place, what: str, detail: Mapping[str, object], *, actor: str, now: datetime
) -> None:
    kind = row.__tablename__.removeprefix("parties_")
    record(session, actor=actor, action=f"{kind}.{what}", thing=f"{kind}:{row.id}", detail=detail, now=now)


def _refuse_days(facts: RegionFacts) -> None:
    if facts.valid_from and facts.valid_to and facts.valid_to < facts.valid_from:
        raise days_reversed("valid_to")


def _refuse_unfit(session: Session, facts: OfficeFacts, now: datetime) -> None:
    _there(session, Region, facts.region_id)
    if facts.closed_on is not None and facts.closed_on > local_day(now):
        raise not_yet("closed_on")


def _refuse_parent(session: Session, row: Place, facts: Facts) -> None:
    """What is above is of a higher level and what is below of a lower, so that nothing can lie in itself."""
    model = type(row)
    order = [str(level) for level in (RegionLevel if model is Region else Level)]
    own = order.index(facts.level)
    if facts.parent_id is not None:
        above = _there(session, model, facts.parent_id)
        if order.index(above.level) >= own:
            raise not_above("parent")
    # below a new row is nothing
    below = session.scalars(select(model.level).where(model.parent_id == (row.id or 0)).distinct())
    if any(order.index(level) <= own for level in below):
        raise not_above("level")


def _refuse_needed(session: Session, office_id: int) -> None:
    gone = (EnterpriseStatus.DEREGISTERED, EnterpriseStatus.REVOKED)
    firms = select(func.count()).where(Enterprise.office_id == office_id, Enterprise.status.not_in(gone))
    offices = select(func.count()).where(Office.parent_id == office_id, Office.closed_on.is_(None))
    count = session.scalar(firms) or 0, session.scalar(offices) or 0
    if any(count):
        raise office_in_use(*count)


def _there(session: Session, model: type[Place], row_id: int) -> Place:
    found = session.get(model, row_id)
    if found is None:
        raise no_such(model.__tablename__, row_id)
    return found
