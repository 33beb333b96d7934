"""Functions of dates; months and years are those of the calendar, clamped to the end of the month."""

import re
from calendar import isleap
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from kernel.clock import local_day
from kernel.errors import ExpressionError
from kernel.expressions.functions import Function, Parameter
from kernel.expressions.values import Kind
from kernel.text import Text

DAY = Parameter("day", (Kind.DATE,))
MONTHS = 12
FEBRUARY = 2
SAFE_DAY = 28
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def add_days(day: date, days: int) -> date:
    """The day so many days later, or earlier when negative."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _beyond_the_calendar() from None


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    if not MINYEAR <= year <= MAXYEAR:
        raise _beyond_the_calendar()
    if day.day <= SAFE_DAY:
        return date(year, month + 1, day.day)
    length = 29 if month + 1 == FEBRUARY and isleap(year) else _LENGTHS[month]
    return date(year, month + 1, min(day.day, length))


def add_years(day: date, years: int) -> date:
    """The same day so many years later; 28 February for the 29th where there is none."""
    return add_months(day, MONTHS * years)


def days_between(start: date, end: date) -> int:
    """Days from one day to the other; negative when the end is earlier."""
    return (end - start).days


def age(birth: date, on: date) -> int:
    """Full years: the most that can be added to the birth without passing the day."""
    years = on.year - birth.year
    return years if add_years(birth, years) <= on else years - 1


def read_date(value: str | date) -> date | None:
    """The day a text writes or a moment falls on in China; a blank text is empty."""
    if isinstance(value, datetime):
        return local_day(value)
    if isinstance(value, date):
        return value
    words = value.strip()
    if not words:
        return None
    try:
        if _WRITTEN.fullmatch(words):
            return date.fromisoformat(words)
    except ValueError:
        pass
    raise ExpressionError(
        Text("这个文本不是日期。", "This text is not a date."),
        remedy=Text("日期写如 2026-11-20。", "Write a date as 2026-11-20."),
    )


def _beyond_the_calendar() -> ExpressionError:
    return ExpressionError(
        Text("结果超出日期的范围。", "The result is beyond the range of dates."),
        remedy=Text("日期在公元 1 年到 9999 年之间。", "Dates lie between the years 1 and 9999."),
    )


FUNCTIONS = (
    Function(
        "date",
        (Parameter("text", (Kind.TEXT, Kind.DATE, Kind.MOMENT)),),
        Text(
            "把文本读成日期，或取时刻在北京时间的日期；空白为空值，其他文本报错",
            "the day written, or of a moment in China's time; blank is empty, other texts an error",
        ),
        read_date,
        'date("2026-02-28") < date("2026-03-01")',
    ),
    Function(
        "days_between",
        (Parameter("start", (Kind.DATE,)), Parameter("end", (Kind.DATE,))),
        Text(
            "从一日到另一日的天数，后者较早则为负",
            "days from one day to the other; negative when that is earlier",
        ),
        days_between,
        'days_between(date("2026-02-27"), date("2026-03-01")) == 2',
    ),
    Function(
        "add_days",
        (DAY, Parameter("days", (Kind.WHOLE,))),
        Text("加几天，可为负", "so many days later, earlier when negative"),
        add_days,
        'add_days(date("2026-02-28"), 1) == date("2026-03-01")',
    ),
    Function(
        "add_months",
        (DAY, Parameter("months", (Kind.WHOLE,))),
        Text(
            "加几个月，没有对应日则为月末",
            "so many months later; the month's last where there is no such day",
        ),
        add_months,
        'add_months(date("2026-03-31"), -1) == date("2026-02-28")',
    ),
    Function(
        "add_years",
        (DAY, Parameter("years", (Kind.WHOLE,))),
        Text("加几年，没有 2 月 29 日则为 28 日", "so many years later; 28 February where there is no 29th"),
        add_years,
        'add_years(date("2024-02-29"), 1) == date("2025-02-28")',
    ),
    Function(
        "year", (DAY,), Text("年", "its year"), lambda day: day.year, 'year(date("2026-11-20")) == 2026'
    ),
    Function(
        "month", (DAY,), Text("月", "its month"), lambda day: day.month, 'month(date("2026-11-20")) == 11'
    ),
    Function(
        "day",
        (DAY,),
        Text("日", "its day of the month"),
        lambda day: day.day,
        'day(date("2026-11-20")) == 20',
    ),
    Function(
        "age",
        (Parameter("birth", (Kind.DATE,)), Parameter("on", (Kind.DATE,))),
        Text("某日的周岁，生日当天即满", "full years on a day; the birthday completes one"),
        age,
        'age(date("2008-11-20"), date("2026-11-20")) == 18',
    ),
)
