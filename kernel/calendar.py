"""The office's working-day calendar: seeded from the official notices, then edited by the office."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import audit, outbox, workdays
from kernel.calendar_seed import SeedDay, days_of, official_years, provisional_days, seeded_day
from kernel.clock import local_day
from kernel.errors import Invalid, NotFound
from kernel.models import CalendarYear, Workday
from kernel.text import Text
from kernel.versions import bump
from kernel.workdays import DayKind

LIBRARY = "国务院办公厅节假日安排"
SYSTEM = "system"
CHANGED = "calendar.changed"
"""The topic that tells listeners of a change."""
SETTLED = timedelta(minutes=1)
"""So long after a change listeners hear of it: a notice is entered day by day, and counted anew once."""
REACH = 10
"""So many years before and after this one may be edited; a day farther away is a slip."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """What a seed changed: days of notices it added, years that became official, years without a notice."""

    days: int
    years: tuple[int, ...]
    provisional: tuple[int, ...] = ()


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


def bring_up_to_date(
    session: Session,
    now: datetime,
    *,
    years: Iterable[int] | None = None,
    days: Callable[[int], Iterable[SeedDay]] = days_of,
) -> Seeded:
    """Every notice that came since is in, and the years up to the next one have at least fixed holidays."""
    official = official_years() if years is None else tuple(years)
    settled = set(session.scalars(select(CalendarYear.year).where(CalendarYear.official)))
    new = [year for year in official if year not in settled]
    seeded = seed(session, [one for year in new for one in days(year)], new)
    known, this = set(session.scalars(select(CalendarYear.year))), local_day(now).year
    ahead = [year for year in range(max(known, default=this), this + 2) if year not in known]
    for year in ahead:
        foreseen(session, year)
    if not (new or ahead):
        return seeded
    detail = {"days": seeded.days, "official": new, "provisional": ahead}
    _recorded(session, "calendar.seed", (new or ahead)[-1], detail, actor=SYSTEM, now=now, address="")
    return replace(seeded, provisional=tuple(ahead))


def calendar(session: Session) -> workdays.Calendar:
    """The calendar as it stands; callers keep it until the registry version moves on."""
    days = session.execute(select(Workday.day, Workday.kind))
    years = session.scalars(select(CalendarYear.year).where(CalendarYear.official))
    return workdays.Calendar({day: DayKind(kind) for day, kind in days}, frozenset(years))


def days_set(session: Session, year: int) -> dict[date, Workday]:
    """The days of the year that differ from Monday to Friday."""
    rows = session.scalars(select(Workday).where(Workday.day.between(date(year, 1, 1), date(year, 12, 31))))
    return {row.day: row for row in rows}


def seeded_in(session: Session, day: date) -> SeedDay | None:
    """What the seed put here for the day; nothing in a year that was never seeded."""
    return None if session.get(CalendarYear, day.year) is None else seeded_day(day)


def is_near(year: int, now: datetime) -> bool:
    """Whether days of the year may be edited."""
    return abs(year - local_day(now).year) <= REACH


def is_changed(row: Workday | None, seeded: SeedDay | None) -> bool:
    """Whether the day is no longer what the seed says."""
    if row is None or seeded is None:
        return row is not None or seeded is not None
    return (row.kind, row.name) != (seeded.kind.value, seeded.name)


def set_day(
    session: Session,
    day: date,
    kind: DayKind,
    *,
    name: str,
    actor: str,
    now: datetime,
    reason: str = "",
    address: str = "",
) -> None:
    """The day is a working day or a day off, whatever its weekday."""
    _refuse_far(day, now)
    _refuse_unnamed(day, name)
    row = _row(session, day)
    before = None if row is None else _told(row)
    if row is None:
        row = Workday(day=day)
        session.add(row)
    row.kind, row.name = kind.value, name.strip()
    detail = _change(before, _told(row), reason)
    _recorded(session, "calendar.set", day, detail, actor=actor, now=now, address=address)


def restore_day(
    session: Session, day: date, *, actor: str, now: datetime, reason: str = "", address: str = ""
) -> None:
    """The day is again what the notice says of it, or its weekday where there is none."""
    row, seeded = _row(session, day), seeded_in(session, day)
    if not is_changed(row, seeded):
        raise NotFound(
            Text(f"{day} 没有另作规定。", f"Nothing was changed for {day}."),
            remedy=Text(
                "它已按通知或星期几算；请刷新日历。", "It follows the notice or its weekday; reload."
            ),
            place=day.isoformat(),
        )
    before = None if row is None else _told(row)
    if seeded is None:
        session.delete(row)
    else:
        row = row or Workday(day=day)
        row.kind, row.name = seeded.kind.value, seeded.name
        session.add(row)
    after = None if seeded is None else {"kind": seeded.kind.value, "name": seeded.name}
    detail = _change(before, after, reason)
    _recorded(session, "calendar.restore", day, detail, actor=actor, now=now, address=address)


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
    row = session.get(CalendarYear, year) or foreseen(session, year)
    before = {"official": row.official, "source": row.source}
    row.official, row.source = True, source.strip()
    detail = _change(before, {"official": True, "source": row.source})
    _recorded(session, "calendar.confirm", year, detail, actor=actor, now=now, address=address)


def foreseen(session: Session, year: int) -> CalendarYear:
    """The year is there, provisional, with its fixed holidays; days set before stay as they are."""
    row = CalendarYear(year=year, official=False, source="")
    known = days_set(session, year)
    days = [one for one in provisional_days(year) if one.matters and one.day not in known]
    session.add_all([row, *(Workday(day=one.day, kind=one.kind.value, name=one.name) for one in days)])
    session.flush()
    return row


def _row(session: Session, day: date) -> Workday | None:
    return session.scalar(select(Workday).where(Workday.day == day))


def _change(before: dict[str, Any] | None, after: dict[str, Any] | None, reason: str = "") -> dict[str, Any]:
    detail: dict[str, Any] = {"before": before, "after": after}
    return detail | {"reason": reason} if reason else detail


def _recorded(
    session: Session,
    action: str,
    thing: object,
    detail: dict[str, Any],
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
        detail=detail,
        now=now,
        address=address,
    )
    bump(session, registry=True)
    outbox.defer(session, CHANGED, {"thing": str(thing)}, now=now, due_at=now + SETTLED)
    session.flush()


def _told(row: Workday) -> dict[str, Any]:
    return {"kind": row.kind, "name": row.name}


def _refuse_unnamed(day: date, name: str) -> None:
    if not name.strip():
        raise Invalid(
            Text(f"没有写明 {day} 的名称。", f"The day {day} has no name."),
            remedy=Text("请写节日或调休的名称。", "Name the holiday or the make-up day."),
            place=day.isoformat(),
        )


def _refuse_far(day: date, now: datetime) -> None:
    if not is_near(day.year, now):
        raise Invalid(
            Text(f"{day} 离今天太远。", f"{day} is too far from today."),
            remedy=Text(f"请选前后 {REACH} 年内的日期。", f"Choose a day within {REACH} years."),
            place=day.isoformat(),
        )
