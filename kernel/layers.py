"""Layers of definitions and what they come to: base, own patch, extensions in load order, studio last.

The target of a layer is the definition it makes (base, primary) or amends (extension, studio). A primary
layer starts from all that the definition it inherits comes to, so an extension of that one reaches every
descendant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from kernel.errors import DefinitionError
from kernel.graph import dependants
from kernel.nodes import Body
from kernel.patching import RawOp, applied, read_ops
from kernel.text import Text


class LayerMode(Enum):
    """How a layer joins."""

    BASE = "base"
    PRIMARY = "primary"
    EXTENSION = "extension"
    STUDIO = "studio"


_MAKING = (LayerMode.BASE, LayerMode.PRIMARY)


@dataclass(frozen=True, slots=True)
class Layer:
    """One document of one plugin about one definition; `place` is where it was written."""

    target: str
    kind: str
    plugin: str
    mode: LayerMode
    body: Body | None = None
    inherit: str | None = None
    ops: tuple[RawOp, ...] = ()
    place: str = ""


def resolved(target: str, layers: Sequence[Layer], order: Sequence[str]) -> Body:
    """What all layers make of one definition; `order` is the load order of the plugins."""
    return _Resolving(layers, order).body(target)


def resolved_all(layers: Sequence[Layer], order: Sequence[str]) -> dict[str, Body]:
    """Every definition, each made once; a layer that amends a definition nobody makes is refused."""
    resolving = _Resolving(layers, order)
    return {target: resolving.body(target) for target in resolving.stacks}


def descendants(target: str, layers: Sequence[Layer]) -> set[str]:
    """All definitions that inherit from this one, directly or through others."""
    inherits: dict[str, list[str]] = {}
    for layer in layers:
        if layer.mode is LayerMode.PRIMARY and layer.inherit is not None:
            inherits.setdefault(layer.target, []).append(layer.inherit)
    return dependants(target, inherits)


@dataclass
class _Stack:
    """The layers of one target."""

    makers: list[Layer] = field(default_factory=list)
    amending: list[Layer] = field(default_factory=list)


class _Resolving:
    """Definitions made on demand, each once."""

    def __init__(self, layers: Sequence[Layer], order: Sequence[str]) -> None:
        self.stacks: dict[str, _Stack] = {}
        self._ranks = {plugin: rank for rank, plugin in enumerate(order)}
        self._bodies: dict[str, Body] = {}
        for layer in layers:
            stack = self.stacks.setdefault(layer.target, _Stack())
            (stack.makers if layer.mode in _MAKING else stack.amending).append(layer)

    def body(self, target: str) -> Body:
        """The definition; those it inherits from are made first."""
        for ancestor in reversed(self._lineage(target)):
            if ancestor.target not in self._bodies:
                self._bodies[ancestor.target] = self._made(ancestor)
        return self._bodies[target]

    def _lineage(self, target: str) -> list[Layer]:
        maker = _maker(target, self.stacks)
        lineage = [maker]
        while maker.mode is LayerMode.PRIMARY and maker.target not in self._bodies:
            parent = _parent(maker, self.stacks)
            if any(parent is earlier for earlier in lineage):
                raise _ring(parent, lineage)
            lineage.append(parent)
            maker = parent
        return lineage

    def _made(self, maker: Layer) -> Body:
        inherits = maker.mode is LayerMode.PRIMARY and maker.inherit is not None
        start = self._bodies[maker.inherit or ""] if inherits else maker.body
        patches = [maker, *sorted(self._amending(maker), key=self._rank)]
        return applied(start or {}, [op for layer in patches for op in read_ops(layer.ops, layer.place)])

    def _amending(self, maker: Layer) -> Iterator[Layer]:
        for layer in self.stacks[maker.target].amending:
            if layer.kind != maker.kind:
                raise _other_kind(layer, maker)
            yield layer

    def _rank(self, layer: Layer) -> int:
        if layer.mode is LayerMode.STUDIO:
            return len(self._ranks)
        rank = self._ranks.get(layer.plugin)
        if rank is None:
            raise _not_loaded(layer)
        return rank


def _maker(target: str, stacks: Mapping[str, _Stack]) -> Layer:
    stack = stacks.get(target, _Stack())
    if not stack.makers:
        raise _nobody_makes(target, stack.amending[0].place if stack.amending else target)
    first = stack.makers[0]
    if len(stack.makers) > 1:
        raise _made_twice(first, stack.makers[1])
    if first.mode is LayerMode.BASE and first.body is None:
        raise _without_body(first)
    return first


def _parent(layer: Layer, stacks: Mapping[str, _Stack]) -> Layer:
    if layer.inherit is None or not stacks.get(layer.inherit, _Stack()).makers:
        raise _unknown_parent(layer)
    parent = _maker(layer.inherit, stacks)
    if parent.kind != layer.kind:
        raise _other_kind(layer, parent)
    return parent


def _nobody_makes(target: str, place: str) -> DefinitionError:
    return DefinitionError(
        Text(f"没有定义“{target}”。", f'There is no definition "{target}".'),
        remedy=Text(
            "请核对完整标识，或安装提供它的插件。", "Check the full id, or install the plugin that has it."
        ),
        place=place,
    )


def _made_twice(first: Layer, second: Layer) -> DefinitionError:
    return DefinitionError(
        Text(
            f"定义“{first.target}”有两处：{first.place}、{second.place}。",
            f'Definition "{first.target}" is made twice: {first.place}, {second.place}.',
        ),
        remedy=Text(
            "请改其中一个的 id，或用 mode: extension。", "Give one another id, or use mode: extension."
        ),
        place=second.place,
    )


def _without_body(layer: Layer) -> DefinitionError:
    return DefinitionError(
        Text(f"定义“{layer.target}”没有内容。", f'Definition "{layer.target}" has no body.'),
        remedy=Text("请写出内容，或用 inherit 继承。", "Write its body, or inherit one."),
        place=layer.place,
    )


def _unknown_parent(layer: Layer) -> DefinitionError:
    return DefinitionError(
        Text(
            f"“{layer.target}”继承的“{layer.inherit}”不存在。",
            f'"{layer.target}" inherits "{layer.inherit}", which does not exist.',
        ),
        remedy=Text(
            "请核对 inherit（插件.标识），并在 depends 中写上该插件。",
            "Check inherit (plugin.id) and name that plugin in depends.",
        ),
        place=layer.place,
    )


def _other_kind(layer: Layer, other: Layer) -> DefinitionError:
    return DefinitionError(
        Text(
            f"“{layer.target}”的类型是 {layer.kind}，而“{other.target}”（{other.place}）是 {other.kind}。",
            f'"{layer.target}" is a {layer.kind}, but "{other.target}" ({other.place}) is a {other.kind}.',
        ),
        remedy=Text(
            "请让 model 一致，或继承同类的定义。", "Make model agree, or inherit one of the same kind."
        ),
        place=layer.place,
    )


def _not_loaded(layer: Layer) -> DefinitionError:
    return DefinitionError(
        Text(
            f"插件 {layer.plugin} 扩展“{layer.target}”，但它不在加载顺序中。",
            f'Plugin {layer.plugin} extends "{layer.target}" but is not in the load order.',
        ),
        remedy=Text("请先安装该插件，或去掉这一层。", "Install the plugin first, or leave this layer out."),
        place=layer.place,
    )


def _ring(parent: Layer, lineage: Sequence[Layer]) -> DefinitionError:
    start = next(number for number, layer in enumerate(lineage) if layer is parent)
    ring = " → ".join(layer.target for layer in [*lineage[start:], parent])
    return DefinitionError(
        Text(f"继承成环：{ring}。", f"Circular inheritance: {ring}."),
        remedy=Text("请去掉其中一处 inherit。", "Drop one of these inherits."),
        place=parent.place,
    )
