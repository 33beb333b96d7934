"""The ways through a tree of steps, one step after the other, lanes side by side; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product, takewhile

from approvals.definition import Branch, Lane, Node, Parallel, Step
from approvals.engine.compiling import CompiledChain
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
from kernel.text import Text

ENDS = frozenset(Outcome)
Lanes = tuple[str, ...]
TRIED = 10
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
            for found in self._sequence(rest.nodes):
                if not lanes and self._is_enough():
                    return
                path = joined(rest.before, found)
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

    def _sequence(self, nodes: Sequence[Node]) -> Iterator[Path]:
        if not nodes:
            yield Path()
            return
        for first in self._node(nodes[0]):
            if first.ended:
                yield first
            else:
                for rest in self._sequence(nodes[1:]):
                    yield joined(first, rest)

    def _node(self, node: Node) -> Iterator[Path]:
        match node:
            case Step():
                yield from ways_out(node)
            case Branch():
                for case in node.cases:
                    yield from self._taken(node, case.name, case.title, case.steps)
                if node.otherwise is not None:
                    yield from self._taken(node, "else", None, node.otherwise)
            case Parallel():
                around = self.chain.places[node.name].lanes
                yield from side_by_side(node, [self._lane(lane, around) for lane in node.lanes])

    def _lane(self, lane: Lane, around: Lanes) -> tuple[Path, ...]:
        found = self.ways(Rest(Path(), lane.steps), (*around, lane.name))
        return tuple(islice(found, self.most + 1))

    def _taken(self, branch: Branch, name: str, title: Text | None, steps: Sequence[Node]) -> Iterator[Path]:
        for path in self._sequence(steps):
            yield replace(path, moves=(Taken(branch, name, title), *path.moves))


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
