"""Where the nodes of a chain stand, and which lists of steps there are; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from approvals.words import GroupKind
from kernel.errors import Invalid, NotFound
from kernel.nodes import ROOT, Body
from kernel.text import Text


class Kind(StrEnum):
    """What a node of a chain is."""

    CHAIN = "chain"
    STEP = "step"
    BRANCH = "branch"
    PARALLEL = "parallel"
    CASE = "case"
    LANE = "lane"


GROUPS = {GroupKind.BRANCH.value: Kind.BRANCH, GroupKind.PARALLEL.value: Kind.PARALLEL}
WAYS = {Kind.BRANCH: (Kind.CASE, "cases"), Kind.PARALLEL: (Kind.LANE, "lanes")}
"""What the ways of a group are, and where they stand."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node in the list in which it stands; the list is that of its owner: the chain, a case, a lane, a group."""

    kind: Kind
    siblings: list[Body]
    index: int
    owner: str

    @property
    def node(self) -> Body:
        """The node itself."""
        return self.siblings[self.index]

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.node.get("name", ""))

    @property
    def following(self) -> str:
        """The name of the next sibling; empty for the last one."""
        after = self.index + 1
        return str(self.siblings[after].get("name", "")) if after < len(self.siblings) else ""

    @property
    def flows(self) -> bool:
        """Whether it stands among steps; cases and lanes stand among their like."""
        return self.kind not in (Kind.CASE, Kind.LANE)


def places(body: Body) -> Iterator[Place]:
    """Every node in the order of the chain, groups before what is in them."""
    return _among(body.get("steps"), ROOT)


def _among(nodes: Any, owner: str) -> Iterator[Place]:
    for index, node in enumerate(nodes or ()):
        kind = GROUPS.get(str(node.get("kind", "")), Kind.STEP)
        yield Place(kind, nodes, index, owner)
        if kind not in WAYS:
            continue
        inner, key = WAYS[kind]
        ways: list[Body] = node.get(key) or []
        for number, way in enumerate(ways):
            yield Place(inner, ways, number, str(node.get("name", "")))
            yield from _among(way.get("steps"), str(way.get("name", "")))
        yield from _among(node.get("else"), str(node.get("name", "")))


def found_at(body: Body, name: str) -> Place | None:
    """The place of the node of this name."""
    return next((place for place in places(body) if name and place.name == name), None)


def place_of(body: Body, name: str) -> Place:
    """The place of the node; raises when it is not there."""
    found = found_at(body, name)
    if found is None:
        raise NotFound(
            Text(f"审批链里没有“{name}”。", f"There is no “{name}” in the chain."),
            remedy=Text(
                "它可能刚被删除；请在图上重新选择。",
                "It may have been removed; choose again on the drawing.",
            ),
            place=name,
        )
    return found


def steps_in(body: Body, into: str) -> list[Any]:
    """The list of steps of the chain (`.`), a case, a lane, or what a branch does otherwise; made when it is missing."""
    if into == ROOT:
        return listed(body, "steps")
    place = place_of(body, into)
    match place.kind:
        case Kind.CASE | Kind.LANE:
            return listed(place.node, "steps")
        case Kind.BRANCH:
            return listed(place.node, "else")
    raise Invalid(
        Text(f"“{into}”里不能放步骤。", f"No step can stand in “{into}”."),
        remedy=Text("请放到连线上的加号处。", "Put it at a plus sign on a line."),
        place=into,
    )


def listed(node: Body, key: str) -> list[Any]:
    """The list under a key, which is made when it is not there."""
    found = node.get(key)
    if not isinstance(found, list):
        found = node[key] = []
    return found


def names(body: Body) -> list[str]:
    """Every node by its name."""
    return [place.name for place in places(body)]
