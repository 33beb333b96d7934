"""Marks in a page that was drawn once: what a request fills, and where."""

import re
import secrets
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from markupsafe import Markup

Drawn = Callable[[Any, Any], str]


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


class Variants(NamedTuple):
    """A passage that reads otherwise for each option that may be chosen, and as `plain` when none is."""

    name: str
    plain: str
    by_option: Mapping[str, str]


Slot = Value | Part | Chosen | Flag | Message | Piece | Variants


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
