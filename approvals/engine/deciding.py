"""One act at a time, from a state to the next, live or from the log; pure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from approvals.engine import handing, mending, resting, undoing
from approvals.engine.acts import Act, Actor, Advance, Entry
from approvals.engine.compiling import CompiledChain
from approvals.engine.filing import refuse_unfiled
from approvals.engine.happenings import happen, refuse_untimely
from approvals.engine.openings import Opening
from approvals.engine.oracle import AskChecks, AskSigners, Live, Recorded
from approvals.engine.permitting import refuse_closed, refuse_forbidden, return_target
from approvals.engine.refusing import in_order
from approvals.engine.state import State, Undo, chosen_facts, fact_of
from approvals.engine.voting import is_vote
from approvals.engine.walking import Walk
from approvals.engine.weighing import chosen_by, refuse_unfit
from approvals.words import NAMING, OPINIONS, Happening, Outcome, Verb
from kernel.workdays import Calendar

STAYING = NAMING | {Verb.URGE, Verb.SUSPEND, Verb.RESUME, Verb.TAKE_BACK}
"""Verbs that may leave the case where it is."""
VOTED = ":vote"
"""Under it the log says that a signer voted while the step was lent; no step has such a name."""
AskCalendar = Callable[[], Calendar]


def start(
    chain: CompiledChain,
    facts: Mapping[str, object],
    *,
    actor: str,
    at: datetime,
    calendar: AskCalendar,
    signers: AskSigners | None = None,
    checks: AskChecks | None = None,
) -> Advance:
    """The case begins; the calendar is asked for only when a clock needs it."""
    act, state = Act(verb=Happening.START, at=at, actor=actor), State()
    live = Live({**facts, **chosen_facts(chain, state)}, calendar, signers=signers, checks=checks)
    return _advanced(chain, state, act, live)


def advance(
    chain: CompiledChain,
    state: State,
    act: Act,
    facts: Mapping[str, object],
    *,
    actor: Actor | None,
    calendar: AskCalendar,
    signers: AskSigners | None = None,
    checks: AskChecks | None = None,
) -> Advance:
    """What follows from the act of an actor, or from a happening, which nobody does."""
    live = Live(facts, calendar, signers=signers, checks=checks)
    if chain.choices:
        live.learn(chosen_facts(chain, state))
    if isinstance(act.verb, Verb):
        who = actor or Actor("")
        act = in_order(state, act)
        act = replace(act, on_behalf=who.on_behalf) if act.on_behalf != who.on_behalf else act
        refuse_forbidden(chain, state, act, who)
        refuse_unfit(chain, state, act, live, admin=who.admin)
        if act.verb is Verb.RETURN:
            act = replace(act, to=return_target(chain, state, act))
        if choice := chosen_by(chain, act):
            live.learn({fact_of(choice[0]): choice[1]})
    else:
        refuse_closed(state)
        act = in_order(state, act)
        refuse_untimely(chain, state, act, live)
    return _advanced(chain, state, act, live)


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
    if chain.files and before.filed is None and before.open:
        refuse_unfiled(walk)
    state = walk.state()
    now, stayed = {one.step: one for one in state.open}, []
    closed = []
    for one in before.open:
        new = now.get(one.step)
        if new is None or new.seq != one.seq:
            closed.append(one.step)
        elif new is not one and _is_changed(one, new):
            stayed.append(new)
    stands = state.stands if state.stands != before.stands else ""
    return Advance(
        state=state,
        entry=Entry(state.seq, act, live.reads, live.ways, live.dues, live.left, live.named, stands),
        effects=tuple(walk.effects),
        opened=tuple(one for one in state.open if one.seq == state.seq),
        closed=tuple(closed),
        changed=tuple(stayed),
        told=walk.told,
    )


def _is_changed(old: Opening, new: Opening) -> bool:
    """Whether the step is somebody else's now, or runs to another day."""
    seen = ((one.holder, one.lender, one.signers, one.signed, one.until) for one in (old, new))
    days = ((one.due.on, one.due.promised) if one.due else None for one in (old, new))
    return next(seen) != next(seen) or next(days) != next(days)


def _move(walk: Walk) -> None:
    act = walk.act
    opening = walk.open.get(act.step)
    if isinstance(act.verb, Happening):
        happen(walk)
    elif opening is not None and opening.lender and act.verb in OPINIONS and not _is_vote(walk, opening):
        handing.hand_back(walk)
    elif act.verb not in STAYING or not _handed(walk):
        _decide(walk)
    resting.settle(walk)
    if walk.before.undo is not None:
        undoing.keep(walk, walk.before.undo)


def _is_vote(walk: Walk, opening: Opening) -> bool:
    """Whether it is a vote beside the opinion that was asked for; logs of before took it for that opinion."""
    return is_vote(opening, walk.act) and walk.oracle.notes(VOTED, so=True)


def _handed(walk: Walk) -> bool:
    """Whether the act was one that leaves the case where it is."""
    match walk.act.verb:
        case Verb.TRANSFER:
            handing.transfer(walk)
        case Verb.DELEGATE:
            handing.delegate(walk)
        case Verb.ADD_SIGNER:
            handing.add_signers(walk)
        case Verb.URGE:
            handing.urge(walk)
        case Verb.CC:
            handing.tell(walk)
        case Verb.SUSPEND:
            resting.suspend(walk)
        case Verb.RESUME:
            resting.resume(walk)
        case Verb.TAKE_BACK if walk.act.step in walk.open:
            handing.call_back(walk)
        case _:
            return False
    return True


def _decide(walk: Walk) -> None:
    act = walk.act
    match act.verb:
        case Verb.WITHDRAW:
            walk.end(Outcome.WITHDRAWN)
        case Verb.NOT_ACCEPT:
            walk.end(Outcome.NOT_ACCEPTED)
        case Verb.TERMINATE:
            walk.end(Outcome.TERMINATED)
        case Verb.REJECT:
            walk.end(walk.refusal(act.step))
        case Verb.RETURN:
            mending.go_back(walk, act.to)
        case Verb.JUMP:
            walk.jump_to(act.to)
        case Verb.TAKE_BACK if walk.before.undo is not None:
            undoing.restore(walk, walk.before.undo)
        case Verb.COUNTERSIGN:
            _vote(walk, handing.sign(walk))
        case Verb.REMOVE_SIGNER:
            _vote(walk, handing.remove_signers(walk))
        case _:
            _pass(walk)


def _vote(walk: Walk, won: bool | None) -> None:
    """The step is passed or refused as soon as the votes say so."""
    if won:
        _pass(walk)
    elif won is False:
        walk.end(walk.refusal(walk.act.step))


def _pass(walk: Walk) -> None:
    act, step = walk.act, walk.chain.steps[walk.act.step]
    if choice := chosen_by(walk.chain, act):
        walk.chosen = {**walk.chosen, choice[0]: choice[1]}
    walk.pass_step(act.step)
    if Verb.TAKE_BACK in step.verbs and walk.outcome is None and not walk.effects:
        walk.undo = Undo.of(act.step, walk.before)
