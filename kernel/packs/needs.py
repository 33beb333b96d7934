"""What a change, or a definition that was made here, stands on; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kernel.errors import TongbanError
from kernel.layers import Layer, LayerMode, resolved
from kernel.nodes import Body, same
from kernel.registry import Registry
from kernel.seams import KIND

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


def needed_by(registry: Registry, kind: str, body: Body, plugins: Sequence[str]) -> set[str]:
    """The plugins without which the body would not be proved, and those whose definitions it names."""
    found = {name for name in plugins if not _proved(registry.without([name]), kind, body)}
    owners = {value.partition(".")[0] for value in _words(body) if "." in value}
    return found | (owners & set(plugins))


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The same value, in which every text that is one of the names is the new one."""
    if isinstance(value, Mapping):
        return {key: renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value


def _proved(registry: Registry, kind: str, body: Body) -> bool:
    try:
        return not registry.thing(KIND, kind).check(body, registry)
    except TongbanError:
        return False


def _words(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, str):
        yield value


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
