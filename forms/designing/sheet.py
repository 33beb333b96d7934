"""The property sheet of a node, ready to be drawn: tabs, entries, what stands in them; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.conditions import Editor
from forms.designing.entries import PREFIX, Slip, Typed, has_rows, inner_of, typed_of
from forms.designing.nodes import Kind, found_at, places
from forms.designing.properties import TITLE, properties_of, tabs_of
from forms.designing.ruling import Ruling
from forms.fieldtype import FieldType
from forms.sheet import Entry, Property
from kernel.differences import MISSING
from kernel.nodes import Body
from kernel.text import Text

SPARE = {Entry.OPTIONS: 2, Entry.ROWS: 1}
"""So many empty rows stand ready."""
Choice = tuple[str, Text]


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
    kind: Kind
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


class Clerk:
    """Knows what a form and the platform offer to choose from."""

    def __init__(
        self,
        body: Body,
        field_types: Mapping[str, type[FieldType]],
        ruling: Ruling,
        registers: Sequence[Choice] = (),
    ) -> None:
        self.body, self.types, self.ruling, self.registers = body, field_types, ruling, registers

    def sheet(self, at: str, typing: Typing = NOTHING) -> PropertySheet | None:
        """The sheet of the node, of the form without a name; None when there is no such node."""
        place = found_at(self.body, at)
        if at and place is None:
            return None
        node, kind = (place.node, place.kind) if place else (self.body, Kind.FORM)
        properties = properties_of(kind, node, self.types, self.body)
        tabs = tuple(
            Page(tab.value, tab.heading, tuple(self._input(one, node, at, typing) for one in listed))
            for tab, listed in tabs_of(properties).items()
        )
        type_name = str(node.get("type", "")) if kind in (Kind.FIELD, Kind.COLUMN) else ""
        found = self.types.get(type_name)
        return PropertySheet(
            at,
            kind,
            _title(node),
            tabs,
            type_name,
            found.title if found else None,
            found.icon if found else "",
        )

    def _input(self, one: Property, node: Mapping[str, Any], at: str, typing: Typing) -> Input:
        value = typing.typed.get(one.key, typed_of(one, node.get(one.key, MISSING)))
        name = f"{PREFIX}{one.key}"
        if one.entry is Entry.COLUMNS:
            return Input(one, name, _columns(node))
        return self._filled(one, name, value, at, typing.faults)

    def _filled(self, one: Property, name: str, value: Typed, at: str, faults: Mapping[str, Text]) -> Input:
        rows: tuple[tuple[Input, ...], ...] = ()
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
        options = tuple(self._options(one, value, at))
        if one.entry is not Entry.RULE:
            return Input(one, name, value, faults.get(name), options, rows)
        condition = self.ruling.editor(name, one.key, value)
        shown = value.asked.text if isinstance(value, Slip) else value
        return Input(one, name, shown, faults.get(name), condition=condition)

    def _options(self, one: Property, value: Typed, at: str) -> Iterator[Choice]:
        match one.entry:
            case Entry.WORD | Entry.WORDS:
                yield from ((word, one.word(word)) for word in one.words)
                if isinstance(value, str) and value and value not in one.words:
                    yield value, Text(value, value)
            case Entry.FIELD:
                yield from self._fields(one, at)
            case Entry.REGISTER:
                yield from self.registers
                if value and value not in {name for name, _ in self.registers}:
                    yield value, Text(value, value)

    def _fields(self, one: Property, at: str) -> Iterator[Choice]:
        for place in places(self.body):
            node = place.node
            name = str(node.get("name", ""))
            fits = not one.types or node.get("type") in one.types
            if place.kind is Kind.FIELD and name != at and fits:
                yield name, _title(node)


def sought_in(body: Body, field_types: Mapping[str, type[FieldType]], words: str) -> list[Choice]:
    """The sections, fields and columns that the words are found in: names, titles, helps, types, rules."""
    wanted = words.casefold().split()
    found = []
    for place in places(body):
        node = place.node
        kind = field_types.get(str(node.get("type", "")))
        known = [kind.title.zh, kind.title.en] if kind else []
        said = " ".join(
            [*known, *_texts({key: held for key, held in node.items() if key != "fields"})]
        ).casefold()
        if all(word in said for word in wanted):
            found.append((str(node.get("name", "")), _title(node)))
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for held in value.values():
            yield from _texts(held)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _title(node: Mapping[str, Any]) -> Text:
    """What people call a node; its name where it has no title."""
    title = typed_of(TITLE, node.get("title", MISSING))
    name = str(node.get("name", ""))
    return Text(title["zh"] or title["en"] or name, title["en"] or title["zh"] or name)


def _columns(node: Mapping[str, Any]) -> list[Choice]:
    return [(str(column.get("name", "")), _title(column)) for column in node.get("fields") or []]
