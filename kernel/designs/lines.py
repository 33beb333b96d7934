"""Many options as text: one a line, its value, its words in both languages and what it stands under; pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kernel.designs.properties import Property, inner_of

SIGN, PARTS = "|", 4
MANY = 60
"""With more options than these the sheet shows them as text."""
APART = re.compile(r"[|｜\t]")
UNFIT = re.compile(r"[|｜\t\r\n]")


def are_lines(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether so many options are shown as text; what holds the sign between the parts stays as rows."""
    return len(rows) > MANY and not any(UNFIT.search(part) for row in rows for part in _parts(row))


def lines_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """The options as text, parts that say nothing left out at the end."""
    return "\n".join(SIGN.join(_parts(row)).rstrip(SIGN) for row in rows)


def rows_in(text: str, one: Property) -> list[dict[str, Any]]:
    """The options that the text lists; a line of one part is value and words in one."""
    known = {inner.key for inner in inner_of(one)}
    rows = []
    for line in text.split("\n"):
        parts = [part.strip() for part in APART.split(line)]
        if not any(parts):
            continue
        value, zh, en, parent = (*parts, "", "", "", "")[:PARTS]
        row: dict[str, Any] = {"value": value or zh, "title": {"zh": zh or value, "en": en}}
        rows.append(row | {"parent": parent} if "parent" in known else row)
    return rows


def _parts(row: Mapping[str, Any]) -> list[str]:
    title = row.get("title") or {}
    return [
        str(row.get("value", "")),
        str(title.get("zh", "")),
        str(title.get("en", "")),
        str(row.get("parent", "")),
    ]
