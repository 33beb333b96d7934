"""What the numbers of offices are asked for: a time, an office, a matter, as addresses carry them."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from flask import request, url_for

from approvals.lists.overview import Scope
from approvals.pages.desk import Desk
from kernel.clock import local_day
from kernel.expressions.library.dates import add_months
from kernel.text import Text
from kernel.web.inputs import number_in

ZONE = ZoneInfo("Asia/Shanghai")
MONTHS = 12
LONGEST = timedelta(days=3_660)
ONE_DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Period(StrEnum):
    """Since when what was done is counted."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OWN = "own"


PERIODS = {
    Period.WEEK: Text("本周", "This week"),
    Period.MONTH: Text("本月", "This month"),
    Period.QUARTER: Text("本季", "This quarter"),
    Period.YEAR: Text("近一年", "A year"),
    Period.OWN: Text("自选", "Own days"),
}


BEFORE = {
    Period.WEEK: Text("上周同期", "the week before"),
    Period.MONTH: Text("上月同期", "the month before"),
    Period.QUARTER: Text("上季同期", "the quarter before"),
    Period.YEAR: Text("上年同期", "the year before"),
    Period.OWN: Text("之前同样长的时段", "as long a time before"),
}
MONTHS_BACK = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the numbers are asked for; the days are those of a time of one's own, both included."""

    period: Period
    office: int
    matter: str
    first: date | None = None
    last: date | None = None

    def arguments(self, **more: Any) -> dict[str, Any]:
        """The same as arguments of an address, with more of them."""
        days = {"first": self.first, "last": self.last} if self.period is Period.OWN else {}
        usual = {"period": self.period.value, "office": self.office or None, "matter": self.matter or None}
        return usual | {name: day and day.isoformat() for name, day in days.items()} | more

    def of(self, *, period: Period | None = None, matter: str | None = None) -> "Asked":
        """The same of another time or matter."""
        return replace(
            self,
            period=self.period if period is None else period,
            matter=self.matter if matter is None else matter,
        )


def asked_for() -> Asked:
    """What the address asks for; what makes no sense is this month."""
    period = request.args.get("period", "")
    first, last = _day("first"), _day("last")
    if period == Period.OWN and (first is None or last is None or not first <= last <= first + LONGEST):
        period = Period.MONTH
    return Asked(
        Period(period) if period in set(Period) else Period.MONTH,
        number_in(request.args.get("office", "")) or 0,
        request.args.get("matter", "")[:200],
        first,
        last,
    )


def scope_of(at: Desk, asked: Asked) -> Scope:
    """The tasks that the numbers are made of."""
    until = None
    if asked.period is Period.OWN and asked.last is not None:
        until = _midnight(asked.last + timedelta(days=1))
    return Scope(at.standing, start(at.today, asked), asked.office, asked.matter, until)


def start(today: date, asked: Asked) -> datetime:
    """The moment at which the time begins at the offices."""
    match asked.period:
        case Period.WEEK:
            first = today - timedelta(days=today.weekday())
        case Period.QUARTER:
            first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
        case Period.YEAR:
            months = today.year * 12 + today.month - MONTHS
            first = date(months // 12, months % 12 + 1, 1)
        case Period.OWN if asked.first is not None:
            first = asked.first
        case _:
            first = today.replace(day=1)
    return _midnight(first)


def earlier(at: Desk, asked: Asked) -> Scope:
    """The tasks of the time before, as far into it as this one has come."""
    since, until = time_before(asked, at.today, at=at.now)
    return replace(scope_of(at, asked), since=since, until=until)


def time_before(asked: Asked, today: date, *, at: datetime) -> tuple[datetime, datetime]:
    """When the time before began, and the moment in it that is what now is in this one."""
    begins = start(today, asked)
    first = local_day(begins)
    if asked.period is Period.OWN:
        length = (asked.last or today) + ONE_DAY - first
        return _midnight(first - length), begins
    shift = MONTHS_BACK.get(asked.period)
    if shift is None:
        return _midnight(first - WEEK), at - WEEK
    until = _midnight(add_months(today, -shift) + ONE_DAY)
    return _midnight(add_months(first, -shift)), min(until, begins)


def periods_of(asked: Asked) -> list[tuple[Text, str, bool]]:
    """Every time that has a name, its address, and whether it is the one that is shown."""
    named = [one for one in Period if one is not Period.OWN]
    return [
        (
            PERIODS[one],
            url_for("workbench.dashboard", **asked.of(period=one).arguments()),
            one is asked.period,
        )
        for one in named
    ]


def rows_at(asked: Asked, **more: Any) -> str:
    """The address of the rows behind a number."""
    return url_for("workbench.dashboard_rows", **asked.arguments(**more))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
