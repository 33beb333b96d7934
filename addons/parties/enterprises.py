"""Acts on enterprises: registered, renamed, given to another office, and what became of them, day by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.parties.finding import index_enterprise
from addons.parties.models import Enterprise, EnterpriseChange, Office
from addons.parties.numbers import credit_code
from addons.parties.refusals import code_taken, later_known, no_such, not_yet
from addons.parties.words import GONE, EnterpriseStatus, Source
from kernel import outbox
from kernel.audit import record
from kernel.clock import local_day
from kernel.once import inserted_once

ENTERPRISE_GONE = "parties.enterprise_gone"


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of an enterprise from a day on, and where it is known from."""

    status: EnterpriseStatus
    since: date
    source: Source = Source.REGISTER
    note: str = ""


def add_enterprise(
    session: Session,
    typed: str,
    *,
    name: str,
    office_id: int,
    standing: Standing,
    actor: str,
    now: datetime,
) -> Enterprise:
    """The enterprise is on record with its first status."""
    code = credit_code(typed)
    _refuse_later(standing, now)
    _office(session, office_id)
    values = {"credit_code": code, "name": name, "status": standing.status, "office_id": office_id}
    row_id = inserted_once(session, Enterprise, unique=("credit_code",), values=values)
    if row_id is None:
        raise code_taken(code)
    enterprise = session.get_one(Enterprise, row_id)
    index_enterprise(session, enterprise)
    _keep(session, enterprise, standing, actor, now)
    _recorded(session, enterprise, "added", {"status": standing.status}, actor=actor, now=now)
    return enterprise


def change_enterprise(
    session: Session, enterprise_id: int, *, name: str, office_id: int, actor: str, now: datetime
) -> Enterprise:
    """The enterprise goes by this name, and this office looks after it."""
    enterprise = enterprise_there(session, enterprise_id)
    _office(session, office_id)
    before = {"name": enterprise.name, "office_id": enterprise.office_id}
    changed = [key for key, value in {"name": name, "office_id": office_id}.items() if before[key] != value]
    if changed:
        enterprise.name, enterprise.office_id = name, office_id
        session.flush()
        if "name" in changed:
            index_enterprise(session, enterprise)
        detail = {"before": {key: before[key] for key in changed}, "changed": changed}
        _recorded(session, enterprise, "changed", detail, actor=actor, now=now)
    return enterprise


def change_status(
    session: Session, enterprise_id: int, standing: Standing, *, actor: str, now: datetime
) -> Enterprise:
    """The enterprise has this status from that day on; the earlier ones stay on record."""
    enterprise = enterprise_there(session, enterprise_id)
    if standing.status == enterprise.status:
        return enterprise
    _refuse_later(standing, now)
    latest = session.scalar(
        select(func.max(EnterpriseChange.since)).where(EnterpriseChange.enterprise_id == enterprise_id)
    )
    if latest is not None and standing.since < latest:
        raise later_known(latest)
    before, enterprise.status = enterprise.status, standing.status
    _keep(session, enterprise, standing, actor, now)
    detail = {"before": before, "status": standing.status, "since": standing.since.isoformat()}
    _recorded(session, enterprise, "status", detail, actor=actor, now=now)
    if standing.status in GONE:
        outbox.defer(session, ENTERPRISE_GONE, {"enterprise": enterprise_id}, now=now)
    return enterprise


def history_of(session: Session, enterprise_id: int) -> Sequence[EnterpriseChange]:
    """What became of the enterprise, the latest first."""
    changes = select(EnterpriseChange).where(EnterpriseChange.enterprise_id == enterprise_id)
    return session.scalars(changes.order_by(EnterpriseChange.since.desc(), EnterpriseChange.id.desc())).all()


def enterprise_there(session: Session, enterprise_id: int) -> Enterprise:
    """The enterprise, held until the end of the transaction."""
    found = session.get(Enterprise, enterprise_id, with_for_update=True)
    if found is None:
        raise no_such("parties_enterprise", enterprise_id)
    return found


def _keep(session: Session, enterprise: Enterprise, standing: Standing, actor: str, now: datetime) -> None:
    session.add(
        EnterpriseChange(
            enterprise_id=enterprise.id,
            status=standing.status,
            since=standing.since,
            source=standing.source,
            note=standing.note,
            actor=actor,
            created_at=now,
        )
    )
    session.flush()


def _refuse_later(standing: Standing, now: datetime) -> None:
    if standing.since > local_day(now):
        raise not_yet("since")


def _office(session: Session, office_id: int) -> None:
    if session.get(Office, office_id) is None:
        raise no_such("parties_office", office_id)


def _recorded(
    session: Session,
    enterprise: Enterprise,
    what: str,
    detail: Mapping[str, object],
    *,
    actor: str,
    now: datetime,
) -> None:
    thing = f"enterprise:{enterprise.id}"
    record(session, actor=actor, action=f"enterprise.{what}", thing=thing, detail=detail, now=now)
