"""Words in Chinese that were changed while the English ones stayed, as the sheet tells whoever designs; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kernel.designs.entries import Typed, typed_of
from kernel.designs.properties import Entry, Property
from kernel.designs.sheets import Page
from kernel.differences import MISSING


def left_behind(one: Property, value: Typed, before: Mapping[str, Any]) -> str:
    """The English words that belong to other Chinese ones; empty where there are none."""
    if one.entry is not Entry.PAIR:
        return ""
    was = typed_of(one, before.get(one.key, MISSING))
    english = str(value["en"])
    return english if was["zh"] and value["zh"] not in ("", was["zh"]) and was["en"] == english else ""


def with_left(pages: Iterable[Page], before: Mapping[str, Any]) -> tuple[Page, ...]:
    """The tabs of a node that said this before: beside each pair what was left behind."""
    return tuple(
        replace(
            page,
            inputs=tuple(replace(one, left=left_behind(one.of, one.value, before)) for one in page.inputs),
        )
        for page in pages
    )
