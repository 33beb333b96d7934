"""What may be taken back as long as nobody has touched what came of it, and the case as it then stands; pure."""

from msgspec.structs import replace

from approvals.engine.clocks import CASE
from approvals.engine.openings import Due
from approvals.engine.state import State, Undo
from approvals.engine.walking import Walk
from approvals.words import Happening, Verb

ASIDE = frozenset({Happening.REMIND, Happening.OVERDUE, Happening.RECKONED, Verb.URGE, Verb.CC})
"""What happens to a step without anybody having touched it."""
KEPT = ":undo"
"""Under it the log says that what could be taken back still can be; no step has such a name."""


def keep(walk: Walk, undo: Undo) -> None:
    """What could be taken back still can be when nothing but a word was said of what came of it."""
    aside = walk.act.verb in ASIDE or walk.act.because is not None
    if walk.undo is not None or not aside or walk.outcome is not None:
        return
    same = {one.step: one.seq for one in walk.before.open} == {
        one.step: one.seq for one in walk.open.values()
    }
    if walk.oracle.notes(KEPT, so=same):
        walk.undo = undo


def restore(walk: Walk, undo: Undo) -> None:
    """The case stands where it stood before its last act; what that act had closed is open again."""
    was, since = undo.state, walk.before.seq - undo.state.seq > 1
    walk.due = _of_the_case(walk, was) if since else was.due
    there, walk.open = walk.open, {}
    for one in was.open:
        now = there.get(one.step)
        if now is None or now.seq != one.seq:
            due, clock = one.due, walk.chain.steps[one.step].clock
            if since and due is not None and clock is not None and not due.overdue:
                # by the calendar as it is now: it may have been another one when the step was passed
                due = walk.oracle.reckoned(one.step, clock, due, one.since)
            now = replace(one, seq=walk.seq, due=due)
        walk.open[one.step] = now
    walk.passed, walk.lanes, walk.left = dict(was.passed), set(was.lanes), dict(was.left)
    walk.filed, walk.correction, walk.handed_in = was.filed, was.correction, was.handed_in
    walk.stands, walk.chosen, walk.hands = was.stands, was.chosen, was.hands


def _of_the_case(walk: Walk, was: State) -> Due | None:
    """The clock of the case: it runs on as it was told and counted meanwhile, unless it stood since."""
    clock = walk.chain.chain.clock
    if was.due is None or clock is None or was.filed is None:
        return was.due
    if walk.due is not None:
        return walk.due
    return was.due if was.due.overdue else walk.oracle.reckoned(CASE, clock, was.due, was.filed)
