"""The small patch that turns one body into another, as an author would write it.

Changed attributes are set on the one node they belong to; nodes that came, went or moved are inserted and
removed by name. What no named node can express is written as a whole key of the nearest node, at worst of the
root.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TypeAlias

from kernel.errors import PatchError
from kernel.nodes import ROOT, Body, Home, name_of, node_list, same, spots_by_name, spots_in
from kernel.patching.applying import applied
from kernel.patching.ops import RawOp, read_ops

Named: TypeAlias = dict[str, Body]


def operations_between(before: Body, after: Body) -> list[RawOp]:
    """Raw operations that make `after` of `before`, always; none when they agree."""
    ops = _Draft(before).of_node(ROOT, before, after).ops()
    # Names that are doubled on the way can refuse a step; whole keys of the root are never refused.
    return ops if _leads(before, ops, after) else _whole_keys(before, after)


@dataclass
class _Edits:
    """Operations by the order they must run in: what leaves a place first, what comes to one last."""

    removes: list[RawOp] = field(default_factory=list)
    changes: list[RawOp] = field(default_factory=list)
    inserts: list[RawOp] = field(default_factory=list)

    def ops(self) -> list[RawOp]:
        return [*self.removes, *self.changes, *self.inserts]

    def add(self, other: "_Edits") -> None:
        self.removes += other.removes
        self.changes += other.changes
        self.inserts += other.inserts


class _Draft:
    """The search for edits; None means that only the key around the value can be written."""

    def __init__(self, before: Body) -> None:
        self._targets = {name for name, spots in spots_by_name(before).items() if len(spots) == 1}

    def of_node(self, target: str, before: Body, after: Body) -> _Edits:
        """Edits of a node, or the root, that stays."""
        edits = _Edits()
        unset = [key for key in before if key not in after]
        fresh: Body = {}
        for key, value in after.items():
            inner = self.of_value(before[key], value, Home(target, key)) if key in before else None
            if inner is None:
                fresh[key] = value
            else:
                edits.add(inner)
        if fresh or unset:
            edits.changes.append(_attributes(target, fresh, unset))
        return edits

    def of_value(self, before: object, after: object, home: Home | None = None) -> _Edits | None:
        """Edits of the nodes inside a value, when nothing else in it changed."""
        if same(before, after):
            return _Edits()
        if isinstance(before, dict) and isinstance(after, dict):
            return self._of_mapping(before, after)
        old, new = node_list(before), node_list(after)
        if old is not None and new is not None:
            return self._of_list(old, new, home)
        if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
            return _all([self.of_value(one, other) for one, other in zip(before, after, strict=True)])
        return None

    def _of_mapping(self, before: Body, after: Body) -> _Edits | None:
        old, new = name_of(before), name_of(after)
        if old is not None and old == new and old in self._targets:
            return self.of_node(old, before, after)
        if old != new:
            replaceable = old in self._targets and new is not None
            return _Edits(changes=[{"replace": old, "with": after}]) if replaceable else None
        if before.keys() != after.keys():
            return None
        return _all([self.of_value(value, after[key]) for key, value in before.items()])

    def _of_list(self, before: Named, after: Named, home: Home | None) -> _Edits | None:
        staying = _staying(before, after)
        leaving = [name for name in before if name not in staying]
        if not self._targets.issuperset(leaving):
            return None
        edits = _all([self.of_value(before[name], after[name]) for name in staying])
        inserts = self._inserts(after, staying, home)
        if edits is None or inserts is None:
            return None
        edits.add(_Edits(removes=[{"remove": name} for name in leaving], inserts=inserts))
        return edits

    def _inserts(self, after: Named, staying: Sequence[str], home: Home | None) -> list[RawOp] | None:
        ops: list[RawOp] = []
        passed = 0
        end = len(after)
        for stays, names in groupby(after, key=set(staying).__contains__):
            run = list(names)
            end -= len(run)
            if stays:
                passed += len(run)
                continue
            previous = staying[passed - 1] if passed else None
            following = staying[passed] if passed < len(staying) else None
            where = self._where(previous, following, home if end == 0 else None)
            if where is None:
                return None
            verb, target = where
            op: RawOp = {verb: target, "nodes": [after[name] for name in run]}
            ops.append(op | {"in": home.slot} if verb == "inside" and home else op)
        return ops

    def _where(
        self, previous: str | None, following: str | None, home: Home | None
    ) -> tuple[str, str] | None:
        if home is not None:
            return "inside", home.owner
        if previous in self._targets and previous is not None:
            return "after", previous
        if following in self._targets and following is not None:
            return "before", following
        return None


def _all(parts: Sequence[_Edits | None]) -> _Edits | None:
    edits = _Edits()
    for part in parts:
        if part is None:
            return None
        edits.add(part)
    return edits


def _staying(before: Named, after: Named) -> list[str]:
    """The names that need not move: the heaviest run of both lists in the same order."""
    common = [name for name in after if name in before]
    rank = {name: number for number, name in enumerate(before)}
    if all(rank[one] < rank[other] for one, other in pairwise(common)):
        return common
    best: list[tuple[int, list[str]]] = []
    for number, name in enumerate(common):
        earlier = [best[i] for i in range(number) if rank[common[i]] < rank[name]]
        weight, run = max(earlier, key=lambda candidate: candidate[0], default=(0, []))
        best.append((weight + 1 + sum(1 for _ in spots_in(before[name])), [*run, name]))
    return max(best, key=lambda candidate: candidate[0])[1]


def _attributes(target: str, fresh: Body, unset: list[str]) -> RawOp:
    op: RawOp = {"attributes": target}
    if fresh:
        op["set"] = fresh
    if unset:
        op["unset"] = unset
    return op


def _leads(before: Body, ops: list[RawOp], after: Body) -> bool:
    try:
        return same(applied(before, read_ops(ops)), after)
    except PatchError:
        return False


def _whole_keys(before: Body, after: Body) -> list[RawOp]:
    fresh = {key: value for key, value in after.items() if key not in before or not same(before[key], value)}
    return [_attributes(ROOT, fresh, [key for key in before if key not in after])]
