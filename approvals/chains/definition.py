"""A chain as a value: a tree of steps, branches and parallel groups; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from approvals.words import (
    Exit,
    GroupKind,
    Level,
    Need,
    Order,
    Overdue,
    Party,
    Registrations,
    Routing,
    Silence,
    StepKind,
    Stop,
    Unit,
    Verb,
)
from kernel.expressions import Expression
from kernel.nodes import name_step
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Span:
    """So many days of a kind, or so many months."""

    days: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Clock:
    """By when it has to be done, by when the office promises it, and what happens when it is late."""

    span: Span
    on_overdue: Overdue
    promised: int | None = None
    remind: int = 1
    """So many days of the same kind before the promised day, or else before the last, somebody is told."""
    silence: Silence | None = None
    """What it counts as when the clock runs out and nobody has decided; by itself it counts as nothing."""
    at_least: int | None = None
    at_most: int | None = None
    """Whoever sends a case back may give the party so many days instead; nothing said, the usual ones."""

    @property
    def terms(self) -> range:
        """The days that a return may give; none where it is always the usual ones."""
        if self.at_least is None and self.at_most is None:
            return range(0)
        return range(self.at_least or self.span.days, (self.at_most or self.span.days) + 1)


@dataclass(frozen=True, slots=True)
class Office:
    """Which authority acts; a fixed one is named by its external id."""

    level: Level
    routing: Routing
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One thing the holder may choose."""

    value: str
    title: Text


@dataclass(frozen=True, slots=True)
class Votes:
    """How many of the signers have to agree, and whether they sign in turn."""

    need: Need
    of: int | None = None
    """The number or the percentage that is needed."""
    order: Order = Order.ANY


@dataclass(frozen=True, slots=True)
class Substitute:
    """What may stand in for a party that does not confirm: evidence in these sections, by whom, and when."""

    by: Party
    sections: tuple[str, ...]
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Where somebody goes while the case waits for them."""

    title: Text
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; which of its parts mean anything depends on its kind."""

    name: str
    title: Text
    kind: StepKind
    help: Text | None = None
    party: Party | None = None
    office: Office | None = None
    role: str | None = None
    verbs: tuple[Verb, ...] = ()
    sections: tuple[str, ...] = ()
    clock: Clock | None = None
    exits: Mapping[Exit, str] = field(default_factory=lambda: MappingProxyType({}))
    files: bool = False
    effects: tuple[Mapping[str, Any], ...] = ()
    """Rows as kernel.effects takes them, done when the step is passed."""
    until: Expression | None = None
    event: str | None = None
    lasts: Span | None = None
    options: tuple[Option, ...] = ()
    among: Expression | None = None
    votes: Votes | None = None
    apart: tuple[str, ...] = ()
    """Steps which somebody else has to have done."""
    edits: tuple[str, ...] = ()
    """Fields that may be changed at this step."""
    pool: bool = False
    """Whether somebody has to claim it before acting; otherwise it is done by whoever comes first."""
    stops: Stop | None = None
    """Why the clock of the case stands while this step is open; it runs when nothing is said."""
    substitute: Substitute | None = None
    link: Link | None = None
    text: Text | None = None
    """What a public notice says."""
    place: Text | None = None
    """Where it is published."""
    checks: tuple[Mapping[str, Any], ...] = ()
    """Checks that have to be passed, as licensing knows them; `on: {failed: …}` says what else happens."""
    picks: Registrations | None = None
    """The list of registrations from which it starts: somebody takes one up before anybody does the step."""
    choice: str | None = None
    """The choice that may still be made while the notice stands."""

    @property
    def taken_first(self) -> bool:
        """Whether somebody has to take it for themselves before acting."""
        return self.pool or self.picks is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One way through a branch, taken when its rule holds and none before it did."""

    name: str
    title: Text | None
    when: Expression | None
    steps: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Exactly one of several ways; `otherwise` is None when nothing is said of the remaining cases."""

    name: str
    title: Text | None
    cases: tuple[Case, ...]
    otherwise: "tuple[Node, ...] | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One way of a parallel group."""

    name: str
    title: Text | None
    steps: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """Several ways at once; it is passed when all are."""

    name: str
    title: Text | None
    lanes: tuple[Lane, ...]


Node: TypeAlias = Step | Branch | Parallel


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A sequence of nodes; who passes the last one is granted what the matter gives."""

    title: Text
    steps: tuple[Node, ...]
    help: Text | None = None
    clock: Clock | None = None
    exits: Mapping[Exit, str] = field(default_factory=lambda: MappingProxyType({}))
    """Where the case goes when it is late as a whole."""


class Spot(NamedTuple):
    """Something with a name, where it stands, and the lanes of parallel groups around it."""

    path: str
    thing: "Node | Case | Lane"
    lanes: tuple[str, ...]


class StepSpot(NamedTuple):
    """A step, where it stands, and the lanes of parallel groups around it."""

    path: str
    step: Step
    lanes: tuple[str, ...]


def spots_of(chain: Chain) -> Iterator[Spot]:
    """Everything with a name, in the order of the document, outer things first."""
    return _spots(chain.steps, "steps", ())


def steps_of(chain: Chain) -> Iterator[StepSpot]:
    """Every step in the order of the document."""
    for path, thing, lanes in spots_of(chain):
        if isinstance(thing, Step):
            yield StepSpot(path, thing, lanes)


def ways_of(group: Branch | Parallel, path: str) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Each way through a group with the path of its steps; the rest of a branch comes last."""
    match group:
        case Branch():
            for case in group.cases:
                yield f"{path}.cases{name_step(case.name)}.steps", case.steps
            yield f"{path}.else", group.otherwise or ()
        case Parallel():
            for lane in group.lanes:
                yield f"{path}.lanes{name_step(lane.name)}.steps", lane.steps


def _spots(nodes: tuple[Node, ...], path: str, lanes: tuple[str, ...]) -> Iterator[Spot]:
    for node in nodes:
        here = path + name_step(node.name)
        yield Spot(here, node, lanes)
        match node:
            case Branch():
                for case in node.cases:
                    yield Spot(f"{here}.cases{name_step(case.name)}", case, lanes)
                for inner, steps in ways_of(node, here):
                    yield from _spots(steps, inner, lanes)
            case Parallel():
                for lane, (inner, steps) in zip(node.lanes, ways_of(node, here), strict=True):
                    yield Spot(f"{here}.lanes{name_step(lane.name)}", lane, lanes)
                    yield from _spots(steps, inner, (*lanes, lane.name))


KINDS: Mapping[str, StepKind | GroupKind] = MappingProxyType(
    {word.value: word for kinds in (StepKind, GroupKind) for word in kinds}
)
"""What the `kind` of a node may say."""
DEEPEST = 6
"""So many groups stand in each other at most."""
