"""How the properties of a node are set on the sheet of a designer; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kernel.text import Text


class Entry(StrEnum):
    """How a property is set, and what the definition then holds under its key."""

    WHOLE = "whole"
    """A whole number, from `least` to `most`."""
    NUMBER = "number"
    """A number with decimals, as a text such as "0.5"."""
    TEXT = "text"
    """One line of text."""
    AREA = "area"
    """Text of several lines."""
    PAIR = "pair"
    """Text in both languages: {zh, en}."""
    DAY = "day"
    """A day as a text such as 2026-03-10."""
    MONTH = "month"
    """A month as a text such as 2026-03."""
    WORD = "word"
    """One of `words`."""
    WORDS = "words"
    """Several of `words`, as a list."""
    LIST = "list"
    """A list of plain texts, each once."""
    OPTIONS = "options"
    """A list of {value, title: {zh, en}}."""
    ROWS = "rows"
    """A list of mappings; what each holds are the properties `inner`."""
    COLUMNS = "columns"
    """Nodes of their own, added by acts of the designer."""
    FLAG = "flag"
    """True or left out."""
    RULE = "rule"
    """An expression."""
    FIELD = "field"
    """The name of another node of the definition."""
    REGISTER = "register"
    """The name of an option register; empty for none."""


BASIC = "basic"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node, under the key that a definition gives it."""

    key: str
    title: Text
    entry: Entry
    words: tuple[str, ...] = ()
    default: str | int | bool | tuple[str, ...] | None = None
    named: Mapping[Any, Text] = field(default_factory=dict, hash=False)
    """What people read for each of the words."""
    hint: Text | None = None
    """One sentence below the title."""
    tab: str = BASIC
    """The tab of the sheet that it stands on."""
    required: bool = False
    least: int = 0
    most: int = 10**9
    inner: "tuple[Property, ...]" = ()
    """The properties of each row, of `Entry.ROWS`."""
    types: tuple[str, ...] = ()
    """What another node has to be, of `Entry.FIELD`; anything when empty."""

    def word(self, value: str) -> Text:
        """What people read for one of the words."""
        return self.named.get(value, Text(value, value))


OPTION = (
    Property("value", Text("值", "Value"), Entry.TEXT, required=True),
    Property("title", Text("名称", "Words"), Entry.PAIR, required=True),
)
"""What each row of `Entry.OPTIONS` says."""


def inner_of(one: Property) -> tuple[Property, ...]:
    """What each row of a property of rows has."""
    return (one.inner or OPTION) if one.entry is Entry.OPTIONS else one.inner


def has_rows(one: Property) -> bool:
    """Whether the property is a list of rows."""
    return one.entry in (Entry.ROWS, Entry.OPTIONS)


def plain(value: Any) -> Any:
    """The value as a body holds it: dict and list."""
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value
