"""Whether the branches that a case takes at one and the same moment can all be taken by the same facts; pure."""

from dataclasses import dataclass, field
from functools import lru_cache

from approvals.engine.compiling import CompiledChain
from approvals.simulating.paths import LATE_PASSED, PASSED, Leg, Path, Taken
from approvals.soundness.holding import TRUE, Alternatives, alternatives, covered
from approvals.words import Exit, StepKind

KEPT = 2_000


@dataclass(slots=True)
class _Moment:
    """What is known to hold and not to hold until somebody does something again."""

    lanes: tuple[str, ...] = ()
    holding: list[str] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)

    def take(self, taken: Taken) -> None:
        """What is known more when the case takes this way."""
        for case in taken.branch.cases:
            if case.when is not None:
                (self.holding if case.name == taken.case else self.failing).append(case.when.source)
            if case.name == taken.case:
                return

    def allows(self, *, failing: str = "") -> bool:
        """Whether all of it can be, also with one more rule that does not hold."""
        more = (failing,) if failing else ()
        return _may_be(tuple(self.holding), (*self.failing, *more))


class _Entered:
    """What was known when the parallel groups of a path were entered: there all their lanes begin."""

    def __init__(self, chain: CompiledChain) -> None:
        self._chain = chain
        self._known: dict[str, _Moment] = {}

    def into(self, lanes: tuple[str, ...], now: _Moment) -> _Moment:
        """The moment at which the path comes into these lanes; of leaving others, whatever is told last, nothing is known."""
        shared = len([one for one, other in zip(lanes, now.lanes, strict=False) if one == other])
        if shared == len(lanes):
            return _Moment(lanes)
        if shared < len(now.lanes):
            now = self._known.get(self._group(lanes[shared])) or _Moment()
        for lane in lanes[shared:]:
            self._known[self._group(lane)] = now
        return _Moment(lanes, list(now.holding), list(now.failing))

    def _group(self, lane: str) -> str:
        owners = (place.owner for place in self._chain.places.values())
        return next(one[0].name for one in owners if isinstance(one, tuple) and one[1].name == lane)


def is_possible_at_once(path: Path, chain: CompiledChain) -> bool:
    """Whether no two branches contradict each other, or the wait behind which they come."""
    now, at_once, entered = _Moment(), False, _Entered(chain)
    before: Leg | Taken | None = None
    for move in path.moves:
        name = move.step.name if isinstance(move, Leg) else move.branch.name
        lanes = chain.places[name].lanes
        if lanes != now.lanes:
            has_leapt = isinstance(before, Leg) and isinstance(before.way, Exit)
            now = _Moment(lanes) if has_leapt else entered.into(lanes, now)
        match move:
            case Leg(step=step) if step.kind is not StepKind.AUTO and not at_once:
                # what a late case passes, it passes all at once
                at_once = move.way == LATE_PASSED
                waited = step.until is None or now.allows(failing=step.until.source)
                if not waited and move.way != PASSED:
                    # it was open, so what it waits for did not hold when the case came to it
                    return False
                if waited:
                    now = _Moment(lanes)
                    if step.until is not None and step.event is None and move.way == PASSED:
                        now.holding.append(step.until.source)
            case Taken():
                now.take(move)
                if not now.allows():
                    return False
        before = move
    return True


@lru_cache(KEPT)
def _may_be(holding: tuple[str, ...], failing: tuple[str, ...]) -> bool:
    """Whether some facts may make it so; what is too much to look into may be."""
    found = _read(" and ".join(f"({rule})" for rule in holding)) if holding else TRUE
    others = [one for rule in failing if (one := _read(rule))]
    return found is None or not covered(found, others)


@lru_cache(KEPT)
def _read(rule: str) -> Alternatives | None:
    return alternatives(rule)
