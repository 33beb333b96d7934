"""Clocks in days or months: set, stopped, resumed, counted anew, and what is to be logged of them; pure."""

from datetime import date, timedelta

from msgspec.structs import replace

from approvals.chains.definition import Clock
from approvals.engine.compiling import CompiledChain
from approvals.engine.openings import RUN_OUT, Due, Left, Resumption
from approvals.engine.state import State
from approvals.words import Happening, Overdue, StepKind, Unit
from kernel.expressions.library.dates import add_months
from kernel.workdays import Calendar

ONE_DAY = timedelta(days=1)
CASE = ""
"""The name of the whole case among the clocks."""
UNTIL = ":until"
"""Follows the name of a wait or notice among the clocks: how long it stands."""


def due_of(clock: Clock, day: date, calendar: Calendar) -> Due:
    """The clock set on a day, which is not counted itself."""
    return _running(clock, clock.span.unit, day, Left(clock.span.days, clock.promised), calendar)


def left_of(clock: Clock, due: Due, day: date, calendar: Calendar) -> Left:
    """The days that are left when the clock is stopped on a day; of months too, days are left."""
    if due.overdue:
        return RUN_OUT
    promised = None if due.promised is None else _between(clock, day, due.promised, calendar)
    return Left(_between(clock, day, due.on, calendar), promised)


def resumed(clock: Clock, left: Left, day: date, calendar: Calendar) -> Due:
    """The clock running again with what was left of it."""
    due = _running(clock, _days(clock), day, left, calendar)
    return replace(due, run=Resumption(day, *left))


def once(due: Due | None, left: Left | None) -> Due | None:
    """The clock that was set; what has run out once does not run out once again."""
    return replace(due, overdue=True) if due is not None and left == RUN_OUT else due


def reckoned(clock: Clock, due: Due, since: date, calendar: Calendar) -> Due:
    """The running clock, set on a day, counted by a calendar that has changed."""
    run = due.run
    new = due_of(clock, since, calendar) if run is None else resumed(clock, _left(run), run.since, calendar)
    return replace(new, reminded=due.reminded)


def marked(due: Due, verb: Happening) -> Due:
    """The clock, with it on record that it was told."""
    return replace(due, reminded=True) if verb is Happening.REMIND else replace(due, overdue=True)


def stand_of(chain: CompiledChain, step: str) -> Clock | None:
    """How long a wait or a notice stands, as a clock."""
    lasts = chain.steps[step].lasts
    return Clock(lasts, Overdue.REMIND, remind=0) if lasts else None


def last_day(chain: CompiledChain, step: str, due: Due) -> date:
    """A notice stands through its last day; a wait is over when its day has come."""
    return due.on if chain.steps[step].kind is StepKind.NOTICE else due.on - ONE_DAY


def ending(chain: CompiledChain, step: str, until: date, run: Resumption | None = None) -> Due:
    """The last day of a wait or notice as the clock that it comes from."""
    return Due(until if chain.steps[step].kind is StepKind.NOTICE else until + ONE_DAY, run=run)


def happening(state: State, today: date) -> tuple[Happening, str] | None:
    """The next thing the clocks want logged by this day, and of which step; of the case under no name."""
    for one in state.open:
        if one.until is not None and today > one.until:
            return Happening.ELAPSED, one.step
    for name, due in _clocks(state):
        if due is not None and not due.overdue:
            if today > due.on:
                return (Happening.SILENCE if due.silence else Happening.OVERDUE), name
            if due.remind is not None and due.remind <= today and not due.reminded:
                return Happening.REMIND, name
    return None


def alarm_of(state: State) -> date | None:
    """The first day on which the clocks will want something logged; of a rule that is waited for, any day."""
    days = [one.since for one in state.open if one.watched and not state.suspended]
    days += [one.until + ONE_DAY for one in state.open if one.until is not None]
    for _, due in _clocks(state):
        if due is not None and not due.overdue:
            days.append(due.on + ONE_DAY if due.reminded or due.remind is None else due.remind)
    return min(days, default=None)


def _clocks(state: State) -> list[tuple[str, Due | None]]:
    return [*((one.step, one.due) for one in state.open), (CASE, state.due)]


def _running(clock: Clock, unit: Unit, day: date, left: Left, calendar: Calendar) -> Due:
    on = _counted(unit, day, left.days, calendar)
    promised = None if left.promised is None else _counted(unit, day, left.promised, calendar)
    remind = _counted(_days(clock), promised or on, -clock.remind, calendar) if clock.remind else None
    early = remind is not None and remind > day
    return Due(on, promised, remind if early else None, silence=clock.silence is not None)


def _counted(unit: Unit, day: date, count: int, calendar: Calendar) -> date:
    match unit:
        case Unit.CALENDAR:
            return day + timedelta(days=count)
        case Unit.MONTHS:
            return add_months(day, count)
        case Unit.WORKING:
            return calendar.added(day, count)


def _days(clock: Clock) -> Unit:
    """The unit in which single days of the clock are counted."""
    return Unit.CALENDAR if clock.span.unit is Unit.MONTHS else clock.span.unit


def _between(clock: Clock, day: date, end: date, calendar: Calendar) -> int:
    working = clock.span.unit is Unit.WORKING
    return max(calendar.between(day, end) if working else (end - day).days, 0)


def _left(run: Resumption) -> Left:
    return Left(run.days, run.promised)
