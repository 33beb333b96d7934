"""Where a case goes that is late as a whole, from every step of a path at which its clock may run out; pure."""

from collections.abc import Iterator
from dataclasses import replace

from approvals.engine.compiling import CompiledChain
from approvals.simulating.paths import LATE, LATE_PASSED, PASSED, Leg, Move, Path
from approvals.simulating.walking import ENDS, Rest, Walking
from approvals.words import Exit, Outcome, Overdue, Silence, StepKind

Seen = set[tuple[tuple[str, str], ...]]


def late_ways(walking: Walking, path: Path, seen: Seen) -> Iterator[Path]:
    """The late ways that branch off from this path, but for those that were seen on others."""
    chain = walking.chain
    clock, target = chain.chain.clock, chain.chain.exits.get(Exit.OVERDUE, "")
    if clock is None:
        return
    passes = clock.on_overdue is Overdue.APPROVE or clock.silence is Silence.GRANT
    if not (passes or target or clock.on_overdue is Overdue.REJECT):
        return
    days = {clock.span.unit: clock.span.days}
    for number, leg in _running(walking, path):
        late = _passed(path, number) if passes else (*path.moves[:number], Leg(leg.step, LATE))
        key = tuple(move.key for move in late)
        if not late or key in seen or leg.step.name == target:
            continue
        seen.add(key)
        if passes:
            yield replace(path, moves=late, days=days)
        elif target not in chain.steps:
            outcome = Outcome(target) if target in ENDS else Outcome.REFUSED
            yield Path(late, days, outcome)
        elif (before := Path(late, days)).visits(target):
            yield replace(before, back_to=target)
        else:
            yield from walking.ways(Rest(before, tuple(walking.onwards(target))))


def _running(walking: Walking, path: Path) -> Iterator[tuple[int, Leg]]:
    """The places on the path of steps that wait while the clock of the case runs: it runs once the case is filed."""
    filed, behind = not walking.chain.files, set[str]()
    for number, move in enumerate(path.moves):
        if isinstance(move, Leg):
            name = move.step.name
            beside = _beside(walking.chain, name) if walking.chain.lanes_around else ()
            stands = {name, *beside} - behind
            stood = any(walking.chain.steps[one].stops for one in stands)
            if filed and move.step.kind is not StepKind.AUTO and not stood:
                yield number, move
            filed = filed or move.step.files
            behind.add(name)


def _beside(chain: CompiledChain, name: str) -> Iterator[str]:
    """The steps of other lanes, of which some may be open while this one is."""
    here = chain.places[name].lanes
    owners = [place.owner for place in chain.places.values() if isinstance(place.owner, tuple)]
    groups = {lane.name: group.name for group, lane in owners}
    for other in chain.steps:
        there = chain.places[other].lanes
        apart = next(((one, two) for one, two in zip(here, there, strict=False) if one != two), None)
        if apart is not None and groups[apart[0]] == groups[apart[1]]:
            yield other


def _passed(path: Path, number: int) -> tuple[Move, ...]:
    """The path with everything from here on passed by the clock; nothing where somebody leaves it otherwise."""
    if path.outcome is None:
        return ()
    rest: list[Move] = []
    for move in path.moves[number:]:
        if isinstance(move, Leg) and move.step.kind is not StepKind.AUTO:
            if move.way != PASSED:
                return ()
            rest.append(Leg(move.step, LATE_PASSED))
        else:
            rest.append(move)
    return (*path.moves[:number], *rest)
