"""One act at a time, from a state to the next, live or from the log; pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from approvals.engine.acts import Act, Actor, Advance, Entry
from approvals.engine.compiling import CompiledChain
from approvals.engine.oracle import Live, Recorded
from approvals.engine.permitting import refuse_closed, refuse_forbidden, return_target
from approvals.engine.state import State
from approvals.engine.walking import CASE, Walk
from approvals.words import Exit, Happening, Outcome, Overdue, StepKind, Verb
from kernel.errors import Conflict
from kernel.text import Text
from kernel.workdays import Calendar

AskCalendar = Callable[[], Calendar]


def start(
    chain: CompiledChain, facts: Mapping[str, object], *, actor: str, at: datetime, calendar: AskCalendar
) -> Advance:
    """The case begins; the calendar is asked for only when a clock needs it."""
    act = Act(verb=Happening.START, at=at, actor=actor)
    return _advanced(chain, State(), act, Live(facts, calendar))


def advance(
    chain: CompiledChain,
    state: State,
    act: Act,
    facts: Mapping[str, object],
    *,
    actor: Actor | None,
    calendar: AskCalendar,
) -> Advance:
    """What follows from the act of an actor, or from a happening, which nobody does."""
    if isinstance(act.verb, Verb):
        refuse_forbidden(chain, state, act, actor or Actor(""))
        if act.verb is Verb.RETURN:
            act = replace(act, to=return_target(chain, state, act))
    else:
        refuse_closed(state)
        _refuse_untimely(state, act)
    return _advanced(chain, state, act, Live(facts, calendar))


def replay(chain: CompiledChain, entries: Iterable[Entry]) -> State:
    """The state to which the log leads, asking neither facts nor calendar."""
    state = State()
    for entry in entries:
        walk = Walk(chain, state, entry.act, Recorded(entry))
        _move(walk)
        state = walk.state()
    return state


def _advanced(chain: CompiledChain, before: State, act: Act, live: Live) -> Advance:
    walk = Walk(chain, before, act, live)
    _move(walk)
    state = walk.state()
    kept = {one.step: one.seq for one in state.open}
    return Advance(
        state=state,
        entry=Entry(state.seq, act, live.reads, live.ways, live.dues, live.left),
        effects=tuple(walk.effects),
        opened=tuple(one for one in state.open if one.seq == state.seq),
        closed=tuple(one.step for one in before.open if kept.get(one.step) != one.seq),
    )


def _move(walk: Walk) -> None:
    act = walk.act
    match act.verb:
        case Happening.START:
            walk.begin()
        case Verb.WITHDRAW:
            walk.end(Outcome.WITHDRAWN)
        case Verb.NOT_ACCEPT:
            walk.end(Outcome.NOT_ACCEPTED)
        case Verb.REJECT:
            walk.end(_refusal(walk, act.step))
        case Verb.RETURN:
            walk.go_back(act.to)
        case Happening.REMIND:
            walk.mark(Happening.REMIND)
        case Happening.OVERDUE:
            _late(walk)
        case Happening.EXIT if act.way is not None:
            walk.go_to(walk.chain.steps[act.step].exits[act.way])
        case _:
            walk.pass_step(act.step)


def _late(walk: Walk) -> None:
    """The step's own way out when it is late, or what its clock says of that."""
    name = walk.act.step
    walk.mark(Happening.OVERDUE)
    if name == CASE:
        return
    step = walk.chain.steps[name]
    if Exit.OVERDUE in step.exits:
        walk.go_to(step.exits[Exit.OVERDUE])
        return
    match step.clock and step.clock.on_overdue:
        case Overdue.APPROVE:
            walk.pass_step(name)
        case Overdue.REJECT:
            walk.end(_refusal(walk, name))


def _refusal(walk: Walk, step: str) -> Outcome:
    """Only an authority refuses; a party that does not agree ends the case."""
    decided = walk.chain.steps[step].kind is StepKind.ACT
    return Outcome.REFUSED if decided else Outcome.TERMINATED


def _refuse_untimely(state: State, act: Act) -> None:
    opening = state.opening(act.step)
    if act.verb is Happening.EXIT:
        timely = opening is not None
    else:
        due = state.due if act.step == CASE else opening.due if opening else None
        reminding = act.verb is Happening.REMIND
        timely = due is not None and not due.overdue and not (due.reminded and reminding)
    if not timely:
        raise Conflict(
            Text("这件事已经不适用了。", "This has passed by already."),
            remedy=Text("请刷新页面。", "Reload the page."),
            place=act.step or "case",
        )
