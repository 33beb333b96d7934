"""Working days: Monday to Friday, but for the days the office's calendar says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from kernel.errors import Invalid
from kernel.text import Text

FRIDAY = 4
# Twenty years: a longer limit is a typing error, and would keep a request busy.
LONGEST = 5_000
MOST = 10_000
"""So many sums are remembered."""
ONE_DAY = timedelta(days=1)


class DayKind(Enum):
    """What a day is that differs from Monday to Friday."""

    WORKING = "working"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that differ, and the years that rest on an official notice."""

    days: Mapping[date, DayKind] = field(default_factory=dict, hash=False)
    official_years: frozenset[int] = frozenset()
    _counted: dict[tuple[date, int], date] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was counted before: the cases of a day run to the same few days."""

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        # A datetime equals no date, so every holiday would silently be missed.
        if isinstance(day, datetime):
            raise TypeError("a day is wanted, not a moment: use kernel.clock.local_day")
        kind = self.days.get(day)
        return day.weekday() <= FRIDAY if kind is None else kind is DayKind.WORKING

    def added(self, day: date, n: int) -> date:
        """The n-th working day after a day, before it for negative n; for 0 the day or the next working."""
        found = self._counted.get((day, n))
        if found is None:
            found = self._added(day, n)
            if len(self._counted) >= MOST:
                self._counted.clear()
            self._counted[day, n] = found
        return found

    def _added(self, day: date, n: int) -> date:
        if abs(n) > LONGEST:
            raise _too_long(n)
        step = ONE_DAY if n >= 0 else -ONE_DAY
        left = abs(n)
        try:
            if left == 0:
                return self._first_working(day)
            # the first day is asked for its kind, the rest are days too
            self.is_working(day)
            kind_of = self.days.get
            while left:
                day += step
                kind = kind_of(day)
                left -= day.weekday() <= FRIDAY if kind is None else kind is DayKind.WORKING
        except OverflowError as error:
            raise _beyond() from error
        return day

    def due(self, start: date, n: int) -> date:
        """The last day of a limit of n working days; the day of the event is not counted."""
        if n < 0:
            raise _too_long(n)
        return self.added(start, n)

    def between(self, start: date, end: date) -> int:
        """The working days after `start` up to and with `end`; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        whole, rest = divmod((end - start).days, 7)
        weekdays = whole * (FRIDAY + 1)
        weekdays += sum((start + timedelta(days=at)).weekday() <= FRIDAY for at in range(1, rest + 1))
        return weekdays + sum(
            self.is_working(day) - (day.weekday() <= FRIDAY) for day in self.days if start < day <= end
        )

    def is_provisional(self, day: date) -> bool:
        """Whether the day's year has no official notice yet: what is counted into it may still move."""
        return day.year not in self.official_years

    def _first_working(self, day: date) -> date:
        while not self.is_working(day):
            day += ONE_DAY
        return day


def _too_long(n: int) -> Invalid:
    return Invalid(
        Text(f"工作日数 {n} 不在允许范围内。", f"{n} working days are out of range."),
        remedy=Text(f"请填 0 到 {LONGEST} 之间的整数。", f"Use a whole number from 0 to {LONGEST}."),
    )


def _beyond() -> Invalid:
    return Invalid(
        Text("日期超出历法范围。", "The date is beyond the calendar."),
        remedy=Text("请核对起算日期。", "Check the day it is counted from."),
    )
