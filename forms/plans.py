"""The plan of a page that was drawn once: the parts that a request fills, each found beforehand."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from markupsafe import escape

from forms.fieldtype import FieldType, as_json
from forms.marks import Chosen, Drawn, Flag, Message, Part, Piece, Slot, State, Value, Variants
from forms.passages import joined

special = re.compile("[&<>\"']").search
"""Whether a text holds anything to escape; most hold nothing."""

Chooser = Callable[[Any], Iterable[str]]
Places = tuple[tuple[int, str], ...]


class Plan(NamedTuple):
    """A page as parts, some of them empty until a request fills them."""

    parts: list[str]
    places: tuple[int, ...]
    named: tuple[str, ...]
    """Whose answers stand as text, one for each of the places."""
    members: tuple[tuple[int, str, int], ...]
    picks: tuple[tuple[int, str, Mapping[str, str]], ...]
    """Passages that an answer, which is one option, reads otherwise."""
    turns: tuple[tuple[int, str, Chooser, Mapping[str, str]], ...]
    """The same where the type says which option an answer is."""
    choices: tuple[tuple[str, Chooser, Mapping[str, Places]], ...]
    hidden: Mapping[str, Places]
    optional: Mapping[str, Places]
    bad: Mapping[str, Places]
    messages: Mapping[str, tuple[int, ...]]
    drawn: tuple[tuple[int, str, Drawn], ...]

    def filled(
        self,
        values: Mapping[str, Any],
        words: Mapping[str, str],
        context: Any,
        *,
        hidden: Iterable[str] = (),
        optional: Iterable[str] = (),
    ) -> str:
        """The page for these answers; `words` are what is wrong with them."""
        parts = self.parts.copy()
        self._write(parts, values)
        if hidden:
            _put(parts, self.hidden, hidden)
        if optional:
            _put(parts, self.optional, optional)
        if words:
            _put(parts, self.bad, words)
            for name, said in words.items():
                for at in self.messages.get(name, ()):
                    parts[at] = escape(said)
        for at, name, draw in self.drawn:
            parts[at] = draw(values.get(name), context)
        return "".join(parts)

    def _write(self, parts: list[str], values: Mapping[str, Any]) -> None:
        get = values.get
        texts = [value if value.__class__ is str else as_text(value) for value in map(get, self.named)]
        # one look at all of them together: most pages hold nothing to escape
        if special("".join(texts)):
            texts = [escape(text) for text in texts]
        for at, text in zip(self.places, texts, strict=True):
            parts[at] = text
        for at, name, member in self.members:
            parts[at] = _member(get(name), member)
        for at, name, passages in self.picks:
            value = get(name)
            if value.__class__ is str and value in passages:
                parts[at] = passages[value]
        for at, name, chosen, passages in self.turns:
            for option in chosen(get(name)):
                if option in passages:
                    parts[at] = passages[option]
        for name, chosen, options in self.choices:
            for option in chosen(get(name)):
                for at, text in options.get(option, ()):
                    parts[at] = text


def _put(parts: list[str], flags: Mapping[str, Places], names: Iterable[str]) -> None:
    for name in names:
        for at, text in flags.get(name, ()):
            parts[at] = text


def plan_of(
    pieces: Iterable[str | Slot],
    types: Mapping[str, FieldType],
    *,
    without: frozenset[State] = frozenset(),
) -> Plan:
    """The plan of texts and slots; states that cannot occur are left out, so the parts are fewer."""
    builder = Builder(types)
    for piece in joined(
        [piece for piece in pieces if isinstance(piece, str) or _state(piece) not in without], types
    ):
        if isinstance(piece, str):
            builder.parts[-1] += piece
        else:
            builder.add(piece)
    return builder.plan()


class Builder:
    """Gathers the places of a plan."""

    def __init__(self, types: Mapping[str, FieldType]) -> None:
        self.parts: list[str] = [""]
        self._types = types
        self._values: list[tuple[int, str]] = []
        self._members: list[tuple[int, str, int]] = []
        self._picks: list[tuple[int, str, Mapping[str, str]]] = []
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
            case Variants(name, plain, by_option):
                self.parts[at] = plain
                self._picks.append((at, name, by_option))
            case Flag(state, name, text):
                flags = self._flags.setdefault(state, {})
                flags[name] = (*flags.get(name, ()), (at, text))
            case Message(name):
                self._messages[name] = (*self._messages.get(name, ()), at)
            case Piece(name, draw):
                self._drawn.append((at, name, draw))

    def plan(self) -> Plan:
        """What was gathered."""
        types = self._types
        return Plan(
            parts=self.parts,
            places=tuple(at for at, _ in self._values),
            named=tuple(name for _, name in self._values),
            members=tuple(self._members),
            picks=tuple(one for one in self._picks if _is_option(types[one[1]])),
            turns=tuple(
                (at, name, types[name].chosen, passages)
                for at, name, passages in self._picks
                if not _is_option(types[name])
            ),
            choices=tuple((name, types[name].chosen, options) for name, options in self._choices.items()),
            hidden=self._flags.get(State.HIDDEN, {}),
            optional=self._flags.get(State.OPTIONAL, {}),
            bad=self._flags.get(State.BAD, {}),
            messages=self._messages,
            drawn=tuple(self._drawn),
        )


def as_text(value: Any) -> str:
    """An answer as it stands in an input; empty when there is none."""
    if value.__class__ is int:
        return str(value)
    return "" if value is None else str(as_json(value))


def _member(value: Any, at: int) -> str:
    if not isinstance(value, list) or at >= len(value) or value[at] is None:
        return ""
    return escape(str(as_json(value[at])))


def _is_option(kind: FieldType) -> bool:
    """Whether an answer of the type is the option itself."""
    return type(kind).chosen is FieldType.chosen


def _state(slot: Slot) -> State | None:
    if isinstance(slot, Message):
        return State.BAD
    return slot.state if isinstance(slot, Flag) else None
