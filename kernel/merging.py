"""Three-way merge of bodies, by path: what one side changed is taken, what both changed differently clashes.

Dicts merge key by key and lists of named nodes by name; any other value is taken whole. Where one side
removed what the other changed, that is a clash too. Until a choice is made, the body keeps ours at a clash.

Two clashes have paths of their own: `path[]` is the order of a list that both sides reordered (the values are
lists of names), and `[name]` at the root is a node that both sides put into different places (kernel.moves).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from kernel.differences import MISSING, ORDER_STEP, Difference, changes
from kernel.errors import MergeConflict
from kernel.moves import moved_apart, settled
from kernel.nodes import Body, key_path, name_of, name_step, node_list, same
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Clash:
    """One place both sides changed, each in its own way; MISSING stands for what is not there."""

    path: str
    base: object
    theirs: object
    ours: object


@dataclass(frozen=True, slots=True)
class Theirs:
    """Take the other side."""


@dataclass(frozen=True, slots=True)
class Ours:
    """Keep our side."""


@dataclass(frozen=True, slots=True)
class Value:
    """Take neither, but this; MISSING to remove."""

    value: object


Choice: TypeAlias = Theirs | Ours | Value
Choices: TypeAlias = Mapping[str, Choice]


@dataclass(frozen=True, slots=True)
class Sides:
    """The three bodies of a merge."""

    base: Body
    theirs: Body
    ours: Body


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged body, what is undecided in it, and what each side alone brought."""

    body: Body
    conflicts: tuple[Clash, ...]
    theirs_only: tuple[Difference, ...]
    ours_only: tuple[Difference, ...]
    sides: Sides = field(repr=False)


def merged(base: Body, theirs: Body, ours: Body) -> Merge:
    """Both sides' changes to `base` in one body."""
    return _merge(Sides(base, theirs, ours), {})


def with_choices(merge: Merge, choices: Choices) -> Body:
    """The merged body with its clashes decided, ours where no choice is given."""
    strange = sorted(choices.keys() - {clash.path for clash in merge.conflicts})
    if strange:
        raise MergeConflict(
            Text(f"没有这样的冲突：{'、'.join(strange)}。", f"No such conflict: {', '.join(strange)}."),
            remedy=Text("请重新打开合并页面再选择。", "Open the merge again and choose there."),
            place=strange[0],
        )
    return _merge(merge.sides, choices).body


def _merge(sides: Sides, choices: Choices) -> Merge:
    weaving = _Weaving(choices)
    body = weaving.mapping("", sides.base, sides.theirs, sides.ours)
    for path, base, theirs, ours in moved_apart(sides.base, sides.theirs, sides.ours):
        weaving.clash(path, base, theirs, ours)
    ours_at = {clash.path for clash in weaving.conflicts if not isinstance(choices.get(clash.path), Theirs)}
    values = {path: choice.value for path, choice in choices.items() if isinstance(choice, Value)}
    return Merge(
        settled(body, sides.theirs, sides.ours, ours_at=ours_at, values=values),
        tuple(weaving.conflicts),
        tuple(weaving.theirs_only),
        tuple(weaving.ours_only),
        sides,
    )


class _Weaving:
    """One walk over three bodies at once."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.conflicts: list[Clash] = []
        self.theirs_only: list[Difference] = []
        self.ours_only: list[Difference] = []

    def value(self, path: str, base: object, theirs: object, ours: object) -> object:
        if same(theirs, ours):
            return theirs
        if same(base, theirs):
            self.ours_only += changes(path, base, ours)
            return ours
        if same(base, ours):
            self.theirs_only += changes(path, base, theirs)
            return theirs
        if isinstance(base, dict) and isinstance(theirs, dict) and isinstance(ours, dict):
            if name_of(base) == name_of(theirs) == name_of(ours):
                return self.mapping(path, base, theirs, ours)
            return self.clash(path, base, theirs, ours)
        old, left, right = node_list(base), node_list(theirs), node_list(ours)
        if old is not None and left is not None and right is not None:
            return self.nodes(path, old, left, right)
        return self.clash(path, base, theirs, ours)

    def mapping(self, path: str, base: Body, theirs: Body, ours: Body) -> Body:
        woven = {
            key: self.value(key_path(path, key), *(side.get(key, MISSING) for side in (base, theirs, ours)))
            for key in theirs | ours
        }
        return {key: value for key, value in woven.items() if value is not MISSING}

    def nodes(
        self, path: str, base: dict[str, Body], theirs: dict[str, Body], ours: dict[str, Body]
    ) -> list[object]:
        woven = {
            name: self.value(
                path + name_step(name), *(side.get(name, MISSING) for side in (base, theirs, ours))
            )
            for name in theirs | ours
        }
        order = self.order(path, list(base), list(theirs), list(ours))
        return [woven[name] for name in order if woven[name] is not MISSING]

    def order(self, path: str, base: list[str], theirs: list[str], ours: list[str]) -> list[str]:
        common = set(base) & set(theirs) & set(ours)
        old, left, right = ([name for name in names if name in common] for names in (base, theirs, ours))
        if old == right != left:
            self.theirs_only.append(Difference(path + ORDER_STEP, base, theirs))
        if old == left != right:
            self.ours_only.append(Difference(path + ORDER_STEP, base, ours))
            return _interleaved(ours, theirs)
        if old != left != right != old:
            chosen = self.clash(path + ORDER_STEP, base, theirs, ours)
            if chosen is ours:
                return _interleaved(ours, theirs)
            if chosen is not theirs:
                return _interleaved(_names(chosen, theirs, ours), _interleaved(theirs, ours))
        return _interleaved(theirs, ours)

    def clash(self, path: str, base: object, theirs: object, ours: object) -> object:
        self.conflicts.append(Clash(path, base, theirs, ours))
        choice = self.choices.get(path, Ours())
        match choice:
            case Theirs():
                return theirs
            case Ours():
                return ours
            case Value():
                return choice.value
            case _:
                assert_never(choice)


def _interleaved(leading: list[str], other: list[str]) -> list[str]:
    """The leading order, with the names only the other has put after the neighbour they followed there."""
    order = list(leading)
    known = set(leading)
    position = 0
    for name in other:
        if name in known:
            position = order.index(name) + 1
        else:
            order.insert(position, name)
            position += 1
    return order


def _names(chosen: object, theirs: list[str], ours: list[str]) -> list[str]:
    """A chosen order without strangers and repetitions."""
    wanted = chosen if isinstance(chosen, list) else []
    return [name for name in dict.fromkeys(wanted) if name in theirs or name in ours]
