"""The property sheet of a node, ready to be drawn: tabs, entries, what stands in them; pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.conditions import Editor
from kernel.designs.entries import PREFIX, Typed, typed_of
from kernel.designs.lines import are_lines, lines_of
from kernel.designs.properties import Entry, Property, has_rows, inner_of
from kernel.designs.ruling import Ruling, Slip
from kernel.differences import MISSING
from kernel.text import Text

SPARE = {Entry.OPTIONS: 2, Entry.ROWS: 1}
"""So many empty rows stand ready."""
Choice = tuple[str, Text]
Offers = Callable[[Property, Typed, str], Iterable[Choice]]
"""What the definition and the platform offer for a property of the node of this name."""


@dataclass(frozen=True, slots=True)
class Input:
    """One property with what stands in it."""

    of: Property
    name: str
    value: Typed
    fault: Text | None = None
    options: tuple[Choice, ...] = ()
    rows: "tuple[tuple[Input, ...], ...]" = ()
    condition: Editor | None = None
    """The builder of a condition; none where a rule is typed."""
    lines: str = ""
    """So many options that they are shown as text, one a line; empty where they are rows."""
    left: str = ""
    """The English words, where only the Chinese ones were changed."""

    @property
    def key(self) -> str:
        """The key in the definition."""
        return self.of.key

    @property
    def id(self) -> str:
        """The id of the control on the page."""
        return self.name.replace(".", "-")

    @property
    def entry(self) -> str:
        """How it is set."""
        return self.of.entry.value

    @property
    def title(self) -> Text:
        """The label."""
        return self.of.title

    @property
    def hint(self) -> Text | None:
        """One sentence below it."""
        return self.of.hint

    @property
    def required(self) -> bool:
        """Whether the definition has to say it."""
        return self.of.required

    @property
    def emptied(self) -> bool:
        """Whether a word that was chosen can be taken back: nothing is usual, and nothing has to be said."""
        return not self.of.required and self.of.default is None


@dataclass(frozen=True, slots=True)
class Page:
    """One tab of the sheet."""

    name: str
    title: Text
    inputs: tuple[Input, ...]

    @property
    def faulty(self) -> bool:
        """Whether anything on it cannot be taken."""
        return any(one.fault or any(cell.fault for row in one.rows for cell in row) for one in self.inputs)


@dataclass(frozen=True, slots=True)
class PropertySheet:
    """What may be set on the node that is looked at."""

    at: str
    kind: str
    title: Text
    tabs: tuple[Page, ...]
    type_name: str = ""
    type_title: Text | None = None
    icon: str = ""

    def open_at(self, tab: str) -> str:
        """The tab that is open: the first one with a fault, the one asked for, or the first."""
        names = [one.name for one in self.tabs]
        faulty = [one.name for one in self.tabs if one.faulty]
        return (faulty or [tab if tab in names else names[0]])[0]


@dataclass(frozen=True, slots=True)
class Typing:
    """What somebody typed that was not taken, by keys, and why, by names of inputs."""

    typed: Mapping[str, Typed]
    faults: Mapping[str, Text]


NOTHING = Typing({}, {})


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills the properties of a node with what it says and with what can be chosen."""

    ruling: Ruling
    offers: Offers

    def page(
        self, tab: Choice, properties: Iterable[Property], node: Mapping[str, Any], at: str, typing: Typing
    ) -> Page:
        """A tab with its inputs."""
        inputs = tuple(self._input(one, node, at, typing) for one in properties)
        return Page(tab[0], tab[1], inputs)

    def _input(self, one: Property, node: Mapping[str, Any], at: str, typing: Typing) -> Input:
        value = typing.typed.get(one.key, typed_of(one, node.get(one.key, MISSING)))
        name = f"{PREFIX}{one.key}"
        if one.entry is Entry.COLUMNS:
            return Input(one, name, _nodes(node.get(one.key)))
        return self._filled(one, name, value, at, typing.faults)

    def _filled(self, one: Property, name: str, value: Typed, at: str, faults: Mapping[str, Text]) -> Input:
        rows: tuple[tuple[Input, ...], ...] = ()
        if one.entry is Entry.OPTIONS and are_lines(value):
            fault = faults.get(name) or _first(name, faults)
            return Input(one, name, value, fault, lines=lines_of(value))
        if has_rows(one):
            blank = {inner.key: typed_of(inner, MISSING) for inner in inner_of(one)}
            listed = [*value, *([blank] * SPARE[one.entry])]
            rows = tuple(
                tuple(
                    self._filled(inner, f"{name}.{number}.{inner.key}", row[inner.key], at, faults)
                    for inner in inner_of(one)
                )
                for number, row in enumerate(listed)
            )
        if one.entry is Entry.RULE:
            condition = self.ruling.editor(name, one.key, value)
            shown = value.asked.text if isinstance(value, Slip) else value
            return Input(one, name, shown, faults.get(name), condition=condition)
        return Input(one, name, value, faults.get(name), tuple(self._options(one, value, at)), rows)

    def _options(self, one: Property, value: Typed, at: str) -> Iterable[Choice]:
        if one.entry in (Entry.WORD, Entry.WORDS):
            return with_own([(word, one.word(word)) for word in one.words], value)
        return self.offers(one, value, at)


def _first(name: str, faults: Mapping[str, Text]) -> Text | None:
    """What is wrong with the first line that is wrong."""
    numbered = re.compile(rf"{re.escape(name)}\.([0-9]+)\.")
    wrong = {int(match[1]): said for key, said in faults.items() if (match := numbered.match(key))}
    if not wrong:
        return None
    number = min(wrong)
    return Text(f"第 {number + 1} 行：{wrong[number].zh}", f"Line {number + 1}: {wrong[number].en}")


def with_own(offered: Iterable[Choice], value: Typed) -> list[Choice]:
    """The choices, and what the definition says although nobody offers it."""
    found = list(offered)
    own = isinstance(value, str) and value and value not in {name for name, _ in found}
    return [*found, (value, Text(value, value))] if own else found


def title_of(node: Mapping[str, Any]) -> Text:
    """What people call a node; its name where it has no title."""
    title = typed_of(TITLE, node.get("title", MISSING))
    name = str(node.get("name", ""))
    return Text(title["zh"] or title["en"] or name, title["en"] or title["zh"] or name)


TITLE = Property("title", Text("名称", "Title"), Entry.PAIR, required=True, most=200)


def _nodes(found: Any) -> list[Choice]:
    return [(str(node.get("name", "")), title_of(node)) for node in found or []]
