"""A chain prepared for running: every step by its name, and what comes after it; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from approvals.chains.definition import Branch, Chain, Lane, Node, Parallel, Step
from approvals.words import StepKind

Owner: TypeAlias = Branch | tuple[Parallel, Lane] | None


class Place(NamedTuple):
    """Where a node stands: the nodes beside it, its number among them, and what holds them all."""

    beside: tuple[Node, ...]
    number: int
    owner: Owner
    lanes: tuple[str, ...]
    """The lanes of parallel groups around it, outer ones first."""


@dataclass(frozen=True, slots=True)
class CompiledChain:
    """Made once for a version of a chain; it holds no state, so threads share it."""

    chain: Chain
    steps: Mapping[str, Step] = field(repr=False)
    places: Mapping[str, Place] = field(repr=False)
    order: Mapping[str, int] = field(repr=False)
    """The steps' numbers in the order of the document."""
    lanes_around: Mapping[str, tuple[str, ...]] = field(repr=False)
    """For each lane the lanes around it."""
    files: bool
    """Whether some step is the filing act."""
    choices: frozenset[str]
    """The steps at which something is chosen that later rules read."""

    def step_title(self, name: str) -> str:
        """How people call the step."""
        step = self.steps.get(name)
        return step.title.zh if step else name


def compiled(chain: Chain) -> CompiledChain:
    """The chain prepared for running."""
    steps: dict[str, Step] = {}
    places: dict[str, Place] = {}
    around: dict[str, tuple[str, ...]] = {}
    for node, place in _laid(chain.steps, None, ()):
        places[node.name] = place
        match node:
            case Step():
                steps[node.name] = node
            case Parallel():
                around |= {lane.name: place.lanes for lane in node.lanes}
    order = {name: number for number, name in enumerate(steps)}
    files = any(step.files for step in steps.values())
    choices = frozenset(
        name for name, step in steps.items() if step.kind is StepKind.CHOOSE or step.substitute
    )
    return CompiledChain(chain, steps, places, order, around, files, choices)


def _laid(nodes: tuple[Node, ...], owner: Owner, lanes: tuple[str, ...]) -> Iterator[tuple[Node, Place]]:
    for number, node in enumerate(nodes):
        yield node, Place(nodes, number, owner, lanes)
        match node:
            case Branch():
                for way in (*(case.steps for case in node.cases), node.otherwise or ()):
                    yield from _laid(way, node, lanes)
            case Parallel():
                for lane in node.lanes:
                    yield from _laid(lane.steps, (node, lane), (*lanes, lane.name))
