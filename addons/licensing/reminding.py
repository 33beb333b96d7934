"""Who is to be told that a certificate can be dealt with or expires soon: found set by set, kept once each."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, exists, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.validity import shifted
from addons.certificates.windows import Timing, Unit, Window, opening, standing
from addons.certificates.words import State
from addons.licensing.definition import Matter, Reminders
from addons.licensing.matters import MatterVersion, matters_in_force
from addons.licensing.models import Application, Reminder
from addons.licensing.words import ApplicationState
from kernel.calendar import calendar as read_calendar
from kernel.workdays import Calendar

OPENS = "opens"
"""The stage at which the window opens; the others are so many days before the expiry."""
REMINDER = cast(Table, Reminder.__table__)
STAGE = ["matter", "certificate_id", "valid_to", "stage"]
WEEK_AND_HOLIDAYS = 2, 30
"""Calendar days for a working day, and for the longest holidays on top; only a bound of what is looked at."""


def found_due(session: Session, *, on: date, now: datetime) -> list[int]:
    """Of every certificate the most urgent stage that has come and was not told; returns the new reminders."""
    calendar = read_calendar(session)
    return [
        number
        for version in matters_in_force(session)
        if _is_heard(version.matter, on)
        for stage, ends in _by_stage(session, version.matter, on, calendar).items()
        for number in _kept(session, version, stage, ends, now)
    ]


def stage_due(
    reminders: Reminders, window: Window | None, end: date, *, on: date, calendar: Calendar
) -> str | None:
    """The most urgent stage that has come by that day for a certificate of this end; pure."""
    if on > end:
        return None
    found = opening(window, end, calendar=calendar) if window is not None else None
    if found is not None and standing(found, on) is Timing.LATE:
        return None
    come = [days for days in reminders.before if end - timedelta(days=days) <= on]
    if come:
        return str(min(come))
    opened = found is not None and standing(found, on) is Timing.OPEN
    return OPENS if reminders.opens and opened else None


def farthest_end(reminders: Reminders, window: Window | None, *, on: date) -> date:
    """No certificate that ends later has a stage that has come; pure."""
    ends = [on + timedelta(days=days) for days in reminders.before]
    span = window.opens if window is not None and reminders.opens else None
    if span is not None:
        match span.unit:
            case Unit.MONTHS:
                # a month's end may have been clamped, by three days at most
                ends.append(shifted(on, months=-span.n) + timedelta(days=3))
            case Unit.DAYS:
                ends.append(on - timedelta(days=span.n))
            case Unit.WORKING_DAYS:
                times, more = WEEK_AND_HOLIDAYS
                ends.append(on + timedelta(days=times * -span.n + more))
    return max(ends, default=on)


def _is_heard(matter: Matter, on: date) -> bool:
    opened = matter.opens_on is None or matter.opens_on <= on
    return opened and matter.reminders.any and matter.certificate_type is not None


def _by_stage(session: Session, matter: Matter, on: date, calendar: Calendar) -> dict[str, list[date]]:
    """The ends of certificates for which a stage has come; there are few days, however many certificates."""
    last = farthest_end(matter.reminders, matter.window, on=on)
    ends = (
        select(Certificate.valid_to)
        .distinct()
        .where(*_concerned(matter), Certificate.valid_to.between(on, last))
    )
    found: dict[str, list[date]] = {}
    for end in session.scalars(ends):
        stage = end and stage_due(matter.reminders, matter.window, end, on=on, calendar=calendar)
        if stage and end is not None:
            found.setdefault(stage, []).append(end)
    return found


def _kept(
    session: Session, version: MatterVersion, stage: str, ends: Sequence[date], now: datetime
) -> Iterator[int]:
    """One row for each certificate that was not told of this stage, written by one statement."""
    told = exists().where(
        Reminder.matter == version.name,
        Reminder.certificate_id == Certificate.id,
        Reminder.valid_to == Certificate.valid_to,
        Reminder.stage == stage,
    )
    # whoever has applied already need not be told to
    applied = exists().where(
        Application.matter == version.name,
        Application.certificate_id == Certificate.id,
        Application.state == ApplicationState.OPEN,
    )
    wanted = (
        select(
            literal(version.name),
            Certificate.id,
            Certificate.valid_to,
            literal(stage),
            literal(now, Reminder.made_at.type),
        )
        .where(*_concerned(version.matter), Certificate.valid_to.in_(sorted(ends)), ~told, ~applied)
        .order_by(Certificate.id)
    )
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert(REMINDER)
    once = insert.from_select([*STAGE, "made_at"], wanted).on_conflict_do_nothing(index_elements=STAGE)
    yield from session.scalars(once.returning(REMINDER.c.id))


def _concerned(matter: Matter) -> tuple[ColumnElement[bool], ...]:
    """The certificates that the matter is for and that are valid."""
    of_type: list[Any] = [Certificate.type == matter.certificate_type, Certificate.state == State.VALID]
    if matter.categories:
        of_type.append(Certificate.category.in_(matter.categories))
    return tuple(of_type)
