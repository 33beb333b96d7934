"""Items of a list that are nodes of the form: which of them have another name now; pure."""

from collections.abc import Mapping
from typing import Any

from forms.rules import FACTS
from kernel.designs.naming import may_be_named
from kernel.differences import MISSING
from kernel.nodes import Body, name_of, node_list


def items_renamed(node: Body, changes: Mapping[str, Any]) -> dict[str, str]:
    """The new names of the items, by the old ones; an item is known by its place, or else by its title."""
    found: dict[str, str] = {}
    for key, value in changes.items():
        if value is not MISSING:
            found |= _renamed(node.get(key), value)
    return found


def _renamed(before: Any, after: Any) -> dict[str, str]:
    old, new = node_list(before), node_list(after)
    if not old or not new:
        return {}
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old and may_be_named(name, reserved=FACTS)]
    places = {name: place for place, name in enumerate(old)}
    stays = len(old) == len(new)
    return {
        was: name
        for was in gone
        for name in come
        if (stays and name_of(after[places[was]]) == name) or _is_it(old[was], new[name], len(gone))
    }


def _is_it(old: Body, new: Body, gone: int) -> bool:
    """Whether what came is what went: the only one that went, under the same title."""
    return gone == 1 and old.get("title") is not None and old.get("title") == new.get("title")
