"""How long a certificate is valid: ends that are extended, ends of new certificates; pure."""

from calendar import monthrange
from datetime import date, timedelta

from kernel.errors import Invalid
from kernel.text import Text

MONTHS_OF_A_YEAR = 12
ONE_DAY = timedelta(days=1)


def extended(end: date, *, years: int) -> date:
    """The same day so many years after the old end; 29 February becomes the 28th where there is none."""
    return shifted(end, months=years * MONTHS_OF_A_YEAR)


def issued_until(start: date, *, years: int) -> date:
    """The last day of a certificate that is valid from `start` for so many years."""
    return shifted(start, months=years * MONTHS_OF_A_YEAR) - ONE_DAY


def shifted(day: date, *, months: int) -> date:
    """The day so many calendar months later, or earlier, clamped to the end of its month."""
    years, month = divmod(day.month - 1 + months, MONTHS_OF_A_YEAR)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise beyond_calendar()
    month += 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def beyond_calendar() -> Invalid:
    """No such year."""
    return Invalid(
        Text("日期超出历法范围。", "The date is beyond the calendar."),
        remedy=Text("请核对起算日期和期限。", "Check the day it is counted from and the term."),
        place="validity",
    )
