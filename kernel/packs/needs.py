"""What a change stands on besides the plugin whose definition it changes; pure."""

from collections.abc import Sequence
from dataclasses import replace

from kernel.errors import TongbanError
from kernel.layers import Layer, LayerMode, resolved
from kernel.nodes import Body, same

PACK = "."
"""Stands for the pack to come: no plugin can have this name."""


def needs(changes: Sequence[Layer], layers: Sequence[Layer], order: Sequence[str]) -> set[str]:
    """The plugins without which, or ahead of which, the changes would not come to the same."""
    coming = [replace(one, plugin=PACK, mode=LayerMode.EXTENSION) for one in changes]
    found = {one.target.partition(".")[0] for one in changes}
    for one in changes:
        whole = resolved(one.target, [*layers, *coming], [*order, PACK])
        amending = {layer.plugin for layer in layers if layer.mode is LayerMode.EXTENSION} - found
        found |= {name for name in amending if not _stands(one.target, name, whole, (layers, coming, order))}
    return found


def _stands(
    target: str, plugin: str, whole: Body, ground: tuple[Sequence[Layer], Sequence[Layer], Sequence[str]]
) -> bool:
    """Whether the definition comes to the same when this plugin comes later, and can do without it."""
    layers, coming, order = ground
    place = list(order).index(plugin)
    try:
        resolved(target, [*(layer for layer in layers if layer.plugin != plugin), *coming], [*order, PACK])
        later = resolved(target, [*layers, *coming], [*order[:place], PACK, *order[place:]])
    except TongbanError:
        return False
    return same(later, whole)
