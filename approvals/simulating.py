"""Every path through a chain, with who acts, how long it takes, what it brings about and how it ends; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product

from approvals.definition import Branch, Chain, Node, Parallel, Span, Step
from approvals.engine.compiling import CompiledChain, compiled
from approvals.words import Exit, Outcome, Overdue, Silence, StepKind, Unit, Verb
from kernel.text import Text

MOST = 500
ENDS = frozenset(Outcome)
PASSED = "passed"
"""How a step is left by its main way."""
SUBSTITUTED = "substitute"
LATE = "case_late"
"""How a step is left when the case is late as a whole and goes elsewhere."""
LATE_PASSED = "case_granted"
"""The same where everything that is left counts as passed."""
BROUGHT_ABOUT = frozenset({PASSED, SUBSTITUTED, LATE_PASSED})


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a path, and how it is left: passed, replaced, by a verb that ends the case, or by an exit."""

    step: Step
    way: str


@dataclass(frozen=True, slots=True)
class Path:
    """One way of a case; it ends with an outcome, or comes back to a step where it has been."""

    legs: tuple[Leg, ...] = ()
    ways: tuple[tuple[Branch, str, Text | None], ...] = ()
    """Each branch on the way, with the case that was taken and its title."""
    days: Mapping[Unit, int] = field(default_factory=dict)
    """The limits of its steps together, by unit; of lanes side by side the longest."""
    outcome: Outcome | None = None
    back_to: str = ""
    target: str = ""

    @property
    def effects(self) -> tuple[str, ...]:
        """The names of the effects that it brings about, in order."""
        done = (leg.step.effects for leg in self.legs if leg.way in BROUGHT_ABOUT)
        return tuple(str(row.get("effect", "")) for rows in done for row in rows)

    @property
    def ended(self) -> bool:
        """Whether nothing follows."""
        return self.outcome is not None or bool(self.target)


@dataclass(frozen=True, slots=True)
class Simulation:
    """The paths of a chain, the shortest way to the grant first, and whether there are more than are shown."""

    paths: tuple[Path, ...]
    more: bool


def simulated(chain: Chain, *, most: int = MOST) -> Simulation:
    """The paths of a sound chain, at most so many."""
    found = tuple(islice(_all(compiled(chain), most), most + 1))
    return Simulation(found[:most], len(found) > most)


def paths(chain: Chain) -> tuple[Path, ...]:
    """The paths of a sound chain, at most five hundred."""
    return simulated(chain).paths


def _all(chain: CompiledChain, most: int) -> Iterator[Path]:
    """The main path, where a case that is late on it goes, every other path."""
    found = _paths(chain, _Rest(Path(), chain.chain.steps), most)
    for main in islice(found, 1):
        yield main
        yield from _late(chain, main, most)
    yield from found


def _paths(chain: CompiledChain, start: "_Rest", most: int) -> Iterator[Path]:
    pending = [start]
    while pending:
        rest = pending.pop(0)
        for found in _sequence(rest.nodes, most):
            path = _joined(rest.before, found)
            if path.outcome is None and path.target:
                if any(leg.step.name == path.target for leg in path.legs):
                    yield replace(path, back_to=path.target, target="")
                else:
                    before = replace(path, target="")
                    pending.append(_Rest(before, tuple(_onwards(chain, path.target))))
            else:
                yield path if path.outcome else replace(path, outcome=Outcome.GRANTED)


def _late(chain: CompiledChain, main: Path, most: int) -> Iterator[Path]:
    """The ways of a case that is late as a whole, at each step of the main path at which its clock may run out."""
    clock, target = chain.chain.clock, chain.chain.exits.get(Exit.OVERDUE, "")
    if clock is None:
        return
    passed = clock.on_overdue is Overdue.APPROVE or clock.silence is Silence.GRANT
    outcome = Outcome(target) if target in ENDS else Outcome.REFUSED
    leads = not target and clock.on_overdue is not Overdue.REJECT
    for number in _running(chain, main):
        before, here = main.legs[:number], main.legs[number].step
        days = {clock.span.unit: clock.span.days}
        if passed:
            rest = tuple(Leg(leg.step, LATE_PASSED) for leg in main.legs[number:])
            yield replace(main, legs=before + rest, days=days)
        elif not leads and here.name != target:
            late = Path((*before, Leg(here, LATE)), _behind(chain, main, here), days)
            yield from _led(chain, late, target, outcome, most)


def _led(chain: CompiledChain, late: Path, target: str, outcome: Outcome, most: int) -> Iterator[Path]:
    if target not in chain.steps:
        yield replace(late, outcome=outcome)
    elif any(leg.step.name == target for leg in late.legs):
        yield replace(late, back_to=target)
    else:
        yield from _paths(chain, _Rest(late, tuple(_onwards(chain, target))), most)


def _running(chain: CompiledChain, main: Path) -> Iterator[int]:
    """The places on the path of steps that wait while the clock of the case runs: it runs once the case is filed."""
    filed = not chain.files
    for number, leg in enumerate(main.legs):
        if filed and leg.step.kind is not StepKind.AUTO:
            yield number
        filed = filed or leg.step.files


def _behind(chain: CompiledChain, main: Path, step: Step) -> tuple[tuple[Branch, str, Text | None], ...]:
    """The branches that were taken before the case was there."""
    first = chain.order[step.name]
    inner = {branch.name: _first(chain, branch) for branch, _, _ in main.ways}
    return tuple(way for way in main.ways if inner[way[0].name] <= first)


def _first(chain: CompiledChain, branch: Branch) -> int:
    """Where the first step inside of the branch stands, whichever way was taken."""
    ways = [case.steps for case in branch.cases] + [branch.otherwise or ()]
    names = [one.name for steps in ways for one in _steps_in(steps)]
    return min((chain.order[name] for name in names), default=0)


def _steps_in(nodes: Sequence[Node]) -> Iterator[Step]:
    for node in nodes:
        match node:
            case Step():
                yield node
            case Branch():
                for case in node.cases:
                    yield from _steps_in(case.steps)
                yield from _steps_in(node.otherwise or ())
            case Parallel():
                for lane in node.lanes:
                    yield from _steps_in(lane.steps)


@dataclass(frozen=True, slots=True)
class _Rest:
    """A path that has leapt to a step, and everything from there on."""

    before: Path
    nodes: tuple[Node, ...]


def _sequence(nodes: Sequence[Node], most: int) -> Iterator[Path]:
    if not nodes:
        yield Path()
        return
    for first in _node(nodes[0], most):
        if first.ended:
            yield first
        else:
            for rest in _sequence(nodes[1:], most):
                yield _joined(first, rest)


def _node(node: Node, most: int) -> Iterator[Path]:
    match node:
        case Step():
            yield from _step(node)
        case Branch():
            for case in node.cases:
                yield from _taken(node, case.name, case.title, case.steps, most)
            if node.otherwise is not None:
                yield from _taken(node, "else", None, node.otherwise, most)
        case Parallel():
            lanes = [tuple(islice(_sequence(lane.steps, most), most + 1)) for lane in node.lanes]
            for some in product(*lanes):
                yield _side_by_side(some)


def _taken(branch: Branch, name: str, title: Text | None, steps: Sequence[Node], most: int) -> Iterator[Path]:
    for path in _sequence(steps, most):
        yield replace(path, ways=((branch, name, title), *path.ways))


def _step(step: Step) -> Iterator[Path]:
    """The ways out of a step: on, replaced by evidence, ended by a verb, led elsewhere by an exit."""
    days = _days(step)
    yield Path((Leg(step, PASSED),), days=days)
    if step.substitute is not None:
        yield Path((Leg(step, SUBSTITUTED),), days=days)
    refused = Outcome.REFUSED if step.kind is StepKind.ACT else Outcome.TERMINATED
    if Verb.NOT_ACCEPT in step.verbs:
        yield Path((Leg(step, Verb.NOT_ACCEPT),), days=days, outcome=Outcome.NOT_ACCEPTED)
    if Verb.REJECT in step.verbs or step.votes is not None:
        yield Path((Leg(step, Verb.REJECT),), days=days, outcome=refused)
    if step.clock is not None and step.clock.on_overdue is Overdue.REJECT:
        yield Path((Leg(step, Exit.OVERDUE),), days=days, outcome=refused)
    for way, target in step.exits.items():
        path = Path((Leg(step, way),), days=days)
        yield replace(path, outcome=Outcome(target)) if target in ENDS else replace(path, target=target)


def _days(step: Step) -> Mapping[Unit, int]:
    spans: list[Span] = [step.lasts] if step.lasts else [step.clock.span] if step.clock else []
    return {span.unit: span.days for span in spans}


def _joined(one: Path, other: Path) -> Path:
    units = [*one.days, *(unit for unit in other.days if unit not in one.days)]
    days = {unit: one.days.get(unit, 0) + other.days.get(unit, 0) for unit in units}
    return replace(other, legs=one.legs + other.legs, ways=one.ways + other.ways, days=days)


def _side_by_side(lanes: Sequence[Path]) -> Path:
    """The lanes as one path; the first lane that ends or leaves the group decides for all."""
    units = dict.fromkeys(unit for lane in lanes for unit in lane.days)
    last = next((lane for lane in lanes if lane.ended), Path())
    return Path(
        tuple(leg for lane in lanes for leg in lane.legs),
        tuple(way for lane in lanes for way in lane.ways),
        {unit: max(lane.days.get(unit, 0) for lane in lanes) for unit in units},
        last.outcome,
        target=last.target,
    )


def _onwards(chain: CompiledChain, name: str) -> Iterator[Node]:
    """The step itself and everything that comes after it, also outside of the groups around it."""
    place = chain.places[name]
    yield from place.beside[place.number :]
    owner = place.owner
    while owner is not None:
        group = owner if isinstance(owner, Branch) else owner[0]
        place = chain.places[group.name]
        yield from place.beside[place.number + 1 :]
        owner = place.owner
