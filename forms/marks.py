"""Marks in a page that was drawn once, and the plan by which a request fills them."""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from forms.fieldtype import FieldType, as_json

Drawn = Callable[[Any, Any], str]
special = re.compile("[&<>\"']").search
"""Whether a text holds anything to escape; most hold nothing."""

Chooser = Callable[[Any], Iterable[str]]
Places = tuple[tuple[int, str], ...]


class State(StrEnum):
    """What a field can be at a request, apart from its value."""

    BAD = "bad"
    HIDDEN = "hidden"
    OPTIONAL = "optional"


class Value(NamedTuple):
    """The answer as text."""

    name: str


class Part(NamedTuple):
    """One member of an answer that is a list, as text."""

    name: str
    at: int


class Chosen(NamedTuple):
    """A text that stands there when an option is chosen."""

    name: str
    option: str
    text: str


class Flag(NamedTuple):
    """A text that stands there in a state."""

    state: State
    name: str
    text: str


class Message(NamedTuple):
    """What is wrong with the answer."""

    name: str


class Piece(NamedTuple):
    """What the field's own function draws from its value."""

    name: str
    drawn: Drawn


Slot = Value | Part | Chosen | Flag | Message | Piece


class Marks:
    """Gives out marks while a page is drawn, and finds them again in what was drawn."""

    def __init__(self) -> None:
        # nobody who writes a title can guess the sign, so nobody can forge a mark
        self._sign = secrets.token_hex(8)
        self._slots: list[Slot] = []
        self._pattern = re.compile(f"\ue000{self._sign}-([0-9]+)\ue001")

    def put(self, slot: Slot) -> Markup:
        """The mark of a slot."""
        self._slots.append(slot)
        return Markup(f"\ue000{self._sign}-{len(self._slots) - 1}\ue001")  # noqa: S704 our own sign

    def pieces(self, drawn: str) -> list[str | Slot]:
        """Texts and slots in turn."""
        found = self._pattern.split(drawn)
        return [self._slots[int(part)] if at % 2 else part for at, part in enumerate(found)]

    def when(self, state: State, name: str, drawn: str) -> Markup:
        """What was drawn, standing there only in the state; messages in it keep their places."""
        return Markup("").join(
            self.put(Flag(state, name, piece)) if isinstance(piece, str) else self.put(piece)
            for piece in self.pieces(drawn)
            if piece != ""
        )


class Plan(NamedTuple):
    """A page as parts, some of them empty until a request fills them."""

    parts: list[str]
    values: tuple[tuple[int, str], ...]
    members: tuple[tuple[int, str, int], ...]
    picks: tuple[tuple[str, Mapping[str, Places]], ...]
    choices: tuple[tuple[str, Chooser, Mapping[str, Places]], ...]
    flags: Mapping[State, Mapping[str, Places]]
    messages: Mapping[str, tuple[int, ...]]
    drawn: tuple[tuple[int, str, Drawn], ...]

    def filled(
        self,
        values: Mapping[str, Any],
        states: Mapping[State, Iterable[str]],
        messages: Mapping[str, str],
        context: Any,
    ) -> str:
        """The page for these answers."""
        parts = self.parts.copy()
        self._write(parts, values)
        for state, flags in self.flags.items():
            for name in states.get(state, ()):
                for at, text in flags.get(name, ()):
                    parts[at] = text
        for name, words in messages.items():
            for at in self.messages.get(name, ()):
                parts[at] = escape(words)
        for at, name, draw in self.drawn:
            parts[at] = draw(values.get(name), context)
        return "".join(parts)

    def _write(self, parts: list[str], values: Mapping[str, Any]) -> None:
        get = values.get
        for at, name in self.values:
            value = get(name)
            if value.__class__ is str:
                parts[at] = escape(value) if special(value) else value
            elif value.__class__ is int:
                parts[at] = str(value)
            elif value is not None:
                parts[at] = escape(str(as_json(value)))
        for at, name, member in self.members:
            parts[at] = _member(get(name), member)
        for name, options in self.picks:
            value = get(name)
            if value.__class__ is str and value in options:
                for at, text in options[value]:
                    parts[at] = text
        for name, chosen, options in self.choices:
            for option in chosen(get(name)):
                for at, text in options.get(option, ()):
                    parts[at] = text


def plan_of(
    pieces: Iterable[str | Slot],
    types: Mapping[str, FieldType],
    *,
    without: frozenset[State] = frozenset(),
) -> Plan:
    """The plan of texts and slots; states that cannot occur are left out, so the parts are fewer."""
    builder = Builder(types)
    for piece in pieces:
        if isinstance(piece, str):
            builder.parts[-1] += piece
        elif _state(piece) not in without:
            builder.add(piece)
    return builder.plan()


class Builder:
    """Gathers the places of a plan."""

    def __init__(self, types: Mapping[str, FieldType]) -> None:
        self.parts: list[str] = [""]
        self._types = types
        self._values: list[tuple[int, str]] = []
        self._members: list[tuple[int, str, int]] = []
        self._choices: dict[str, dict[str, Places]] = {}
        self._flags: dict[State, dict[str, Places]] = {}
        self._messages: dict[str, tuple[int, ...]] = {}
        self._drawn: list[tuple[int, str, Drawn]] = []

    def add(self, slot: Slot) -> None:
        """An empty part for the slot, and a new part for the text after it."""
        at = len(self.parts)
        self.parts += ["", ""]
        match slot:
            case Value(name):
                self._values.append((at, name))
            case Part(name, member):
                self._members.append((at, name, member))
            case Chosen(name, option, text):
                options = self._choices.setdefault(name, {})
                options[option] = (*options.get(option, ()), (at, text))
            case Flag(state, name, text):
                flags = self._flags.setdefault(state, {})
                flags[name] = (*flags.get(name, ()), (at, text))
            case Message(name):
                self._messages[name] = (*self._messages.get(name, ()), at)
            case Piece(name, draw):
                self._drawn.append((at, name, draw))

    def plan(self) -> Plan:
        """What was gathered."""
        plain = {name for name in self._choices if type(self._types[name]).chosen is FieldType.chosen}
        return Plan(
            parts=self.parts,
            values=tuple(self._values),
            members=tuple(self._members),
            picks=tuple((name, options) for name, options in self._choices.items() if name in plain),
            choices=tuple(
                (name, self._types[name].chosen, options)
                for name, options in self._choices.items()
                if name not in plain
            ),
            flags=self._flags,
            messages=self._messages,
            drawn=tuple(self._drawn),
        )


def _member(value: Any, at: int) -> str:
    if not isinstance(value, list) or at >= len(value) or value[at] is None:
        return ""
    return escape(str(as_json(value[at])))


def _state(slot: Slot) -> State | None:
    if isinstance(slot, Message):
        return State.BAD
    return slot.state if isinstance(slot, Flag) else None
