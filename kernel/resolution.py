"""What every definition says once the studio layer has been carried onto new ground; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kernel.layers import Layer, LayerMode, resolved, resolved_all
from kernel.merging import Choice, Merge, merged, with_choices
from kernel.nodes import Body, same
from kernel.patching import applied, operations_between, read_ops

Choices = Mapping[str, Mapping[str, Choice]]


@dataclass(frozen=True, slots=True)
class StudioLayer:
    """What admins changed in one definition, and what they saw when they did."""

    layer: Layer
    seen: Body


@dataclass(frozen=True, slots=True)
class Rebased:
    """One studio layer on its new ground; `merge` is None where the ground did not move."""

    studio: StudioLayer
    merge: Merge | None
    open_clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Every body, and what became of the studio layer."""

    bodies: Mapping[str, Body]
    studio: Mapping[str, Rebased]

    @property
    def open_clashes(self) -> dict[str, tuple[str, ...]]:
        """The places that somebody has to decide first, by definition."""
        return {target: found.open_clashes for target, found in self.studio.items() if found.open_clashes}


def resolution(
    layers: Sequence[Layer], order: Sequence[str], studio: Sequence[StudioLayer], choices: Choices
) -> Resolution:
    """The bodies of all definitions with the studio layer last; a clash without a choice keeps ours for show."""
    ground = list(layers)
    rebased: dict[str, Rebased] = {}
    for one in sorted(studio, key=lambda found: _depth(found.layer.target, layers)):
        target = one.layer.target
        theirs = resolved(target, ground, order)
        rebased[target] = _carried(one, theirs, choices.get(target, {}))
        ground.append(rebased[target].studio.layer)
    return Resolution(resolved_all(ground, order), rebased)


def _carried(one: StudioLayer, theirs: Body, choices: Mapping[str, Choice]) -> Rebased:
    if same(theirs, one.seen):
        return Rebased(one, None)
    ours = applied(one.seen, read_ops(one.layer.ops, one.layer.place))
    merge = merged(one.seen, theirs, ours)
    body = with_choices(merge, choices)
    undecided = tuple(clash.path for clash in merge.conflicts if clash.path not in choices)
    layer = replace(one.layer, ops=tuple(operations_between(theirs, body)))
    return Rebased(StudioLayer(layer, theirs), merge, undecided)


def _depth(target: str, layers: Sequence[Layer]) -> int:
    parents = {layer.target: layer.inherit for layer in layers if layer.mode is LayerMode.PRIMARY}
    depth, seen = 0, {target}
    while (parent := parents.get(target)) and parent not in seen:
        seen.add(parent)
        target, depth = parent, depth + 1
    return depth
