"""Clocks in working or calendar days: set, stopped, resumed, and what is to be logged of them; pure."""

from dataclasses import replace
from datetime import date, timedelta

from approvals.definition import Clock
from approvals.engine.state import Due, State
from approvals.words import Happening, Unit
from kernel.workdays import Calendar

ONE_DAY = timedelta(days=1)
Left = tuple[int, int | None]


def due_of(clock: Clock, day: date, calendar: Calendar) -> Due:
    """The clock set on a day, which is not counted itself."""
    return _running(clock, day, (clock.span.days, clock.promised), calendar)


def left_of(clock: Clock, due: Due, day: date, calendar: Calendar) -> Left:
    """The days that are left when the clock is stopped on a day."""
    promised = None if due.promised is None else _between(clock, day, due.promised, calendar)
    return _between(clock, day, due.on, calendar), promised


def resumed(clock: Clock, left: Left, day: date, calendar: Calendar) -> Due:
    """The clock running again with what was left of it."""
    return _running(clock, day, left, calendar)


def marked(due: Due, verb: Happening) -> Due:
    """The clock, with it on record that it was told."""
    return replace(due, overdue=True) if verb is Happening.OVERDUE else replace(due, reminded=True)


def happening(state: State, today: date) -> tuple[Happening, str] | None:
    """The next thing the clocks want logged by this day, and of which step; of the case under no name."""
    for name, due in _clocks(state):
        if due is not None and not due.overdue:
            if today > due.on:
                return Happening.OVERDUE, name
            if due.remind is not None and due.remind <= today and not due.reminded:
                return Happening.REMIND, name
    return None


def alarm_of(state: State) -> date | None:
    """The first day on which the clocks will want something logged."""
    days = []
    for _, due in _clocks(state):
        if due is not None and not due.overdue:
            days.append(due.on + ONE_DAY if due.reminded or due.remind is None else due.remind)
    return min(days, default=None)


def _clocks(state: State) -> list[tuple[str, Due | None]]:
    return [*((one.step, one.due) for one in state.open), ("", state.due)]


def _running(clock: Clock, day: date, left: Left, calendar: Calendar) -> Due:
    on = _counted(clock, day, left[0], calendar)
    promised = None if left[1] is None else _counted(clock, day, left[1], calendar)
    remind = _counted(clock, promised or on, -clock.remind, calendar) if clock.remind else None
    return Due(on, promised, remind if remind is not None and remind > day else None)


def _counted(clock: Clock, day: date, days: int, calendar: Calendar) -> date:
    if clock.span.unit is Unit.CALENDAR:
        return day + timedelta(days=days)
    return calendar.added(day, days)


def _between(clock: Clock, day: date, end: date, calendar: Calendar) -> int:
    days = (end - day).days if clock.span.unit is Unit.CALENDAR else calendar.between(day, end)
    return max(days, 0)
