"""How much time a case has left, in words and in one of five kinds; pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from approvals.engine import CompiledChain, Due, Opening, State
from approvals.engine.permitting import OUTCOMES
from approvals.words import Unit
from kernel.text import Text
from kernel.workdays import Calendar

SOON = 2
"""So many days before the last one, time is short."""


class Urgency(StrEnum):
    """How a time left is drawn: overdue or today, short, enough, the clock stands, nothing is left to do."""

    BAD = "bad"
    WARN = "warn"
    OK = "ok"
    MUTE = "mute"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The words say the number; the kind gives colour and icon."""

    words: Text
    kind: Urgency


STOPPED = TimeLeft(Text("补正中，已停表", "being corrected, clock stopped"), Urgency.MUTE)
SUSPENDED = TimeLeft(Text("已中止，已停表", "suspended, clock stopped"), Urgency.MUTE)
UNLIMITED = TimeLeft(Text("不限时", "no time limit"), Urgency.MUTE)


def time_left(day: date, *, today: date, unit: Unit, calendar: Calendar) -> TimeLeft:
    """The time left until the end of a day, in days of its kind."""
    if day < today:
        late = _days(day, today, unit, calendar)
        return TimeLeft(Text(f"超期 {late} 天", f"{_english(late)} overdue"), Urgency.BAD)
    if day == today:
        return TimeLeft(Text("今天到期", "due today"), Urgency.BAD)
    left = _days(today, day, unit, calendar)
    kind = Urgency.WARN if left <= SOON else Urgency.OK
    return TimeLeft(Text(f"剩 {left} 天", f"{_english(left)} left"), kind)


def left_at(chain: CompiledChain, state: State, step: str, *, today: date, calendar: Calendar) -> TimeLeft:
    """The time left at a step that is open, or else at the first one; how the case ended, when it has."""
    if state.outcome is not None:
        end = OUTCOMES[state.outcome]
        return TimeLeft(Text(f"已办结：{end.zh}", f"closed: {end.en}"), Urgency.DONE)
    if state.suspended:
        return SUSPENDED
    opening = state.opening(step) or _first(state)
    day = deadline(opening.due) if opening is not None and opening.due is not None else None
    step = opening.step if opening is not None else step
    return _left(chain, step, day, mending=state.correction is not None, today=today, calendar=calendar)


def left_until(
    chain: CompiledChain,
    step: str,
    day: date | None,
    *,
    mending: bool,
    suspended: bool,
    today: date,
    calendar: Calendar,
) -> TimeLeft:
    """The same of an open step of which only the day is known, and whether the case is being mended or rests."""
    if suspended:
        return SUSPENDED
    return _left(chain, step, day, mending=mending, today=today, calendar=calendar)


def _left(
    chain: CompiledChain, step: str, day: date | None, *, mending: bool, today: date, calendar: Calendar
) -> TimeLeft:
    """An office's clock stands while a party mends the application, and the party's own runs."""
    if mending and (day is None or chain.steps[step].office is not None):
        return STOPPED
    if day is None:
        return UNLIMITED
    left = time_left(day, today=today, unit=unit_of(chain, step), calendar=calendar)
    if not mending:
        return left
    return TimeLeft(Text(f"补正{left.words.zh}", f"corrections: {left.words.en}"), left.kind)


def deadline(due: Due) -> date:
    """The day that counts at the desk: the promised one, or else the last."""
    return due.promised or due.on


def unit_of(chain: CompiledChain, step: str) -> Unit:
    """The kind of days that the step's clock counts."""
    clock = chain.steps[step].clock
    return clock.span.unit if clock is not None else Unit.CALENDAR


def _first(state: State) -> Opening | None:
    return state.open[0] if state.open else None


def _days(start: date, end: date, unit: Unit, calendar: Calendar) -> int:
    """At least one: a day that is over is late even when offices were closed since."""
    days = calendar.between(start, end) if unit is Unit.WORKING else (end - start).days
    return max(days, 1)


def _english(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
