"""May this person apply for this matter now? Every check is asked, and all that is in the way is told at once."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.windows import Anchor, Opening, Unit, Window, opening
from addons.licensing.definition import CheckRow, Matter
from addons.licensing.findings import Asked, Finding, Gate, Judged
from addons.licensing.matters import MatterVersion
from addons.licensing.models import Application
from addons.licensing.seams import CHECK
from addons.licensing.words import Moment
from addons.parties.models import Person
from kernel.calendar import calendar as read_calendar
from kernel.registry import Registry
from kernel.workdays import Calendar

UNCHANGED = "unchanged"
NO_FACTS: Mapping[str, Any] = MappingProxyType({})
AT_START = frozenset({Moment.START})


def gate(
    session: Session,
    matter: MatterVersion,
    *,
    person_id: int | None,
    certificate: Certificate | None,
    on: date,
    now: datetime,
    registry: Registry,
    moments: Collection[Moment] = AT_START,
    application: Application | None = None,
    filed_on: date | None = None,
    facts: Mapping[str, Any] = NO_FACTS,
) -> Gate:
    """What every check of these moments finds; `filed_on` is the day on which the case was filed, if it was."""
    asked = Asked(
        name=matter.name,
        matter=matter.matter,
        registry=registry,
        on=on,
        now=now,
        person=None if person_id is None else session.get(Person, person_id),
        certificate=certificate,
        application=application,
        opening=opening_of(session, matter.matter, certificate),
        filed_on=filed_on,
        facts=facts,
    )
    rows = [row for row in matter.matter.checks if _is_asked(row, moments, application)]
    return Gate(tuple(_judged(session, row, asked) for row in rows), asked.opening)


def opening_of(session: Session, matter: Matter, certificate: Certificate | None) -> Opening | None:
    """The days on which the window is open for the certificate; none without a window or a day to count from."""
    if matter.window is None or certificate is None:
        return None
    anchor = anchor_of(matter.window, certificate)
    return (
        None if anchor is None else opening(matter.window, anchor, calendar=_calendar(session, matter.window))
    )


def anchor_of(window: Window, certificate: Certificate) -> date | None:
    """The day of the certificate from which the window is measured."""
    return certificate.valid_to if window.of is Anchor.EXPIRY else certificate.issued_on


def _calendar(session: Session, window: Window) -> Calendar:
    """The office's calendar; an empty one where nobody counts working days."""
    counted = any(span and span.unit is Unit.WORKING_DAYS for span in (window.opens, window.closes))
    return read_calendar(session) if counted else Calendar()


def _is_asked(row: CheckRow, moments: Collection[Moment], application: Application | None) -> bool:
    # the answers of an application were taken from the certificate, whatever the matter says of the moment
    return bool(row.at.intersection(moments)) or (row.name == UNCHANGED and application is not None)


def _judged(session: Session, row: CheckRow, asked: Asked) -> Judged:
    entry = asked.registry.entry(CHECK, row.name)
    finding: Finding = entry.thing(session, replace(asked, given=row.given))
    return Judged(row.name, entry.options["title"], finding, row.unknown)
