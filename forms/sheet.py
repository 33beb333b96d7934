"""How a type of fields describes itself and its properties to the form designer; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kernel.text import Text


class Group(StrEnum):
    """Where the palette of the designer shows a type."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    IDENTITY = "identity"
    PICKER = "picker"
    FILE = "file"
    LAYOUT = "layout"

    @property
    def heading(self) -> Text:
        """What people read above the types of the group."""
        return _GROUPS[self]


_GROUPS = {
    Group.TEXT: Text("文字", "Text"),
    Group.NUMBER: Text("数字", "Numbers"),
    Group.CHOICE: Text("选择", "Choices"),
    Group.DATE: Text("日期与时间", "Dates and times"),
    Group.IDENTITY: Text("证件与联系方式", "Identity and contact"),
    Group.PICKER: Text("从登记册选取", "Chosen from a register"),
    Group.FILE: Text("文件与材料", "Files and materials"),
    Group.LAYOUT: Text("版面与承诺", "Layout and declarations"),
}


class Tab(StrEnum):
    """On which page of the property sheet a property stands."""

    BASIC = "basic"
    CHECK = "check"
    SOURCE = "source"
    PRINT = "print"

    @property
    def heading(self) -> Text:
        """What people read on the tab."""
        return _TABS[self]


_TABS = {
    Tab.BASIC: Text("基本", "Basic"),
    Tab.CHECK: Text("校验", "Checks"),
    Tab.SOURCE: Text("来源", "Source"),
    Tab.PRINT: Text("打印", "Print"),
}


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
    """The columns of a table: fields of their own, added by acts of the designer."""
    FLAG = "flag"
    """True or left out."""
    RULE = "rule"
    """An expression over the other fields."""
    FIELD = "field"
    """The name of another field of the form."""
    REGISTER = "register"
    """The name of an option register; empty for none."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a type, under the key that a definition gives it."""

    key: str
    title: Text
    entry: Entry
    words: tuple[str, ...] = ()
    default: str | int | bool | None = None
    named: Mapping[Any, Text] = field(default_factory=dict, hash=False)
    """What people read for each of the words."""
    hint: Text | None = None
    """One sentence below the title."""
    tab: Tab = Tab.BASIC
    required: bool = False
    least: int = 0
    most: int = 10**9
    inner: "tuple[Property, ...]" = ()
    """The properties of each row, of `Entry.ROWS`."""
    types: tuple[str, ...] = ()
    """Which types another field has to be of, of `Entry.FIELD`; any when empty."""

    def word(self, value: str) -> Text:
        """What people read for one of the words."""
        return self.named.get(value, Text(value, value))
