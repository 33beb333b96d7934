"""A node as its sheet sees it: one level of keys, such as `clock.days`; and back, what was not touched as it was; pure."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from kernel.differences import MISSING
from kernel.nodes import Body

MAPPINGS = ("office", "clock", "votes", "substitute", "link", "lasts", "picks", "on")
MAIN = {"office": "level", "clock": "days", "votes": "need", "link": "url", "lasts": "days", "picks": "from"}
"""Without this one the mapping means nothing: who empties it does without the whole."""
ROWS = ("effects", "checks")
NUMBERED = re.compile(r"(effects|checks)\.([0-9]{1,3})\.(.+)")
NEW = "new"
GIVEN = "with."
YES, NO = "yes", "no"


def flat(node: Body) -> dict[str, Any]:
    """The node on one level; rows under their numbers, what a row is given below `with`, truths as words."""
    found: dict[str, Any] = {}
    for key, value in node.items():
        if key in MAPPINGS and isinstance(value, Mapping):
            found |= {f"{key}.{inner}": held for inner, held in value.items()}
        elif key in ROWS and isinstance(value, list):
            for number, row in enumerate(value):
                found |= {f"{key}.{number}.{inner}": held for inner, held in _row(row).items()}
        else:
            found[key] = value
    if isinstance(node.get("stops"), bool):
        found["stops"] = YES if node["stops"] else NO
    return found


def _row(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in row.items() if isinstance(row, Mapping) else ():
        if key == "with" and isinstance(value, Mapping):
            found |= {f"{GIVEN}{name}": rule for name, rule in value.items()}
        else:
            found[key] = value
    return found


def folded(node: Body, changes: Mapping[str, Any], fresh: Mapping[str, Body]) -> dict[str, Any]:
    """The changes of the sheet as changes of the node; `fresh` says what a new row of effects or checks holds."""
    found: dict[str, Any] = {}
    rows = {key: deepcopy(node.get(key)) or [] for key in ROWS}
    for key, value in changes.items():
        outer, _, inner = key.partition(".")
        numbered = NUMBERED.fullmatch(key)
        if numbered:
            _in_row(rows[numbered[1]][int(numbered[2])], numbered[3], value)
            found[numbered[1]] = rows[numbered[1]]
        elif outer in ROWS and inner == NEW:
            if value is not MISSING:
                rows[outer].append(deepcopy(fresh[f"{outer}:{value}"]))
                found[outer] = rows[outer]
        elif outer in MAPPINGS and inner:
            found[outer] = _within(found.get(outer, node.get(outer)), inner, value)
        else:
            found[key] = value == YES if key == "stops" and value is not MISSING else value
    for key in ROWS:
        if key in found:
            # a row whose effect was taken away goes
            kept = [row for row in found[key] if row]
            found[key] = kept or MISSING
    return {key: _whole(key, value, changes) for key, value in found.items()}


def _in_row(row: dict[str, Any], key: str, value: Any) -> None:
    if key in ("effect", "check") and value is MISSING:
        row.clear()
        return
    if not row:
        return
    within = key.startswith(GIVEN)
    held = row.setdefault("with", {}) if within else row
    name = key.removeprefix(GIVEN)
    if value is MISSING:
        held.pop(name, None)
    else:
        held[name] = value
    if within and not row["with"]:
        del row["with"]


def _within(held: Any, key: str, value: Any) -> dict[str, Any]:
    found = dict(held) if isinstance(held, Mapping) else {}
    if value is MISSING:
        found.pop(key, None)
    else:
        found[key] = value
    return found


def _whole(key: str, value: Any, changes: Mapping[str, Any]) -> Any:
    """The mapping; MISSING when nothing is left in it, or when what it is about was emptied."""
    if key not in MAPPINGS:
        return value
    emptied = key in MAIN and changes.get(f"{key}.{MAIN[key]}", value) is MISSING
    return MISSING if emptied or not value else value
