"""What happens to a case although nobody does it: clocks, waits, events, exits, a new calendar; pure."""

from collections.abc import Mapping

from msgspec.structs import replace

from approvals.engine import handing
from approvals.engine.acts import Act
from approvals.engine.clocks import CASE, ONE_DAY
from approvals.engine.compiling import CompiledChain
from approvals.engine.openings import Opening
from approvals.engine.oracle import Live
from approvals.engine.resting import reckon
from approvals.engine.state import State, chosen_facts
from approvals.engine.voting import unsigned
from approvals.engine.walking import ENDS, Walk
from approvals.words import Exit, Happening, Outcome, Overdue, StepKind
from kernel.clock import local_day
from kernel.errors import Conflict, ExpressionError, TongbanError
from kernel.text import Text

OF_CLOCKS = frozenset({Happening.REMIND, Happening.OVERDUE, Happening.SILENCE})
DEEMED = ":deemed"
"""Under it the log says that what follows from a silence runs from the day after it; no step has such a name."""
TIME_IS_UP = frozenset({Happening.OVERDUE, Happening.SILENCE, Happening.ELAPSED})
"""What the end of a time brings about, once: nobody is there to try it again."""


def held(chain: CompiledChain, state: State, facts: Mapping[str, object]) -> tuple[str, ...]:
    """The open waits whose rule holds by these facts, or cannot be decided: trying says why."""
    if state.suspended or state.outcome is not None:
        return ()
    known = {**facts, **chosen_facts(chain, state)}
    return tuple(one.step for one in state.open if _holds(chain, one.step, known))


def awaited(chain: CompiledChain, state: State, event: str) -> tuple[str, ...]:
    """The open waits that wait for this event."""
    return tuple(one.step for one in state.open if chain.steps[one.step].event == event)


def in_vain(act: Act, refused: TongbanError) -> Act:
    """The same time or rule, of which nothing comes for the reason given: somebody has to see to it."""
    verb = act.verb if act.verb in (Happening.ELAPSED, Happening.HELD) else Happening.OVERDUE
    what, remedy = refused.what, refused.remedy
    return replace(act, verb=verb, because=Text(f"{what.zh}{remedy.zh}", f"{what.en} {remedy.en}"))


def happen(walk: Walk) -> None:
    """What the happening brings about."""
    act = walk.act
    match act.verb:
        case Happening.START:
            walk.begin()
        case Happening.REMIND:
            walk.mark(Happening.REMIND)
        case Happening.OVERDUE:
            _late(walk)
        case Happening.SILENCE:
            _silent(walk)
        case Happening.RECKONED:
            reckon(walk)
        case Happening.VANISHED:
            _abandoned(walk)
        case Happening.ELAPSED if act.because is not None:
            walk.open[act.step] = replace(walk.open[act.step], until=None)
        case Happening.HELD if act.because is not None:
            # the wait stays as it is and is tried again
            return
        case Happening.EXIT if act.way is not None:
            walk.go_to(walk.chain.steps[act.step].exits[act.way])
        case _:
            walk.pass_step(act.step)


def refuse_untimely(chain: CompiledChain, state: State, act: Act, live: Live) -> None:
    """Raises when what is said to happen does not apply to the case as it stands."""
    if act.verb is Happening.RECKONED:
        return
    if state.suspended:
        raise Conflict(
            Text("办件已中止，期间不发生任何变化。", "The case is suspended; nothing happens meanwhile."),
            remedy=Text("请先恢复办理。", "Resume it first."),
            place=act.step or "case",
        )
    opening = state.opening(act.step)
    if act.verb in OF_CLOCKS:
        timely = _is_running(state, act, opening)
    else:
        timely = opening is not None and _applies(chain, act, opening, live)
    if not timely:
        raise Conflict(
            Text("这件事已经不适用了。", "This has passed by already."),
            remedy=Text("请刷新页面。", "Reload the page."),
            place=act.step or "case",
        )


def _is_running(state: State, act: Act, opening: Opening | None) -> bool:
    due = state.due if act.step == CASE else opening.due if opening else None
    if due is None or due.overdue or (act.verb is Happening.SILENCE and not due.silence):
        return False
    return not (due.reminded and act.verb is Happening.REMIND)


def _applies(chain: CompiledChain, act: Act, opening: Opening, live: Live) -> bool:
    step = chain.steps[opening.step]
    match act.verb:
        case Happening.EXIT:
            return act.way in step.exits
        case Happening.EVENT:
            return bool(step.event) and step.event == act.value
        case Happening.ELAPSED:
            return opening.until is not None and local_day(act.at) > opening.until
        case Happening.VANISHED:
            return bool(set(act.people) & {opening.holder, opening.lender, *unsigned(opening)} - {""})
        case Happening.HELD:
            return step.kind is StepKind.WAIT and (act.because is not None or live.holds(step))
        case _:
            return False


def _late(walk: Walk) -> None:
    """The step's own way out when it is late, or what its clock says of that."""
    name = walk.act.step
    walk.mark(Happening.OVERDUE)
    if walk.act.because is not None:
        return
    if name == CASE:
        _late_as_a_whole(walk)
        return
    step = walk.chain.steps[name]
    if Exit.OVERDUE in step.exits:
        walk.go_to(step.exits[Exit.OVERDUE])
        return
    match step.clock and step.clock.on_overdue:
        case Overdue.APPROVE:
            walk.pass_step(name)
        case Overdue.REJECT:
            walk.end(walk.refusal(name))


def _late_as_a_whole(walk: Walk) -> None:
    """Where the chain says that a late case goes, or what its clock says of that."""
    chain = walk.chain.chain
    target = chain.exits.get(Exit.OVERDUE, "")
    if target in ENDS:
        walk.end(Outcome(target))
        return
    if target and target not in walk.open:
        walk.jump_to(target)
        return
    match chain.clock and chain.clock.on_overdue:
        case Overdue.APPROVE:
            _granted(walk)
        case Overdue.REJECT:
            walk.end(Outcome.REFUSED)


def _abandoned(walk: Walk) -> None:
    """The step is not left to accounts that are no more, and the votes are counted without them."""
    won = handing.give_up(walk)
    if won:
        walk.pass_step(walk.act.step)
    elif won is False:
        walk.end(walk.refusal(walk.act.step))


def _silent(walk: Walk) -> None:
    """A step that nobody decided counts as passed; a case that nobody decided as granted, with all that follows."""
    name = walk.act.step
    walk.mark(Happening.SILENCE)
    if name == CASE:
        _granted(walk)
        return
    due = walk.open[name].due
    counts = due.on + ONE_DAY if due is not None else walk.day
    if counts < walk.day and walk.oracle.notes(DEEMED, so=True):
        # however late it is noticed, what comes next runs from the day on which it counts
        walk.day = counts
    walk.pass_step(name)


def _granted(walk: Walk) -> None:
    while walk.outcome is None:
        walk.pass_step(next(iter(walk.open)))


def _holds(chain: CompiledChain, step: str, facts: Mapping[str, object]) -> bool:
    rule = chain.steps[step].until
    if rule is None or not rule.names <= facts.keys():
        return False
    try:
        return rule.holds(facts)
    except ExpressionError:
        return True
