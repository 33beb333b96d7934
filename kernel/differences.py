"""What differs between two bodies, attribute by attribute; named nodes are matched by name.

A list of uniquely named nodes is compared node by node, and a new order of the nodes both have is one
difference at `path[]` with the names as values. Every other list is one value. The order of keys is no
difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kernel.nodes import Body, key_path, name_of, name_step, node_list, same

ORDER_STEP = "[]"


class Missing(Enum):
    """The type of MISSING."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two bodies differ; MISSING stands for what is not there."""

    path: str
    before: object
    after: object


def differences(before: Body, after: Body) -> tuple[Difference, ...]:
    """All differences, in the order of the document; none exactly when the bodies agree."""
    return tuple(_of_mappings("", before, after))


def changes(path: str, before: object, after: object) -> Iterator[Difference]:
    """The differences of two values that stand at `path`."""
    if same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict) and name_of(before) == name_of(after):
        yield from _of_mappings(path, before, after)
        return
    old, new = node_list(before), node_list(after)
    if old is not None and new is not None:
        yield from _of_lists(path, old, new)
    else:
        yield Difference(path, before, after)


def _of_mappings(path: str, before: Body, after: Body) -> Iterator[Difference]:
    for key in before | after:
        yield from changes(key_path(path, key), before.get(key, MISSING), after.get(key, MISSING))


def _of_lists(path: str, before: dict[str, Body], after: dict[str, Body]) -> Iterator[Difference]:
    for name in before | after:
        yield from changes(path + name_step(name), before.get(name, MISSING), after.get(name, MISSING))
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield Difference(path + ORDER_STEP, list(before), list(after))
