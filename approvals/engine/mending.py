"""Cases that go back, and how long a correction holds up the clock: until an office has the case again; pure."""

from approvals.engine.openings import Left, Opening
from approvals.engine.state import Correction
from approvals.engine.walking import OF_PARTIES, Walk
from approvals.words import StepKind, Stop

PARTIES = OF_PARTIES | {StepKind.CHOOSE}
"""Steps at which a case is with a party and not with an office."""
MENDING = ":mending"
"""Under it the log says that what was handed in has still to pass other parties; no step has such a name."""


def go_back(walk: Walk, to: str) -> None:
    """The case stands at an earlier step again; before a party, the clock of the case stands still."""
    for name in walk.around(to):
        due, clock = walk.open[name].due, walk.chain.steps[name].clock
        if due is not None and clock is not None:
            # of other lanes too: what was left of them goes on when they are open again
            walk.stop(name, clock, due)
    if walk.chain.steps[to].kind in OF_PARTIES:
        walk.correction = Correction(to, walk.act.step, walk.act.defects)
    if walk.act.days:
        walk.left[to] = Left(walk.act.days)
    walk.go_to(to)


def follow(walk: Walk) -> None:
    """A correction is over when it is handed in; what it holds up waits until an office has the case again."""
    was = walk.before.correction
    if walk.correction is not None and walk.correction.step not in walk.open:
        walk.correction = None
    handed_in = walk.handed_in
    if was is not None and was != walk.correction and walk.before.stands == Stop.CORRECTION:
        one = (was.step, was.by)
        # before the log said so the clock went on at once, and what was written then still leads there
        if walk.oracle.notes(MENDING, so=not _is_back(walk, *one)):
            handed_in = (*handed_in, one)
    walk.handed_in = tuple(one for one in dict.fromkeys(handed_in) if not _is_back(walk, *one))


def _is_back(walk: Walk, to: str, by: str) -> bool:
    """Whether an office, or whoever returned the case, has just got it again; of a lane only what is in it counts."""
    there = [one for one in walk.open.values() if _is_on_the_way(walk, one, to)]
    # a lane that came to its end without any office leaves the case with whoever has the other lanes
    entered = [one for one in there if one.seq == walk.seq] if there else walk.open.values()
    return any(one.step == by or walk.chain.steps[one.step].kind not in PARTIES for one in entered)


def _is_on_the_way(walk: Walk, one: Opening, to: str) -> bool:
    """Whether the open step is not in a lane beside the one to which the case went back."""
    here, back = walk.chain.places[one.step].lanes, walk.chain.places[to].lanes
    return all(mine == other for mine, other in zip(here, back, strict=False))
