"""What an effect would change, in words: a thing before and after, or what comes about; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from kernel.effects import Preview
from kernel.text import Text

CHANGED = MappingProxyType(
    {
        "valid_to": Text("有效期至", "valid until"),
        "edition": Text("电子证照版次", "edition of the e-certificate"),
        "state": Text("证书状态", "state"),
        "appointment": Text("职务", "post"),
    }
)
"""What people are shown of a row, in this order; the rest of it is of no use to them."""
QUIET = frozenset({"edition"})
"""Shown only where nothing else changes."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing before and after."""

    title: Text
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an effect would do: things that change, or something that comes about."""

    title: Text
    changes: tuple[Changed, ...]
    made: Text | None


def foreseen(preview: Preview, title: Text) -> Foreseen:
    """The effect in words; one that changes nothing known goes by its title and what it names."""
    before, after = preview.change.before or {}, preview.change.after or {}
    changes = tuple(
        Changed(words, _said(before.get(key)), _said(after[key]))
        for key, words in CHANGED.items()
        if key in after and before.get(key) != after[key] and before
    )
    loud = tuple(one for one in changes if one.title not in {CHANGED[key] for key in QUIET})
    return Foreseen(title, loud or changes, _named(after) if not changes else None)


def _named(after: Mapping[str, Any]) -> Text | None:
    """What comes about, as the effect itself calls it."""
    match after.get("title"):
        case {"zh": str(zh), "en": str(en)}:
            return Text(zh, en)
        case str(title):
            return Text(title, title)
    return None


def _said(value: object) -> str:
    return "—" if value is None else str(value)
