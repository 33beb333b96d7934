"""Who may do what now, and why not; pure."""

from collections.abc import Iterator

from approvals.chains.definition import Step
from approvals.engine.acts import Act, Actor
from approvals.engine.compiling import CompiledChain
from approvals.engine.openings import Opening
from approvals.engine.refusing import (
    not_open,
    not_theirs,
    refuse_apart,
    refuse_closed,
    refuse_own,
    refuse_stranger,
    refuse_suspended,
    refuse_unsigned_by_others,
    wrong_target,
    wrong_verb,
)
from approvals.engine.state import State
from approvals.engine.telling import OUTCOMES, VERBS
from approvals.engine.voting import barred, turn, unsigned
from approvals.words import OF_ADMINS, OPINIONS, Party, StepKind, Verb

__all__ = [
    "OUTCOMES",
    "RUN",
    "VERBS",
    "WHOLE_CASE",
    "allowed",
    "earlier",
    "refuse_closed",
    "refuse_forbidden",
    "refuse_target",
    "return_target",
    "somewhere",
    "verbs_at",
]

WHOLE_CASE = ""
"""The name under which `allowed` lists what may be done to the case whatever step is open."""
RUN = frozenset(VERBS)
"""The verbs that can be run."""
NOT_OF_HOLDERS = frozenset(
    {Verb.WITHDRAW, Verb.URGE, Verb.TAKE_BACK, Verb.SUBSTITUTE, Verb.RESUME, Verb.COUNTERSIGN}
)
"""Verbs that a step lists for others than those whose it is, as a vote is of its signers."""
DECIDING = frozenset({Verb.ACCEPT, Verb.NOT_ACCEPT, Verb.APPROVE, Verb.REJECT})
FOR_GOOD = frozenset({StepKind.AUTO, StepKind.CHOOSE})
"""Steps to which no case returns: nobody is there, or what was chosen is chosen for good."""


def allowed(chain: CompiledChain, state: State, actor: Actor) -> dict[str, tuple[Verb, ...]]:
    """What the actor may do at each open step, and under `WHOLE_CASE` to the case; empty when it is closed."""
    if state.outcome is not None:
        return {}
    found: dict[str, tuple[Verb, ...]] = {}
    for opening in state.open:
        if verbs := _verbs_for(chain, state, opening, actor):
            found[opening.step] = verbs
    if state.undo is not None and not state.suspended and _took(state, actor):
        found[state.undo.step] = (Verb.TAKE_BACK,)
    if whole := tuple(_of_the_case(state, actor)):
        found[WHOLE_CASE] = whole
    return found


def verbs_at(chain: CompiledChain, state: State, step: str) -> tuple[Verb, ...]:
    """The verbs that an open step has for those whose it is; who corrects submits again."""
    opening, node = state.opening(step), chain.steps[step]
    waiting = opening is not None and bool(opening.signers) and bool(unsigned(opening))
    verbs = [verb for verb in node.verbs if verb not in NOT_OF_HOLDERS]
    if node.votes is not None or waiting:
        verbs = [verb for verb in verbs if verb not in DECIDING]
    if Verb.RETURN in verbs and not earlier(chain, state, step):
        verbs.remove(Verb.RETURN)
    if Verb.REMOVE_SIGNER in verbs and not waiting:
        verbs.remove(Verb.REMOVE_SIGNER)
    if state.correction is not None and state.correction.step == step:
        verbs = [Verb.RESUBMIT if verb is Verb.SUBMIT else verb for verb in verbs]
    return tuple(verbs)


def earlier(chain: CompiledChain, state: State, step: str) -> tuple[str, ...]:
    """The steps to which a return may lead, the first one first."""
    lanes, number = chain.places[step].lanes, chain.order[step]
    found = [
        name
        for name in state.passed
        if chain.order[name] < number
        and chain.steps[name].kind not in FOR_GOOD
        and lanes[: len(chain.places[name].lanes)] == chain.places[name].lanes
    ]
    return tuple(sorted(found, key=chain.order.__getitem__))


def is_theirs(opening: Opening, actor: Actor) -> bool:
    """Whether the step is the actor's to do: theirs alone when it was handed to somebody."""
    return opening.holder == actor.seat if opening.holder else opening.step in actor.steps


def refuse_forbidden(chain: CompiledChain, state: State, act: Act, actor: Actor) -> None:
    """Raises unless the act may be done now, by this actor, as it stands."""
    refuse_closed(state)
    if act.verb is Verb.WITHDRAW:
        refuse_stranger(actor)
        return
    if not act.step:
        _refuse_whole(state, act, actor)
        return
    opening = state.opening(act.step)
    if opening is None:
        if act.verb is Verb.TAKE_BACK and act.step in chain.steps:
            _refuse_late_undo(chain, state, act, actor)
            return
        raise not_open(chain, state, act.step)
    if act.verb in _verbs_for(chain, state, opening, actor):
        return
    _refuse(chain, state, opening, act, actor)


def return_target(chain: CompiledChain, state: State, act: Act) -> str:
    """Where a return leads: where it says, or else to the last step before it that a party fills."""
    targets = earlier(chain, state, act.step)
    if not act.to:
        filled = [name for name in targets if chain.steps[name].kind is StepKind.FILL]
        return (filled or targets)[-1]
    if act.to not in targets:
        raise wrong_target(chain, act.to, targets)
    return act.to


def somewhere(chain: CompiledChain) -> tuple[str, ...]:
    """The steps at which somebody or something waits."""
    return tuple(name for name, step in chain.steps.items() if step.kind is not StepKind.AUTO)


def refuse_target(chain: CompiledChain, act: Act) -> None:
    """Raises unless a jump leads to a step where somebody or something waits."""
    targets = somewhere(chain)
    if act.to not in targets:
        raise wrong_target(chain, act.to, targets)


def _verbs_for(chain: CompiledChain, state: State, opening: Opening, actor: Actor) -> tuple[Verb, ...]:
    """What this actor may do at the open step."""
    step = chain.steps[opening.step]
    if _is_plain(state, opening, step, actor):
        barred_here = opening.step not in actor.steps or _is_barred(step, state, actor)
        return () if barred_here else verbs_at(chain, state, opening.step)
    if state.suspended:
        may = is_theirs(opening, actor) and {Verb.SUSPEND, Verb.RESUME} & set(step.verbs)
        return (Verb.RESUME,) if may else ()
    verbs: list[Verb] = []
    theirs = is_theirs(opening, actor)
    if not _is_barred(step, state, actor):
        if theirs:
            verbs += verbs_at(chain, state, opening.step)
            if opening.lender:
                verbs = [verb for verb in verbs if verb in OPINIONS]
        if actor.seat in turn(step, opening):
            verbs.append(Verb.COUNTERSIGN)
    if opening.lender and opening.lender == actor.seat:
        verbs.append(Verb.TAKE_BACK)
    verbs += (verb for verb in _of_others(state, opening, step, actor) if verb not in verbs)
    return tuple(verbs)


def _is_plain(state: State, opening: Opening, step: Step, actor: Actor) -> bool:
    """Whether nobody but those whose step it is comes into question, as with most steps."""
    handed = opening.holder or opening.signers or opening.lender
    return not (state.suspended or handed or step.substitute or actor.admin or Verb.URGE in step.verbs)


def _of_others(state: State, opening: Opening, step: Step, actor: Actor) -> Iterator[Verb]:
    """What those may do whose step it is not."""
    theirs = is_theirs(opening, actor)
    if step.substitute is not None and _stands_in(step, actor) and not theirs:
        yield Verb.SUBSTITUTE
    concerned = actor.initiator or actor.admin or actor.seat in state.passed.values()
    if Verb.URGE in step.verbs and concerned and not theirs:
        yield Verb.URGE
    if actor.admin and step.verbs:
        yield Verb.TRANSFER


def _stands_in(step: Step, actor: Actor) -> bool:
    by_initiator = step.substitute is not None and step.substitute.by is Party.INITIATOR
    return (by_initiator and actor.initiator) or step.name in actor.stands_in


def _of_the_case(state: State, actor: Actor) -> Iterator[Verb]:
    if actor.initiator:
        yield Verb.WITHDRAW
    if actor.admin:
        yield from (Verb.RESUME, Verb.TERMINATE) if state.suspended else _ADMIN


_ADMIN = tuple(verb for verb in Verb if verb in OF_ADMINS and verb is not Verb.RESUME)


def _took(state: State, actor: Actor) -> bool:
    """Whether it was the actor who passed the step that may be taken back."""
    return state.undo is not None and bool({actor.seat, actor.id} & set(state.did(state.undo.step)))


def _is_barred(step: Step, state: State, actor: Actor) -> bool:
    if not step.apart:
        own = state.initiator if step.kind is StepKind.ACT else ""
        return bool(own) and own in (actor.id, actor.on_behalf)
    return bool(barred(step, state.initiator, state.passed, state.hands) & actor.names)


def _refuse_whole(state: State, act: Act, actor: Actor) -> None:
    verbs = tuple(_of_the_case(state, actor))
    if act.verb not in verbs:
        if act.verb not in OF_ADMINS or actor.admin:
            refuse_suspended(state)
        raise wrong_verb(act, verbs, place="case")


def _refuse_late_undo(chain: CompiledChain, state: State, act: Act, actor: Actor) -> None:
    if state.undo is None or state.undo.step != act.step or not _took(state, actor):
        raise not_open(chain, state, act.step, undone=True)
    refuse_suspended(state)


def _refuse(chain: CompiledChain, state: State, opening: Opening, act: Act, actor: Actor) -> None:
    """Raises with the reason why the act is not among those the actor may do."""
    refuse_suspended(state)
    step, verbs = chain.steps[opening.step], _verbs_for(chain, state, opening, actor)
    if not verbs and not is_theirs(opening, actor):
        raise not_theirs(chain, opening)
    own = {state.initiator} if step.kind is StepKind.ACT else set()
    if not verbs and own & actor.names:
        refuse_own(step)
    if not verbs and _is_barred(step, state, actor):
        refuse_apart(chain, step, state, actor.names)
    if act.verb in DECIDING and is_theirs(opening, actor):
        refuse_unsigned_by_others(step, opening)
    raise wrong_verb(act, verbs, place=opening.step)
