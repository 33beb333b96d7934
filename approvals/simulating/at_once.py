"""Whether the branches that a case takes at one and the same moment can all be taken by the same facts; pure."""

from dataclasses import dataclass, field
from functools import lru_cache

from approvals.engine.compiling import CompiledChain
from approvals.simulating.paths import LATE_PASSED, PASSED, Leg, Path, Taken
from approvals.soundness.holding import TRUE, Alternatives, alternatives, covered
from approvals.words import StepKind

KEPT = 2_000


@dataclass(slots=True)
class _Moment:
    """What is known to hold and not to hold until somebody does something again."""

    lanes: tuple[str, ...] = ()
    holding: list[str] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)


def is_possible_at_once(path: Path, chain: CompiledChain) -> bool:
    """Whether no two branches contradict each other, or the wait behind which they come."""
    now, at_once = _Moment(), False
    for move in path.moves:
        name = move.step.name if isinstance(move, Leg) else move.branch.name
        lanes = chain.places[name].lanes
        if lanes != now.lanes:
            # in another lane it may be another moment, whatever the order in which they are told
            now = _Moment(lanes)
        match move:
            case Leg(step=step) if step.kind is not StepKind.AUTO and not at_once:
                # what a late case passes, it passes all at once
                at_once = move.way == LATE_PASSED
                if step.until is not None and move.way != PASSED:
                    # it was open, so what it waits for did not hold when the case came to it
                    now.failing.append(step.until.source)
                    if not _is_possible(now):
                        return False
                now = _Moment(lanes)
                if step.until is not None and step.event is None and move.way == PASSED:
                    now.holding.append(step.until.source)
            case Taken():
                _take(now, move)
                if not _is_possible(now):
                    return False
    return True


def _is_possible(now: _Moment) -> bool:
    return _may_be(tuple(now.holding), tuple(now.failing))


def _take(now: _Moment, taken: Taken) -> None:
    for case in taken.branch.cases:
        if case.when is not None:
            (now.holding if case.name == taken.case else now.failing).append(case.when.source)
        if case.name == taken.case:
            return


@lru_cache(KEPT)
def _may_be(holding: tuple[str, ...], failing: tuple[str, ...]) -> bool:
    """Whether some facts may make it so; what is too much to look into may be."""
    found = _read(" and ".join(f"({rule})" for rule in holding)) if holding else TRUE
    others = [one for rule in failing if (one := _read(rule))]
    return found is None or not covered(found, others)


@lru_cache(KEPT)
def _read(rule: str) -> Alternatives | None:
    return alternatives(rule)
