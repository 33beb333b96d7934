"""The six patch operations as values, and how they are read from the data of a file.

    - before: target       nodes: [node, ...]
    - after: target        nodes: [node, ...]
    - inside: target       nodes: [node, ...]   in: fields
    - replace: target      with: node
    - remove: target
    - attributes: target   set: {key: value}    unset: [key]

The target is the unique name of a node; `.` is the root, for `inside` and `attributes` only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from kernel.errors import PatchError
from kernel.nodes import ROOT, Body, name_of
from kernel.text import Text

RawOp: TypeAlias = dict[str, Any]

_PARTS: Mapping[str, frozenset[str]] = {
    "before": frozenset({"nodes"}),
    "after": frozenset({"nodes"}),
    "inside": frozenset({"nodes", "in"}),
    "replace": frozenset({"with"}),
    "remove": frozenset(),
    "attributes": frozenset({"set", "unset"}),
}
_ROOT_VERBS = ("inside", "attributes")


@dataclass(frozen=True, slots=True)
class Before:
    """Puts nodes before the target, in the same list."""

    target: str
    place: str
    nodes: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class After:
    """Puts nodes after the target, in the same list."""

    target: str
    place: str
    nodes: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """Puts nodes at the end of a list of the target; `into` is None if the target has only one such list."""

    target: str
    place: str
    nodes: tuple[Body, ...]
    into: str | None


@dataclass(frozen=True, slots=True)
class Replace:
    """Puts another node where the target stands."""

    target: str
    place: str
    node: Body


@dataclass(frozen=True, slots=True)
class Remove:
    """Takes the target out."""

    target: str
    place: str


@dataclass(frozen=True, slots=True)
class Attributes:
    """Sets and unsets keys of the target."""

    target: str
    place: str
    set: Body
    unset: tuple[str, ...]


Op: TypeAlias = Before | After | Inside | Replace | Remove | Attributes


def read_ops(raw: object, place: str = "") -> tuple[Op, ...]:
    """The operations of a patch; each keeps `place` with its number, counted from 0, for its refusals."""
    if not isinstance(raw, list | tuple):
        raise _refused(place, Text("补丁应为操作的列表。", "A patch is a list of operations."))
    return tuple(_op(item, f"{place} patch[{number}]".strip()) for number, item in enumerate(raw))


def _op(raw: object, place: str) -> Op:
    if not isinstance(raw, dict):
        raise _refused(place, Text("补丁操作应为键值表。", "A patch operation is a mapping."))
    verb = _verb(raw, place)
    target = _target(raw, verb, place)
    match verb:
        case "before":
            return Before(target, place, _nodes(raw, place))
        case "after":
            return After(target, place, _nodes(raw, place))
        case "inside":
            return Inside(target, place, _nodes(raw, place), _into(raw, place))
        case "replace":
            return Replace(target, place, _node(raw.get("with"), "with", place))
        case "remove":
            return Remove(target, place)
        case _:
            return _attributes(raw, target, place)


def _verb(raw: RawOp, place: str) -> str:
    verbs = [verb for verb in _PARTS if verb in raw]
    if len(verbs) != 1:
        known, given = "、".join(_PARTS), "、".join(verbs) or "—"
        raise _refused(
            place,
            Text(
                f"每条操作须恰有一个动词（{known}），此处为：{given}。",
                f"An operation has one verb of {', '.join(_PARTS)}; here: {', '.join(verbs) or 'none'}.",
            ),
        )
    unknown = sorted(str(key) for key in raw if key not in _PARTS[verbs[0]] and key != verbs[0])
    if unknown:
        shown = ", ".join(unknown)
        raise _refused(place, Text(f"{verbs[0]} 不认识键：{shown}。", f"{verbs[0]} does not take: {shown}."))
    return verbs[0]


def _target(raw: RawOp, verb: str, place: str) -> str:
    target = raw[verb]
    if not isinstance(target, str) or not target:
        raise _refused(
            place,
            Text(
                f"{verb} 的目标应为节点名（文本）。", f"The target of {verb} is the name of a node, a text."
            ),
        )
    if target == ROOT and verb not in _ROOT_VERBS:
        raise _refused(place, Text(f"{verb} 不能用于根“.”。", f'{verb} cannot be used on the root ".".'))
    return target


def _nodes(raw: RawOp, place: str) -> tuple[Body, ...]:
    nodes = raw.get("nodes")
    if not isinstance(nodes, list | tuple) or not nodes:
        raise _refused(place, Text("nodes 应为非空的节点列表。", "nodes is a list of at least one node."))
    return tuple(_node(node, f"nodes[{number}]", place) for number, node in enumerate(nodes))


def _node(node: object, part: str, place: str) -> Body:
    if not isinstance(node, dict) or name_of(node) is None:
        raise _refused(
            place,
            Text(
                f"{part} 应为带 name（文本）的节点。",
                f"{part} must be a node: a mapping with a name that is a text.",
            ),
        )
    return node


def _into(raw: RawOp, place: str) -> str | None:
    into = raw.get("in")
    if into is None or (isinstance(into, str) and into):
        return into
    raise _refused(place, Text("in 应为目标中列表的键名。", "in is the key of a list of the target."))


def _attributes(raw: RawOp, target: str, place: str) -> Attributes:
    given, unset = raw.get("set", {}), raw.get("unset", [])
    if not isinstance(given, dict) or not all(isinstance(key, str) for key in given):
        raise _refused(place, Text("set 应为键值表。", "set is a mapping of keys to values."))
    if not isinstance(unset, list | tuple) or not all(isinstance(key, str) for key in unset):
        raise _refused(place, Text("unset 应为键名列表。", "unset is a list of keys."))
    if not given and not unset:
        raise _refused(place, Text("attributes 须有 set 或 unset。", "attributes needs set or unset."))
    both = sorted(given.keys() & set(unset))
    if both:
        shown = ", ".join(both)
        raise _refused(place, Text(f"同一键不能既 set 又 unset：{shown}。", f"Both set and unset: {shown}."))
    if target != ROOT and (given.get("name", target) != target or "name" in unset):
        raise _refused(
            place,
            Text(
                f"attributes 不能改节点“{target}”的 name。",
                f'attributes cannot change the name of node "{target}".',
            ),
        )
    return Attributes(target, place, given, tuple(unset))


def _refused(place: str, what: Text) -> PatchError:
    return PatchError(
        what,
        remedy=Text(
            "请按六个动词的写法改正这一条。", "Write the operation as its verb asks; see the six verbs."
        ),
        place=place,
    )
