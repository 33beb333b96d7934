"""What holds of a case after every entry of its log, whatever was done to it."""

from collections.abc import Iterator

from approvals.engine import Due, Entry, Opening, State
from approvals.engine.clocks import left_of
from approvals.engine.mending import PARTIES
from approvals.engine.openings import RUN_OUT, Left
from approvals.engine.walking import OF_PARTIES
from approvals.words import Happening, Outcome, Verb
from kernel.clock import local_day
from tests.approvals.engine.runs import Run

OF_CLOCKS = frozenset({Happening.REMIND, Happening.OVERDUE, Happening.SILENCE})


def moves(run: Run) -> Iterator[tuple[State, Entry, State]]:
    """Each entry with the state before and after it."""
    yield from zip([State(), *run.states], run.entries, run.states, strict=False)


def opened(state: State) -> list[Opening]:
    """What the last entry opened."""
    return [one for one in state.open if one.seq == state.seq]


def refuse_running_while_parties_mend(run: Run) -> None:
    """From a return to a party the clock of the case stands until an office, or who returned it, has it again."""
    steps, back = run.chain.steps, ""
    for _, entry, state in moves(run):
        act = entry.act
        if act.verb is Verb.TAKE_BACK:
            # it stands where it stood before
            return
        if act.verb is Verb.RETURN and steps[act.to].kind in OF_PARTIES:
            back = act.step
        elif any(steps[one.step].kind not in PARTIES or one.step == back for one in opened(state)):
            back = ""
        if back and all(steps[one.step].kind in PARTIES for one in state.open):
            assert state.due is None


def refuse_unfiled(run: Run) -> None:
    """Where every way leads past one filing act, somebody has done it before anything is granted."""
    acts = [name for name, step in run.chain.steps.items() if step.files]
    if not acts or run.chain.places[acts[0]].owner is not None:
        return
    for before, entry, state in moves(run):
        if before.filed is None and state.filed is not None:
            assert isinstance(entry.act.verb, Verb) or entry.act.verb is Happening.VANISHED
    state = run.state
    beyond = [one.step for one in state.open if run.chain.order[one.step] > run.chain.order[acts[0]]]
    assert state.filed is not None or not (beyond or state.outcome is Outcome.GRANTED)


def refuse_told_again(run: Run) -> None:
    """A step is told of once, also when it stood or was sent back meanwhile: it then goes on with what was left."""
    told: set[tuple[str, object]] = set()
    kept: dict[str, Left] = {}
    for before, entry, state in moves(run):
        act = entry.act
        if act.verb is Verb.TAKE_BACK:
            # what is opened again by that is told of again
            return
        if act.verb in OF_CLOCKS and act.step:
            assert (act.step, act.verb) not in told
            told.add((act.step, act.verb))
        if act.verb is Verb.JUMP:
            kept.clear()
        if act.verb is Verb.RETURN:
            kept |= _closed(run, before, entry, state)
        if act.days:
            kept.pop(act.to, None)
        for one in opened(state):
            if (left := kept.pop(one.step, None)) is None:
                told -= {(one.step, verb) for verb in OF_CLOCKS}
            else:
                assert one.due is not None
                assert one.due.overdue if left == RUN_OUT else _left(one.due) == left


def _closed(run: Run, before: State, entry: Entry, state: State) -> dict[str, Left]:
    """What was left at the steps that a return has closed."""
    stay, found = {(one.step, one.seq) for one in state.open}, {}
    for one in before.open:
        clock = run.chain.steps[one.step].clock
        if (one.step, one.seq) not in stay and one.due is not None and clock is not None:
            found[one.step] = left_of(clock, one.due, local_day(entry.act.at), run.calendar)
    return found


def _left(due: Due) -> Left | None:
    return Left(due.run.days, due.run.promised) if due.run is not None else None
