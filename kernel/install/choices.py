"""What somebody chose where an upgrade and the studio layer clash, as it travels through forms and JSON."""

from collections.abc import Mapping
from typing import Any

from kernel.errors import Invalid
from kernel.merging import Choice, Ours, Theirs, Value
from kernel.text import Text

Raw = Mapping[str, Mapping[str, Mapping[str, Any]]]


def read_choices(raw: Raw) -> dict[str, dict[str, Choice]]:
    """`{definition: {path: {"take": "theirs" | "ours"} or {"value": x}}}` as choices."""
    return {
        target: {path: _choice(one, path) for path, one in found.items()} for target, found in raw.items()
    }


def _choice(raw: Mapping[str, Any], path: str) -> Choice:
    match dict(raw):
        case {"take": "theirs", **more} if not more:
            return Theirs()
        case {"take": "ours", **more} if not more:
            return Ours()
        case {"value": value, **more} if not more:
            return Value(value)
        case _:
            raise Invalid(
                Text("看不懂这一处的选择。", "The choice for this place cannot be read."),
                remedy=Text("请选“用新版”“留本地”或另填一个值。", "Take theirs, ours, or give a value."),
                place=path,
            )
