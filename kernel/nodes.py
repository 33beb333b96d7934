"""Bodies of definitions and the nodes in them: what a node is, where it stands, when two values agree.

A body is JSON-like: dict, list, str, int, bool and None. A node is a dict below the root whose `name` is a
text other than "" and "." (the root's own sign). Paths read `sections[applicant].fields[phone].title`; an
item without a name of its own in its list reads `[#0]`, and keys or names with path signs in them are quoted.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

Body: TypeAlias = dict[str, Any]

ROOT = "."
_PLAIN_KEY = re.compile(r'[^\s.\[\]"]+')
_PLAIN_NAME = re.compile(r'[^#\[\]"][^\[\]"]*')


class Home(NamedTuple):
    """The list or key that holds a node, told from the nearest node above it."""

    owner: str
    slot: str


class Spot(NamedTuple):
    """One node and where it stands."""

    path: str
    home: Home
    node: Body


def name_of(value: object) -> str | None:
    """The name by which a patch finds this value; None when it is no node."""
    if not isinstance(value, dict):
        return None
    name = value.get("name")
    return name if isinstance(name, str) and name not in ("", ROOT) else None


def same(one: object, other: object) -> bool:
    """Whether two values are equal as JSON; Python alone would take true for 1."""
    if one is other:
        return True
    if isinstance(one, dict):
        return (
            isinstance(other, dict)
            and one.keys() == other.keys()
            and all(same(value, other[key]) for key, value in one.items())
        )
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def node_list(value: object) -> dict[str, Body] | None:
    """The items by name, in order, of a list in which every item is a node and no name stands twice."""
    if not isinstance(value, list):
        return None
    nodes = {name: item for item in value if (name := name_of(item)) is not None}
    return nodes if len(nodes) == len(value) else None


def key_path(path: str, key: str) -> str:
    """The path of a key of the dict at `path`."""
    shown = key if _PLAIN_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
    return f"{path}.{shown}" if path else shown


def name_step(name: str) -> str:
    """The step from a list to its node of this name."""
    shown = name if _PLAIN_NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    return f"[{shown}]"


def item_steps(items: Sequence[object]) -> list[str]:
    """The steps from a list to each of its items: by name if the name stands once in it, else by number."""
    names = [name_of(item) for item in items]
    standing = Counter(names)
    return [
        name_step(name) if name is not None and standing[name] == 1 else f"[#{number}]"
        for number, name in enumerate(names)
    ]


def spots_in(body: Body) -> Iterator[Spot]:
    """Every node of a body in the order of the document, outer nodes first."""
    return _below(body, "", Home(ROOT, ""))


def spots_by_name(body: Body) -> dict[str, list[Spot]]:
    """The nodes of a body under their names."""
    spots: dict[str, list[Spot]] = {}
    for spot in spots_in(body):
        spots.setdefault(spot.node["name"], []).append(spot)
    return spots


def _below(value: object, path: str, home: Home) -> Iterator[Spot]:
    if isinstance(value, dict):
        for key, child in value.items():
            if isinstance(child, dict | list):
                yield from _at(child, key_path(path, key), Home(home.owner, key_path(home.slot, key)))
    elif isinstance(value, list):
        for step, child in zip(item_steps(value), value, strict=True):
            slot = home.slot if name_of(child) is not None else home.slot + step
            yield from _at(child, path + step, Home(home.owner, slot))


def _at(value: object, path: str, home: Home) -> Iterator[Spot]:
    name = name_of(value)
    if name is not None and isinstance(value, dict):
        yield Spot(path, home, value)
        home = Home(name, "")
    yield from _below(value, path, home)
