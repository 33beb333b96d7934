"""Clocks that stand and run again: of a case that rests, of one that waits for somebody, by a new calendar; pure."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from approvals.chains.definition import Clock
from approvals.engine.clocks import CASE, UNTIL, ending, last_day, once, reckoned, stand_of
from approvals.engine.compiling import CompiledChain
from approvals.engine.mending import follow
from approvals.engine.openings import Due, Resumption
from approvals.engine.state import State
from approvals.engine.walking import Walk
from approvals.words import Stop
from kernel.workdays import Calendar


def suspend(walk: Walk) -> None:
    """Everything rests: every clock stands, and nobody acts until the case is resumed."""
    walk.suspended = walk.act.opinion
    for name, opening in walk.open.items():
        clock, stand = walk.chain.steps[name].clock, stand_of(walk.chain, name)
        if opening.due is not None and clock is not None:
            walk.stop(name, clock, opening.due)
        if opening.until is not None and stand is not None:
            due = ending(walk.chain, name, opening.until)
            walk.stop(name + UNTIL, stand, due)
        walk.open[name] = replace(opening, due=None, until=None)


def resume(walk: Walk) -> None:
    """The case goes on: every clock runs again with what was left of it."""
    walk.suspended = ""
    for name in walk.open:
        clock, stand = walk.chain.steps[name].clock, stand_of(walk.chain, name)
        if (left := walk.left.pop(name, None)) is not None:
            due = once(walk.oracle.set(name, clock, walk.day, left), left)
            walk.open[name] = replace(walk.open[name], due=due)
        if (left := walk.left.pop(name + UNTIL, None)) is not None:
            due = walk.oracle.set(name + UNTIL, stand, walk.day, left)
            until = last_day(walk.chain, name, due) if due else None
            walk.open[name] = replace(walk.open[name], until=until, run=Resumption(walk.day, *left))


def settle(walk: Walk) -> None:
    """The clock of the case stands while it has to, and runs otherwise."""
    if walk.outcome is not None:
        return
    if walk.correction is not None or walk.before.correction is not None or walk.handed_in:
        follow(walk)
    clock = walk.chain.chain.clock
    stop = _stop(walk) if clock is not None and walk.filed is not None else None
    walk.stands = stop.value if stop else ""
    if clock is None:
        return
    if stop and walk.due is not None:
        due, walk.due = walk.due, None
        walk.stop(CASE, clock, due)
    elif not stop and CASE in walk.left:
        left = walk.left.pop(CASE)
        walk.due = once(walk.oracle.set(CASE, clock, walk.day, left), left)


def reckoning(chain: CompiledChain, state: State, calendar: Calendar) -> dict[str, Due]:
    """What a changed calendar moves of the clocks that run; waits and notices under their name and `:until`."""
    return {
        name: new
        for name, clock, due, since in _running(chain, state)
        if (new := reckoned(clock, due, since, calendar)) != due
    }


def reckon(walk: Walk) -> None:
    """Every clock that runs is counted by the calendar as it is now."""
    for name, clock, due, since in list(_running(walk.chain, walk.before)):
        new = walk.oracle.reckoned(name, clock, due, since)
        step = name.removesuffix(UNTIL)
        if name == CASE:
            walk.due = new
        elif step == name:
            walk.open[name] = replace(walk.open[name], due=new)
        else:
            walk.open[step] = replace(walk.open[step], until=last_day(walk.chain, step, new))


def _running(chain: CompiledChain, state: State) -> Iterator[tuple[str, Clock, Due, date]]:
    """Each clock that runs and was not told to be overdue, and the day on which it was set."""
    for one in state.open:
        clock, stand = chain.steps[one.step].clock, stand_of(chain, one.step)
        if one.due is not None and clock is not None and not one.due.overdue:
            yield one.step, clock, one.due, one.since
        if one.until is not None and stand is not None:
            yield one.step + UNTIL, stand, ending(chain, one.step, one.until, one.run), one.since
    whole = chain.chain.clock
    if state.due is not None and whole is not None and state.filed is not None and not state.due.overdue:
        yield CASE, whole, state.due, state.filed


def _stop(walk: Walk) -> Stop | None:
    if walk.suspended:
        return Stop.SUSPENDED
    if walk.correction is not None or walk.handed_in:
        return Stop.CORRECTION
    return next((stop for name in walk.open if (stop := walk.chain.steps[name].stops)), None)
