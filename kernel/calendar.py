"""The office's working-day calendar: seeded from the official notices, then edited by the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import audit, workdays
from kernel.calendar_seed import SeedDay
from kernel.errors import Invalid, NotFound
from kernel.models import CalendarYear, Workday
from kernel.text import Text
from kernel.versions import bump
from kernel.workdays import DayKind

LIBRARY = "国务院办公厅节假日安排"


@dataclass(frozen=True, slots=True)
class Seeded:
    """What a seed changed: days it added, years that became official."""

    days: int
    years: tuple[int, ...]


def seed(session: Session, days: Iterable[SeedDay], official_years: Iterable[int]) -> Seeded:
    """The days are in the table, but for those of settled years and those the office has set itself."""
    settled = set(session.scalars(select(CalendarYear.year).where(CalendarYear.official)))
    known = set(session.scalars(select(Workday.day)))
    added = {one.day: one for one in days if one.day.year not in settled and one.day not in known}
    session.add_all(Workday(day=one.day, kind=one.kind.value, name=one.name) for one in added.values())
    new = sorted(frozenset(official_years) - settled)
    for year in new:
        row = session.get(CalendarYear, year) or CalendarYear(year=year)
        row.official, row.source = True, LIBRARY
        session.add(row)
    session.flush()
    if added or new:
        bump(session, registry=True)
    return Seeded(len(added), tuple(new))


def calendar(session: Session) -> workdays.Calendar:
    """The calendar as it stands; callers keep it until the registry version moves on."""
    days = session.execute(select(Workday.day, Workday.kind))
    years = session.scalars(select(CalendarYear.year).where(CalendarYear.official))
    return workdays.Calendar({day: DayKind(kind) for day, kind in days}, frozenset(years))


def set_day(
    session: Session, day: date, kind: DayKind, *, name: str, actor: str, now: datetime, address: str = ""
) -> None:
    """The day is a working day or a day off, whatever its weekday."""
    _refuse_far(day, now)
    row = session.scalar(select(Workday).where(Workday.day == day))
    before = None if row is None else _told(row)
    if row is None:
        row = Workday(day=day)
        session.add(row)
    row.kind, row.name = kind.value, name
    _recorded(session, "calendar.set", day, before, _told(row), actor=actor, now=now, address=address)


def clear_day(session: Session, day: date, *, actor: str, now: datetime, address: str = "") -> None:
    """The day is again what its weekday says."""
    row = session.scalar(select(Workday).where(Workday.day == day))
    if row is None:
        raise NotFound(
            Text(f"{day} 没有另作规定。", f"Nothing is set for {day}."),
            remedy=Text("它按星期几算；请刷新日历。", "It follows its weekday; reload the calendar."),
            place=day.isoformat(),
        )
    before = _told(row)
    session.delete(row)
    _recorded(session, "calendar.clear", day, before, None, actor=actor, now=now, address=address)


def confirm_year(
    session: Session, year: int, source: str, *, actor: str, now: datetime, address: str = ""
) -> None:
    """The year rests on an official notice, which is named; it is provisional no more."""
    if not source.strip():
        raise Invalid(
            Text(f"没有写明 {year} 年依据的通知。", f"The notice for {year} is not named."),
            remedy=Text("请填写通知的文号。", "Give the number of the notice."),
            place=str(year),
        )
    row = session.get(CalendarYear, year) or CalendarYear(year=year, official=False, source="")
    before = {"official": row.official, "source": row.source}
    row.official, row.source = True, source.strip()
    session.add(row)
    after = {"official": True, "source": row.source}
    _recorded(session, "calendar.confirm", year, before, after, actor=actor, now=now, address=address)


def _recorded(
    session: Session,
    action: str,
    thing: object,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    *,
    actor: str,
    now: datetime,
    address: str,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        thing=f"calendar:{thing}",
        detail={"before": before, "after": after},
        now=now,
        address=address,
    )
    bump(session, registry=True)
    session.flush()


def _told(row: Workday) -> dict[str, Any]:
    return {"kind": row.kind, "name": row.name}


def _refuse_far(day: date, now: datetime) -> None:
    reach = 10
    if abs(day.year - now.year) > reach:
        raise Invalid(
            Text(f"{day} 离今天太远。", f"{day} is too far from today."),
            remedy=Text(f"请选前后 {reach} 年内的日期。", f"Choose a day within {reach} years."),
            place=day.isoformat(),
        )
