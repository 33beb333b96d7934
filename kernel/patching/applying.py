"""A patch applied to a body: targets found by name, refusals that say where and what else there is.

No operation may bring in a second node of a name that stood at most once, for a later patch could not find
it. Two cases are let through: a name that already stood twice, and `attributes` of the root, which writes
whole keys as given.
"""

from collections.abc import Iterable, Sequence
from typing import assert_never

from kernel.nodes import ROOT, Body, node_list
from kernel.patching.ops import After, Attributes, Before, Inside, Op, Remove, Replace
from kernel.patching.refusals import (
    already_there,
    ambiguous,
    no_key,
    no_list,
    not_a_list,
    not_found,
    not_in_a_list,
    several_lists,
)
from kernel.patching.tree import Holding, Tree


def applied(body: Body, ops: Sequence[Op]) -> Body:
    """The body after the operations, in order; `body` itself is left as it is."""
    if not ops:
        return body
    tree = Tree(body)
    for op in ops:
        tree.turn()
        _apply(tree, op)
        doubled = tree.doubled()
        if doubled and not (isinstance(op, Attributes) and op.target == ROOT):
            raise already_there(op, doubled, tree.root)
    return tree.root


def _apply(tree: Tree, op: Op) -> None:
    match op:
        case Before():
            _insert(tree, op, offset=0)
        case After():
            _insert(tree, op, offset=1)
        case Inside():
            siblings = _list_inside(tree, op)
            tree.insert(siblings, len(siblings), op.nodes)
        case Replace():
            tree.replace(_holding(tree, op), op.node)
        case Remove():
            tree.remove(_holding(tree, op))
        case Attributes():
            _set_attributes(tree, op)
        case _:
            assert_never(op)


def _holding(tree: Tree, op: Op) -> Holding:
    found = tree.holdings.get(op.target, ())
    if not found:
        raise not_found(op, tree.holdings)
    if len(found) > 1:
        raise ambiguous(op, tree.root)
    return found[0]


def _node(tree: Tree, op: Op) -> Body:
    return tree.root if op.target == ROOT else _holding(tree, op).node


def _insert(tree: Tree, op: Before | After, *, offset: int) -> None:
    holding = _holding(tree, op)
    if not isinstance(holding.holder, list):
        raise not_in_a_list(op, tree.root)
    tree.insert(holding.holder, holding.position() + offset, op.nodes)


def _list_inside(tree: Tree, op: Inside) -> list[object]:
    node = _node(tree, op)
    key = op.into if op.into is not None else _only_list(node, op)
    # A list that is not there yet is made, so that two plugins can both add to it without knowing each other.
    siblings = node.setdefault(key, [])
    if not isinstance(siblings, list):
        raise not_a_list(op, key)
    return siblings


def _only_list(node: Body, op: Inside) -> str:
    lists = [key for key, value in node.items() if node_list(value) is not None]
    filled = [key for key in lists if node[key]]
    candidates = filled or lists
    if not candidates:
        raise no_list(op)
    if len(candidates) > 1:
        raise several_lists(op, candidates)
    return candidates[0]


def _set_attributes(tree: Tree, op: Attributes) -> None:
    node = _node(tree, op)
    for key in op.unset:
        if key not in node:
            raise no_key(op, key, _keys(node))
        tree.unset(node, key)
    for key, value in op.set.items():
        tree.set(node, key, value)


def _keys(node: Body) -> Iterable[str]:
    return (key for key in node if key != "name")
