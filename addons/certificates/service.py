"""Acts on certificates: issued, extended, changed, cancelled; each leaves one event. Services flush, nothing commits."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql import exists

from addons.certificates.changes import (
    alteration,
    appointed,
    cancellation,
    extension,
    issued_category,
    numbered,
)
from addons.certificates.entering import enter_event, entered, locked
from addons.certificates.history import stated
from addons.certificates.models import Certificate, FormerNumber
from addons.certificates.refusals import gone_enterprise, no_such_party, number_taken, wrong_days
from addons.certificates.types_in_force import certificate_type
from addons.certificates.words import Operation, State
from addons.parties.models import Enterprise, Office, Person
from addons.parties.words import GONE
from kernel.clock import local_day
from kernel.db import Base
from kernel.effects import Change
from kernel.once import inserted_once

PARTIES: Mapping[str, type[Base]] = {"holder_id": Person, "enterprise_id": Enterprise, "office_id": Office}


class Issued(TypedDict):
    """What a certificate says when it is issued; holder, enterprise and office by their ids."""

    type: str
    category: str
    number: str
    holder: int
    office: int
    issued_on: date
    valid_to: date | None
    enterprise: NotRequired[int | None]
    valid_from: NotRequired[date]
    first_issued_on: NotRequired[date]
    appointment: NotRequired[str | None]
    photo_digest: NotRequired[str | None]
    state: NotRequired[State]


def issue(
    session: Session,
    *,
    now: datetime,
    actor: str,
    operation: Operation = Operation.ISSUE,
    cause: str | None = None,
    **issued: Unpack[Issued],
) -> Certificate:
    """The certificate is in the ledger under its number, with the first event of its history."""
    row = _inserted(session, _row_of(session, issued), now)
    enter_event(
        session,
        row,
        operation,
        before=None,
        after=stated(row),
        on=row.issued_on,
        at=now,
        cause=cause,
        actor=actor,
    )
    return row


def extend(
    session: Session,
    certificate_id: int,
    *,
    years: int,
    seen: date | None,
    now: datetime,
    actor: str,
    cause: str | None = None,
) -> Change:
    """The certificate is so many years longer, from its old end, in a new edition."""
    row = locked(session, certificate_id)
    fields = extension(row, years=years, seen=seen, on=local_day(now))
    return entered(session, row, fields, Operation.EXTEND, now=now, actor=actor, cause=cause)


def change_fields(
    session: Session,
    certificate_id: int,
    fields: Mapping[str, Any],
    *,
    now: datetime,
    actor: str,
    cause: str | None = None,
) -> Change:
    """Employer, appointment or photograph are as given, in a new edition; none when they were so already."""
    row = locked(session, certificate_id)
    wanted = altered(session, row, fields)
    return entered(session, row, wanted, Operation.CHANGE, now=now, actor=actor, cause=cause)


def change_employer(
    session: Session,
    certificate_id: int,
    enterprise_id: int | None,
    *,
    now: datetime,
    actor: str,
    cause: str | None = None,
) -> Change:
    """The certificate names this employer, or none any more, in a new edition."""
    row = locked(session, certificate_id)
    wanted = moved(session, row, enterprise_id)
    return entered(session, row, wanted, Operation.CHANGE, now=now, actor=actor, cause=cause)


def moved(session: Session, row: Certificate, enterprise_id: int | None) -> dict[str, Any]:
    """What another employer would make of the certificate; refused of one that is no more. Writes nothing."""
    wanted = altered(session, row, {"enterprise_id": enterprise_id})
    enterprise = session.get(Enterprise, enterprise_id) if enterprise_id is not None else None
    if enterprise is not None and enterprise.status in GONE:
        raise gone_enterprise(enterprise.name)
    return wanted


def cancel(
    session: Session, certificate_id: int, *, now: datetime, actor: str, cause: str | None = None
) -> Change:
    """The certificate is cancelled, in a new edition."""
    row = locked(session, certificate_id)
    return entered(session, row, cancellation(row), Operation.CANCEL, now=now, actor=actor, cause=cause)


def altered(session: Session, row: Certificate, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a change of fields would make of the certificate; writes nothing."""
    wanted = alteration(row, certificate_type(session, row.type), dict(fields))
    if (enterprise := wanted.get("enterprise_id")) is not None:
        _refuse_absent(session, Enterprise, enterprise)
    return wanted


def _row_of(session: Session, issued: Issued) -> dict[str, Any]:
    kind, category = certificate_type(session, issued["type"]), issued["category"]
    issued_category(kind, category)
    number, appointment = numbered(kind, category, issued["number"]), issued.get("appointment")
    row: dict[str, Any] = {
        "type": issued["type"],
        "family": kind.family,
        "category": category,
        "number": number.printed,
        "number_key": number.key,
        "holder_id": issued["holder"],
        "enterprise_id": issued.get("enterprise"),
        "office_id": issued["office"],
        "state": issued.get("state", State.VALID),
        "first_issued_on": issued.get("first_issued_on", issued["issued_on"]),
        "issued_on": issued["issued_on"],
        "valid_from": issued.get("valid_from", issued["issued_on"]),
        "valid_to": issued["valid_to"],
        "edition": 1,
        "appointment": appointed(kind, category, appointment) if appointment else None,
        "photo_digest": issued.get("photo_digest"),
    }
    _refuse_wrong_days(row)
    for name, model in PARTIES.items():
        _refuse_absent(session, model, row[name])
    return row


def _inserted(session: Session, row: Mapping[str, Any], now: datetime) -> Certificate:
    former = exists().where(FormerNumber.number_key == row["number_key"])
    if session.scalar(select(former)):
        raise number_taken(row["number"])
    values = {**row, "revision": 1, "created_at": now}
    row_id = inserted_once(session, Certificate, unique=("number_key",), values=values)
    if row_id is None:
        raise number_taken(row["number"])
    return session.get_one(Certificate, row_id)


def _refuse_absent(session: Session, model: type[Base], row_id: int | None) -> None:
    if row_id is not None and session.get(model, row_id) is None:
        raise no_such_party(model.__name__.lower(), row_id)


def _refuse_wrong_days(values: Mapping[str, Any]) -> None:
    end = values["valid_to"]
    if values["first_issued_on"] > values["issued_on"] or (end is not None and end < values["valid_from"]):
        raise wrong_days()
