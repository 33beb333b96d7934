"""Nodes that two sides of a merge put into different places, so that they would stand twice in the outcome.

A place is told from the nearest node above, so a node that travels with its section has not moved.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from kernel.differences import MISSING
from kernel.nodes import ROOT, Body, Home, Spot, item_steps, key_path, name_step, spots_by_name


class Apart(NamedTuple):
    """A node each side put somewhere else."""

    path: str
    base: object
    theirs: Body
    ours: Body


def moved_apart(base: Body, theirs: Body, ours: Body) -> Iterator[Apart]:
    """The nodes that both sides added or moved, and not to the same place."""
    old, left, right = spots_by_name(base), _once(theirs), _once(ours)
    alone = _once(base)
    for name, spot in left.items():
        if name not in right or len(old.get(name, ())) > 1:
            continue
        other, before = right[name], old[name][0] if name in old else None
        here, there = _home(spot, left), _home(other, right)
        if here != there and (before is None or _home(before, alone) not in (here, there)):
            yield Apart(name_step(name), before.node if before else MISSING, spot.node, other.node)


def settled(
    body: Body, theirs: Body, ours: Body, *, ours_at: Collection[str], values: Mapping[str, object]
) -> Body:
    """The merged body with one node of each such name: ours where a choice for ours covers it, else theirs.

    `ours_at` are the paths at which ours, or a value of one's own, was chosen; `values` those values.
    """
    left, right = _once(theirs), _once(ours)
    while (pair := _twice(body, left, right)) is not None:
        name = pair[0].node["name"]
        keeps_ours = _covered(name, pair[1].path, ours_at, values)
        body = _rebuilt(body, {pair[0 if keeps_ours else 1].path: MISSING})
    given = {step: value for step, value in values.items() if step.startswith("[")}
    if not given:
        return body
    spots = spots_by_name(body)
    return _rebuilt(
        body,
        {found[0].path: given[step] for name, found in spots.items() if (step := name_step(name)) in given},
    )


def _home(spot: Spot, once: Mapping[str, Spot]) -> Home:
    """Where the node stands; from the root when the node above it cannot be told from its twins."""
    return spot.home if spot.home.owner in once or spot.home.owner == ROOT else Home(ROOT, spot.path)


def _once(body: Body) -> dict[str, Spot]:
    return {name: spots[0] for name, spots in spots_by_name(body).items() if len(spots) == 1}


def _twice(body: Body, theirs: Mapping[str, Spot], ours: Mapping[str, Spot]) -> tuple[Spot, Spot] | None:
    for name, spots in spots_by_name(body).items():
        if len(spots) == 1 or name not in theirs or name not in ours:
            continue
        pair = theirs[name], ours[name]
        if pair[0].path != pair[1].path and {spot.path for spot in pair} <= {spot.path for spot in spots}:
            return pair
    return None


def _covered(name: str, path: str, ours_at: Collection[str], values: Mapping[str, object]) -> bool:
    own = name_step(name)
    if own in ours_at:
        return own not in values
    return any(path == chosen or path.startswith((f"{chosen}.", f"{chosen}[")) for chosen in ours_at)


def _rebuilt(body: Body, changed: Mapping[str, object]) -> Body:
    """The body with other values at some paths; MISSING takes one out."""
    return {
        key: value
        for key, old in body.items()
        if (value := _changed(old, key_path("", key), changed)) is not MISSING
    }


def _changed(value: object, path: str, changed: Mapping[str, object]) -> object:
    if path in changed:
        return changed[path]
    if isinstance(value, dict):
        pairs = ((key, _changed(old, key_path(path, key), changed)) for key, old in value.items())
        return {key: new for key, new in pairs if new is not MISSING}
    if isinstance(value, list):
        steps = zip(item_steps(value), value, strict=True)
        items = (_changed(old, path + step, changed) for step, old in steps)
        return [item for item in items if item is not MISSING]
    return value
