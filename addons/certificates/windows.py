"""When something may be done: from so long before a day to so long before or after it; pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from addons.certificates.validity import beyond_calendar, shifted
from kernel.workdays import Calendar


class Unit(StrEnum):
    MONTHS = "months"
    DAYS = "days"
    WORKING_DAYS = "working_days"


class Anchor(StrEnum):
    """The day of the certificate from which a window is measured."""

    EXPIRY = "expiry"
    ISSUE = "issue"


class Missed(StrEnum):
    """What becomes of who comes too late."""

    REFUSE = "refuse"
    LAPSE_FINAL = "lapse_final"
    """Nothing cures it: whoever it concerns is warned well before."""


class Timing(StrEnum):
    """How a day stands to an opening."""

    EARLY = "early"
    OPEN = "open"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Span:
    """So many units after a day, before it when negative."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Window:
    """Both ends belong to it; an end left out is open. `value` names the date that has to lie in it."""

    opens: Span | None
    closes: Span | None
    of: Anchor = Anchor.EXPIRY
    missed: Missed = Missed.REFUSE
    value: str = "today"


@dataclass(frozen=True, slots=True)
class Opening:
    """The first and the last day of a window; None where it has no such end."""

    first: date | None
    last: date | None


def opening(window: Window, anchor: date, *, calendar: Calendar) -> Opening:
    """The days of the window for this anchor."""
    return Opening(
        first=moved(anchor, window.opens, calendar=calendar) if window.opens else None,
        last=moved(anchor, window.closes, calendar=calendar) if window.closes else None,
    )


def standing(opening: Opening, on: date) -> Timing:
    """Whether the day comes before the opening, lies in it, or comes after it."""
    if opening.first is not None and on < opening.first:
        return Timing.EARLY
    if opening.last is not None and on > opening.last:
        return Timing.LATE
    return Timing.OPEN


def moved(day: date, span: Span, *, calendar: Calendar) -> date:
    """The day a span away: months clamped to the month's end, working days as the office's calendar has them.

    The day itself is not counted; no working day away is the day itself or the next working day.
    """
    match span.unit:
        case Unit.MONTHS:
            return shifted(day, months=span.n)
        case Unit.DAYS:
            try:
                return day + timedelta(days=span.n)
            except OverflowError as error:
                raise beyond_calendar() from error
        case Unit.WORKING_DAYS:
            return calendar.added(day, span.n)
        case _:
            assert_never(span.unit)
