"""A year of the working-day calendar as the page shows it: twelve months of days, each with its look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.calendar import REACH, days_set, is_changed, is_near
from kernel.calendar_seed import SeedDay, seeded_day
from kernel.clock import local_day
from kernel.models import AuditEntry, CalendarYear, Workday
from kernel.text import Text
from kernel.workdays import FRIDAY, DayKind

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = tuple(Text(f"{number} 月", name) for number, name in enumerate(MONTH_NAMES, 1))
WEEKDAYS = tuple(Text(zh, en) for zh, en in zip("一二三四五六日", DAY_NAMES, strict=True))
WEEK = 7


class Look(StrEnum):
    """What a day is, as the page tells it apart."""

    WORK = "work"
    WEEKEND = "weekend"
    OFF = "off"
    MAKEUP = "makeup"


LOOKS: Mapping[Look, Text] = {
    Look.WORK: Text("工作日", "working day"),
    Look.WEEKEND: Text("周末", "weekend"),
    Look.OFF: Text("放假", "day off"),
    Look.MAKEUP: Text("调休上班", "make-up working day"),
}
MARKS: Mapping[Look, Text] = {
    Look.WORK: Text("", ""),
    Look.WEEKEND: Text("–", "–"),
    Look.OFF: Text("休", "off"),
    Look.MAKEUP: Text("班", "work"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its look, its name, and whether it is no longer what the notice says."""

    day: date
    look: Look
    name: str = ""
    changed: bool = False
    seeded: SeedDay | None = None

    @property
    def is_working(self) -> bool:
        """Whether offices work."""
        return self.look in (Look.WORK, Look.MAKEUP)

    @property
    def weekday(self) -> Text:
        """The day of the week."""
        return WEEKDAYS[self.day.weekday()]


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks from Monday; None where a week reaches into another month."""

    title: Text
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def working(self) -> int:
        """How many working days it has."""
        return sum(day.is_working for week in self.weeks for day in week if day)


@dataclass(frozen=True, slots=True)
class Year:
    """The year with its months; without a notice it is provisional, without a row nothing is known of it."""

    number: int
    known: bool
    official: bool
    source: str
    editable: bool
    months: tuple[Month, ...]

    @property
    def working(self) -> int:
        """How many working days it has."""
        return sum(month.working for month in self.months)


def year_of(session: Session, number: int, now: datetime) -> Year:
    """The year as it stands."""
    row = session.get(CalendarYear, number)
    rows = days_set(session, number)
    return Year(
        number=number,
        known=row is not None,
        official=row is not None and row.official,
        source=row.source if row else "",
        editable=is_near(number, now),
        months=tuple(_month(number, month, rows, row is not None) for month in range(1, 13)),
    )


def day_of(year: Year, day: date) -> Day:
    """The day in its year."""
    return next(one for week in year.months[day.month - 1].weeks for one in week if one and one.day == day)


def last_act(session: Session, day: date) -> AuditEntry | None:
    """The latest change that is on record for the day."""
    entries = select(AuditEntry).where(AuditEntry.thing == f"calendar:{day}").order_by(AuditEntry.id.desc())
    return session.scalar(entries.limit(1))


def years_kept(session: Session, now: datetime) -> tuple[int, int]:
    """The first and the last year that the page shows."""
    this = local_day(now).year
    known = session.scalars(select(CalendarYear.year)).all()
    return min([*known, this - REACH]), max([*known, this + REACH])


def _month(year: int, month: int, rows: Mapping[date, Workday], seeded: bool) -> Month:
    first = date(year, month, 1)
    days: list[Day | None] = [None] * first.weekday()
    day = first
    while day.month == month:
        days.append(_day(day, rows.get(day), seeded_day(day) if seeded else None))
        day += timedelta(days=1)
    days += [None] * (-len(days) % WEEK)
    weeks = tuple(tuple(days[at : at + WEEK]) for at in range(0, len(days), WEEK))
    return Month(MONTHS[month - 1], weeks)


def _day(day: date, row: Workday | None, seeded: SeedDay | None) -> Day:
    changed = is_changed(row, seeded)
    if row is None:
        return Day(day, Look.WORK if day.weekday() <= FRIDAY else Look.WEEKEND, "", changed, seeded)
    working = row.kind == DayKind.WORKING.value
    look = (Look.WORK if day.weekday() <= FRIDAY else Look.MAKEUP) if working else Look.OFF
    return Day(day, look, row.name, changed, seeded)
