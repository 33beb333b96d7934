"""The ways through a tree of steps, one step after the other, lanes side by side; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product, takewhile

from approvals.chains.definition import Branch, Lane, Node, Parallel, Step
from approvals.engine.compiling import CompiledChain
from approvals.simulating.at_once import is_possible_at_once
from approvals.simulating.choosing import is_possible
from approvals.simulating.paths import (
    ELAPSED,
    OVERDUE_PASSED,
    PASSED,
    SILENT,
    STOPPED,
    SUBSTITUTED,
    Leg,
    Path,
    Taken,
    days_of,
    joined,
)
from approvals.words import Exit, Outcome, Overdue, StepKind, Verb

ENDS = frozenset(Outcome)
Lanes = tuple[str, ...]
TRIED = 4
"""So many times as many ways are looked at as are shown, for some turn out to be impossible."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A path that has leapt to a step, and everything from there on."""

    before: Path
    nodes: tuple[Node, ...]


class Walking:
    """Walks one chain; of the ways through a lane no more than `most` are looked at."""

    def __init__(self, chain: CompiledChain, most: int) -> None:
        self.chain, self.most = chain, most
        self.cut = False
        """Whether there was more to look at."""
        self._tried = 0

    def ways(self, start: Rest, lanes: Lanes = ()) -> Iterator[Path]:
        """The ways from here; within these lanes, a way that leads out of them ends with its target."""
        pending = [start]
        while pending:
            rest = pending.pop(0)
            for path in self._sequence(rest.nodes, rest.before):
                if not lanes and self._is_enough():
                    return
                if not path.target or self.chain.places[path.target].lanes[: len(lanes)] != lanes:
                    yield path
                elif path.visits(path.target):
                    yield replace(path, back_to=path.target, target="")
                else:
                    rest_of = tuple(self.onwards(path.target, lanes))
                    pending.append(Rest(replace(path, target=""), rest_of))

    def _is_enough(self) -> bool:
        self._tried += 1
        self.cut = self.cut or self._tried > self.most * TRIED
        return self.cut

    def onwards(self, name: str, lanes: Lanes = ()) -> Iterator[Node]:
        """The step itself and everything that comes after it within the lanes, also outside of the groups around it."""
        place = self.chain.places[name]
        yield from place.beside[place.number :]
        while place.owner is not None and len(place.lanes) >= len(lanes):
            if place.lanes == lanes and not isinstance(place.owner, Branch):
                return
            group = place.owner if isinstance(place.owner, Branch) else place.owner[0]
            place = self.chain.places[group.name]
            yield from place.beside[place.number + 1 :]

    def _sequence(self, nodes: Sequence[Node], before: Path) -> Iterator[Path]:
        """The ways on through these nodes; what facts or choices rule out is not followed any further."""
        if not nodes:
            yield before
            return
        for path in self._node(nodes[0], before):
            if path.ended:
                yield path
            else:
                yield from self._sequence(nodes[1:], path)

    def _node(self, node: Node, before: Path) -> Iterator[Path]:
        match node:
            case Step():
                ways = (joined(before, way) for way in ways_out(node))
                yield from ways if node.until is None else filter(self._is_possible, ways)
            case Branch():
                for case in node.cases:
                    yield from self._taken(Taken(node, case.name, case.title), case.steps, before)
                if node.otherwise is not None:
                    yield from self._taken(Taken(node, "else", None), node.otherwise, before)
            case Parallel():
                around = self.chain.places[node.name].lanes
                lanes = [self._lane(lane, around, before) for lane in node.lanes]
                ways = (joined(before, way) for way in side_by_side(node, lanes))
                yield from filter(self._is_possible, ways)

    def _taken(self, taken: Taken, steps: Sequence[Node], before: Path) -> Iterator[Path]:
        path = joined(before, Path((taken,)))
        if self._is_possible(path):
            yield from self._sequence(steps, path)

    def _is_possible(self, path: Path) -> bool:
        return is_possible(path, self.chain.steps) and is_possible_at_once(path, self.chain)

    def _lane(self, lane: Lane, around: Lanes, before: Path) -> tuple[Path, ...]:
        """The ways through a lane by themselves, but after what came before the group."""
        found = self.ways(Rest(replace(before, days={}), lane.steps), (*around, lane.name))
        behind = len(before.moves)
        return tuple(replace(path, moves=path.moves[behind:]) for path in islice(found, self.most + 1))


def ways_out(step: Step) -> Iterator[Path]:
    """The ways out of a step: on, by itself, replaced by evidence, ended by a verb, led elsewhere by an exit."""
    days = days_of(step)

    def way(name: str, outcome: Outcome | None = None) -> Path:
        return Path((Leg(step, name),), days=days, outcome=outcome)

    yield way(PASSED)
    if step.substitute is not None:
        yield way(SUBSTITUTED)
    yield from (way(name) for name in _by_itself(step))
    refused = Outcome.REFUSED if step.kind is StepKind.ACT else Outcome.TERMINATED
    if Verb.NOT_ACCEPT in step.verbs:
        yield way(Verb.NOT_ACCEPT, Outcome.NOT_ACCEPTED)
    if Verb.REJECT in step.verbs or step.votes is not None:
        yield way(Verb.REJECT, refused)
    if step.clock is not None and step.clock.on_overdue is Overdue.REJECT and step.clock.silence is None:
        yield way(Exit.OVERDUE, refused)
    for exit_, target in step.exits.items():
        yield way(exit_, Outcome(target)) if target in ENDS else replace(way(exit_), target=target)
    if step.checks and step.kind is StepKind.AUTO and Exit.FAILED not in step.exits:
        yield replace(way(STOPPED), stops=True)


def _by_itself(step: Step) -> Iterator[str]:
    """The ways in which time alone gets a step past that is otherwise passed by somebody or something."""
    awaited = step.until is not None or step.event is not None or step.choice is not None
    if awaited and step.lasts is not None:
        yield ELAPSED
    if step.clock is None or Exit.OVERDUE in step.exits:
        return
    if step.clock.silence is not None:
        yield SILENT
    elif step.clock.on_overdue is Overdue.APPROVE:
        yield OVERDUE_PASSED


def side_by_side(group: Parallel, lanes: Sequence[Sequence[Path]]) -> Iterator[Path]:
    """All lanes passed; or one that ends the case or leads out of the group, whatever the others are at.

    Where the others have effects, these may have come about by then, so that is a path of its own.
    """
    passed = [[path for path in lane if not path.ended] for lane in lanes]
    for some in product(*passed):
        yield _together(some)
    for number, lane in enumerate(lanes):
        for path in lane:
            if not path.ended:
                continue
            at_once = all(leg.step.kind is StepKind.AUTO for leg in path.legs)
            others = [*range(number), *(() if at_once else range(number + 1, len(lanes)))]
            heads = Path(tuple(leg for other in others for leg in _heads(group.lanes[other])))
            yield joined(heads, path)
            done = [passed[other][0] for other in others if passed[other]]
            if not at_once and len(done) == len(lanes) - 1 and any(one.effects for one in done):
                yield joined(_together(done), path)


def _heads(lane: Lane) -> Iterator[Leg]:
    """The automatic steps with which a lane begins: they are passed as soon as the group is entered."""
    for node in takewhile(_passes_at_once, lane.steps):
        if isinstance(node, Step):
            yield Leg(node, PASSED)


def _passes_at_once(node: Node) -> bool:
    return isinstance(node, Step) and node.kind is StepKind.AUTO


def _together(lanes: Sequence[Path]) -> Path:
    units = dict.fromkeys(unit for lane in lanes for unit in lane.days)
    days = {unit: max(lane.days.get(unit, 0) for lane in lanes) for unit in units}
    return Path(tuple(move for lane in lanes for move in lane.moves), days)
