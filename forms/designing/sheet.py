"""The property sheet of a form, a section or a field; and what words are found in a form; pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms.designing.acts import SECTION
from forms.designing.board import fresh
from forms.designing.nodes import Kind, found_at, places
from forms.designing.properties import fresh_field, properties_of, tabs_of
from forms.fieldtype import FieldType
from forms.sheet import Entry, Property
from kernel.designs.captions import with_left
from kernel.designs.entries import Typed
from kernel.designs.ruling import Ruling
from kernel.designs.sheets import NOTHING, Choice, Filler, PropertySheet, Typing, title_of, with_own
from kernel.nodes import Body
from kernel.text import Text

NAMELESS = Text("", "")


class Clerk:
    """Knows what a form and the platform offer to choose from."""

    def __init__(
        self,
        body: Body,
        field_types: Mapping[str, type[FieldType]],
        ruling: Ruling,
        registers: Sequence[Choice] = (),
        *,
        base: Body | None = None,
    ) -> None:
        self.body, self.types, self.registers = body, field_types, registers
        self.base = base or fresh(NAMELESS)
        """What the form was begun on: a version, or what every new one says."""
        self.filler = Filler(ruling, self._offers)

    def sheet(self, at: str, typing: Typing = NOTHING) -> PropertySheet | None:
        """The sheet of the node, of the form without a name; None when there is no such node."""
        place = found_at(self.body, at)
        if at and place is None:
            return None
        node, kind = (place.node, place.kind) if place else (self.body, Kind.FORM)
        properties = properties_of(kind, node, self.types, self.body)
        tabs = tuple(
            self.filler.page((tab.value, tab.heading), listed, node, at, typing)
            for tab, listed in tabs_of(properties).items()
        )
        type_name = str(node.get("type", "")) if kind in (Kind.FIELD, Kind.COLUMN) else ""
        found = self.types.get(type_name)
        return PropertySheet(
            at,
            kind,
            title_of(node),
            with_left(tabs, self._before(at, kind, node)),
            type_name,
            found.title if found else None,
            found.icon if found else "",
        )

    def _before(self, at: str, kind: Kind, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the node said when the form was begun on, or when it came onto the board."""
        place = found_at(self.base, at)
        if place is not None:
            return place.node
        if not at:
            return self.base
        if kind is Kind.SECTION:
            return {"title": {"zh": SECTION.zh, "en": SECTION.en}}
        type_name = str(node.get("type", ""))
        found = self.types.get(type_name)
        return fresh_field(type_name, found) if found else {}

    def _offers(self, one: Property, value: Typed, at: str) -> Sequence[Choice]:
        match one.entry:
            case Entry.FIELD:
                return list(self._fields(one, at))
            case Entry.REGISTER:
                return with_own(self.registers, value)
        return ()

    def _fields(self, one: Property, at: str) -> Iterator[Choice]:
        for place in places(self.body):
            node = place.node
            name = str(node.get("name", ""))
            fits = not one.types or node.get("type") in one.types
            if place.kind is Kind.FIELD and name != at and fits:
                yield name, title_of(node)


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
            found.append((str(node.get("name", "")), title_of(node)))
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
