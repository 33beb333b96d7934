"""What the working-day table starts with: the official notices known to the chinesecalendar library."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from chinese_calendar import Holiday, get_holiday_detail, is_workday

from kernel.workdays import FRIDAY, DayKind

FIRST_YEAR = 2004
PROVISIONAL = ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节"))
NAMES = {holiday.value: holiday.chinese for holiday in Holiday}


@dataclass(frozen=True, slots=True)
class SeedDay:
    """A day that differs from Monday to Friday, and whether an official notice says so."""

    day: date
    kind: DayKind
    name: str
    official: bool

    @property
    def matters(self) -> bool:
        """Whether its weekday would say otherwise."""
        return (self.kind is DayKind.OFF) == (self.day.weekday() <= FRIDAY)


@cache
def official_years() -> tuple[int, ...]:
    """The years whose notice the library knows, without a gap."""
    years: list[int] = []
    while _is_known(year := FIRST_YEAR + len(years)):
        years.append(year)
    return tuple(years)


def seed_days() -> list[SeedDay]:
    """Every day of those years that differs from Monday to Friday."""
    return [found for year in official_years() for found in days_of(year)]


def days_of(year: int) -> list[SeedDay]:
    """The days of a year with a notice that differ from Monday to Friday."""
    return [found for day in _days_of(year) if (found := _differing(day))]


def seeded_day(day: date) -> SeedDay | None:
    """What the seed says of the day; None when its weekday says it all."""
    if day.year in official_years():
        return _differing(day)
    return next((one for one in provisional_days(day.year) if one.day == day and one.matters), None)


def provisional_days(year: int) -> list[SeedDay]:
    """The fixed holidays of a year without a notice; the others and the make-up days are not known yet."""
    return [SeedDay(date(year, month, day), DayKind.OFF, name, False) for month, day, name in PROVISIONAL]


def _is_known(year: int) -> bool:
    try:
        is_workday(date(year, 12, 31))
    except NotImplementedError:
        return False
    return True


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def _differing(day: date) -> SeedDay | None:
    working = is_workday(day)
    if working == (day.weekday() <= FRIDAY):
        return None
    name = NAMES.get(get_holiday_detail(day)[1], "")
    if working:
        return SeedDay(day, DayKind.WORKING, f"{name}调休上班", True)
    return SeedDay(day, DayKind.OFF, name, True)
