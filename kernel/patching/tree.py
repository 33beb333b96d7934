"""A private copy of a body that can be changed in place, with its nodes indexed by name as it changes.

Copying once and keeping the index costs one walk for any number of operations.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kernel.nodes import Body, name_of


class Holding(NamedTuple):
    """A node of the tree and the list, or the dict and key, that holds it."""

    node: Body
    holder: list[object] | Body
    key: str

    def position(self) -> int:
        """Where the node stands in the list that holds it."""
        return next(number for number, item in enumerate(self.holder) if item is self.node)


class Tree:
    """The copy; `turn` opens an operation and `doubled` says which names it brought in once too often."""

    def __init__(self, body: Body) -> None:
        self.holdings: dict[str, list[Holding]] = {}
        self._added: list[str] = []
        self._gone: list[str] = []
        self.root: Body = {}
        for key, value in body.items():
            self.root[key] = self._planted(value, self.root, key)

    def turn(self) -> None:
        """Begins a new operation."""
        self._added.clear()
        self._gone.clear()

    def doubled(self) -> list[str]:
        """The names that stand more than once because of this operation alone."""
        crowded = [name for name in dict.fromkeys(self._added) if len(self.holdings[name]) > 1]
        if not crowded:
            return []
        added, gone = Counter(self._added), Counter(self._gone)
        return [name for name in crowded if len(self.holdings[name]) - added[name] + gone[name] <= 1]

    def insert(self, siblings: list[object], position: int, nodes: Iterable[Body]) -> None:
        """Puts copies of the nodes into a list."""
        siblings[position:position] = [self._planted(node, siblings, "") for node in nodes]

    def replace(self, holding: Holding, node: Body) -> None:
        """Puts a copy of `node` where another stands."""
        self._uprooted(holding.node)
        planted = self._planted(node, holding.holder, holding.key)
        if isinstance(holding.holder, list):
            holding.holder[holding.position()] = planted
        else:
            holding.holder[holding.key] = planted

    def remove(self, holding: Holding) -> None:
        """Takes a node out of the list or the key that holds it."""
        self._uprooted(holding.node)
        if isinstance(holding.holder, list):
            del holding.holder[holding.position()]
        else:
            del holding.holder[holding.key]

    def set(self, node: Body, key: str, value: object) -> None:
        """Gives a key of a node, or of the root, a copy of the value."""
        self._uprooted(node.get(key))
        node[key] = self._planted(value, node, key)

    def unset(self, node: Body, key: str) -> None:
        """Takes a key away."""
        self._uprooted(node.pop(key))

    def _planted(self, value: object, holder: list[object] | Body, key: str) -> object:
        if isinstance(value, dict):
            twin: Body = {}
            name = name_of(value)
            if name is not None:
                self.holdings.setdefault(name, []).append(Holding(twin, holder, key))
                self._added.append(name)
            for inner, child in value.items():
                twin[inner] = self._planted(child, twin, inner) if isinstance(child, dict | list) else child
            return twin
        if isinstance(value, list):
            row: list[object] = []
            row.extend(self._planted(child, row, "") for child in value)
            return row
        return value

    def _uprooted(self, value: object) -> None:
        if isinstance(value, dict):
            name = name_of(value)
            if name is not None:
                self.holdings[name] = [held for held in self.holdings[name] if held.node is not value]
                self._gone.append(name)
            for child in value.values():
                self._uprooted(child)
        elif isinstance(value, list):
            for child in value:
                self._uprooted(child)
