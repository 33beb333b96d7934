"""What can be done to a chain on the drawing board: each act takes a body and gives a new one; pure."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from approvals.chains.definition import DEEPEST
from approvals.designing.nodes import WAYS, Kind, Place, found_at, listed, place_of, places, steps_in
from approvals.designing.renaming import anew, follow
from approvals.words import GroupKind, Outcome
from kernel.designs.acts import Done
from kernel.designs.naming import free_name, names_in, refuse_name
from kernel.differences import MISSING
from kernel.errors import Invalid
from kernel.nodes import ROOT, Body
from kernel.text import Text

RESERVED = frozenset(Outcome)
CASE = Text("新的情形", "New case")


def lane(number: int) -> Text:
    """What a new lane is called: lanes of one group are told apart."""
    return Text(f"第 {number} 路", f"Lane {number}")


def added(body: Body, node: Mapping[str, Any], *, into: str, before: str = "") -> Done:
    """The step or group stands in this list before this sibling, or at the end, under a name of its own."""
    after, fresh = deepcopy(body), deepcopy(dict(node))
    taken = names_in(after)
    name = free_name(str(fresh.get("kind", "step")), taken)
    fresh.pop("name", None)
    anew(fresh, taken | {name})
    _insert(steps_in(after, into), {"name": name, **fresh}, before)
    return _drawn(body, after, name)


def way_added(body: Body, at: str) -> Done:
    """The group has one more case or lane: behind this one, or as its last."""
    after = deepcopy(body)
    place = place_of(after, at)
    group = place_of(after, place.owner) if not place.flows else place
    if group.kind not in WAYS:
        raise _no_group(at)
    kind, key = WAYS[group.kind]
    ways = listed(group.node, key)
    title, taken = CASE if kind is Kind.CASE else lane(len(ways) + 1), names_in(after)
    way: Body = {"name": free_name(kind, taken), "title": {"zh": title.zh, "en": title.en}, "steps": []}
    ways.insert(len(ways) if place is group else place.index + 1, way)
    return Done(after, way["name"])


def rest_added(body: Body, at: str) -> Done:
    """The branch says what happens in all other cases: at first, nothing."""
    after = deepcopy(body)
    place = place_of(after, at)
    if place.kind is not Kind.BRANCH:
        raise _no_group(at)
    listed(place.node, "else")
    return Done(after, at)


def wrapped(body: Body, name: str, kind: GroupKind) -> Done:
    """The node stands in the first way of a new group in its place."""
    after = deepcopy(body)
    place = place_of(after, name)
    if not place.flows:
        raise _elsewhere(name)
    taken = names_in(after)
    group: Body = {"name": free_name(kind, taken), "kind": kind.value}
    inner, key = WAYS[Kind(kind.value)]
    ways: list[Body] = []
    for steps in [[place.node]] if inner is Kind.CASE else [[place.node], []]:
        way = free_name(inner, taken)
        taken.add(way)
        words = CASE if inner is Kind.CASE else lane(len(ways) + 1)
        ways.append({"name": way, "title": {"zh": words.zh, "en": words.en}, "steps": steps})
    group[key] = ways
    if inner is Kind.CASE:
        group["else"] = []
    place.siblings[place.index] = group
    return _drawn(body, after, ways[0]["name"])


def dissolved(body: Body, name: str) -> Done:
    """The group is gone; the steps of its ways stand in its place, one way after the other."""
    after = deepcopy(body)
    place = place_of(after, name)
    if place.kind not in WAYS:
        raise _no_group(name)
    ways = place.node.get(WAYS[place.kind][1]) or []
    steps = [step for way in ways for step in way.get("steps") or ()]
    steps += place.node.get("else") or []
    place.siblings[place.index : place.index + 1] = steps
    return Done(after, str(steps[0]["name"]) if steps else _beside(place))


def moved(body: Body, name: str, *, into: str = "", before: str = "") -> Done:
    """The node stands in this list before this sibling, or at its end; a case or lane stays in its group."""
    after = deepcopy(body)
    place = place_of(after, name)
    if name == before:
        return Done(after, name)
    if not place.flows:
        if into not in ("", place.owner):
            raise _elsewhere(name)
        _insert(place.siblings, place.siblings.pop(place.index), before)
        return Done(after, name)
    within = {one.name for one in places({"steps": [place.node]})}
    if into in within or before in within:
        raise _elsewhere(name)
    target = steps_in(after, into or place.owner)
    node = place.siblings.pop(place.index)
    _insert(target, node, before)
    return _drawn(body, after, name)


def shifted(body: Body, name: str, *, by: int) -> Done:
    """The node stands one place up or down; a step at the edge of a group comes out of it."""
    after = deepcopy(body)
    place = place_of(after, name)
    there = place.index + by
    if 0 <= there < len(place.siblings):
        place.siblings.insert(there, place.siblings.pop(place.index))
    elif place.flows and place.owner != ROOT:
        around = place_of(after, place.owner)
        group = around if around.flows else place_of(after, around.owner)
        node = place.siblings.pop(place.index)
        group.siblings.insert(group.index + (by > 0), node)
    return Done(after, name)


def copied(body: Body, name: str) -> Done:
    """A copy stands behind the node; its names are new, and only the original files the application."""
    after = deepcopy(body)
    place = place_of(after, name)
    copy = deepcopy(place.node)
    anew(copy, names_in(after))
    for one in places({"steps": [copy]} if place.flows else {"steps": copy.get("steps")}):
        one.node.pop("files", None)
    place.siblings.insert(place.index + 1, copy)
    return Done(after, copy["name"])


def removed(body: Body, name: str) -> Done:
    """The node is gone with everything in it; one looks at its neighbour, or at what it stood in."""
    after = deepcopy(body)
    place = place_of(after, name)
    place.siblings.pop(place.index)
    return Done(after, _beside(place))


def changed(body: Body, name: str, changes: Mapping[str, Any]) -> Done:
    """The node, or without a name the chain, says this under these keys; MISSING takes one away, a name is followed."""
    after = deepcopy(body)
    node = place_of(after, name).node if name else after
    renamed = changes.get("name", name) if name else ""
    if name and renamed != name:
        refuse_name(after, renamed if isinstance(renamed, str) else "", own=name, reserved=RESERVED)
        follow(after, {name: renamed})
    for key, value in changes.items():
        if value is MISSING:
            node.pop(key, None)
        else:
            node[key] = deepcopy(value)
    return Done(after, renamed)


def spot_after(body: Body, at: str) -> tuple[str, str]:
    """Where a new step comes when somebody looks at this node: in which list, and before which sibling."""
    place = found_at(body, at)
    if place is None:
        return ROOT, ""
    return (place.owner, place.following) if place.flows else (place.name, "")


def _insert(target: list[Any], node: Body, before: str) -> None:
    standing = [item.get("name") for item in target]
    if before and before not in standing:
        raise Invalid(
            Text(f"要放的位置“{before}”已不在这里。", f"The place before “{before}” is no longer there."),
            remedy=Text("请重新选择位置。", "Choose the place again."),
            place=before,
        )
    target.insert(standing.index(before) if before else len(target), node)


def _drawn(before: Body, after: Body, at: str) -> Done:
    """The chain after the act, unless groups would nest deeper than a chain may: nobody could see what is in them."""
    deep = _depth(after.get("steps"))
    if deep > max(DEEPEST, _depth(before.get("steps"))):
        raise Invalid(
            Text(
                f"分支和并行组最多套 {DEEPEST} 层，这里会有 {deep} 层。",
                f"Groups nest {DEEPEST} levels at most; here there would be {deep}.",
            ),
            remedy=Text(
                "请放到外面一层，或把里面的步骤拆成另一条审批链。",
                "Put it further out, or make what is inside a chain of its own.",
            ),
            place=at,
        )
    return Done(after, at)


def _depth(nodes: Any) -> int:
    """How many groups stand in each other."""
    lists = [
        [way.get("steps") for key in ("cases", "lanes") for way in node.get(key) or ()] + [node.get("else")]
        for node in nodes or ()
        if node.get("kind") in set(GroupKind)
    ]
    return max((1 + max(_depth(inner) for inner in group) for group in lists), default=0)


def _beside(place: Place) -> str:
    left = place.siblings
    if not left:
        return "" if place.owner == ROOT else place.owner
    return str(left[min(place.index, len(left) - 1)].get("name", ""))


def _elsewhere(name: str) -> Invalid:
    return Invalid(
        Text(f"“{name}”不能放到那里。", f"“{name}” cannot stand there."),
        remedy=Text(
            "步骤可以放到任何一条连线上，但不能放进它自己；情形和并行的一路只能在自己的组里移动。",
            "Steps stand on any line, but not in themselves; cases and lanes move within their group.",
        ),
        place=name,
    )


def _no_group(name: str) -> Invalid:
    return Invalid(
        Text(f"“{name}”不是分支或并行组。", f"“{name}” is no branch and no parallel group."),
        remedy=Text("请先选择一个分支或并行组。", "Choose a branch or a parallel group first."),
        place=name,
    )
