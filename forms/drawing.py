"""Draws questions with their widgets, once for each version and language, leaving marks for a request."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from forms.definition import Field
from forms.fieldtype import FieldType
from forms.marks import Chosen, Drawn, Flag, Marks, Message, Part, Piece, Slot, State, Value
from kernel.text import Text

ROOT = Path(__file__).resolve().parent.parent
PLATFORM = ROOT / "templates"


class Shown(Protocol):
    """An upload as a page shows it; without an address it cannot be opened from there."""

    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Question:
    """What a widget knows of its field; states and values are marks."""

    field: Field
    id: str
    locale: str
    marks: Marks
    answer: Drawn | None = None
    correction: Drawn | None = None
    hideable: bool = False
    others: tuple[str, ...] = ()
    """The titles of what may stand for it."""
    leaning: Field | None = None
    """The field whose answer decides what is offered here."""

    @property
    def title(self) -> str:
        """The label."""
        return self.field.title.of(self.locale)

    @property
    def help(self) -> str:
        """The hint; empty when there is none."""
        return self.field.help.of(self.locale) if self.field.help else ""

    @property
    def type(self) -> FieldType:
        """The field's type with its properties."""
        return self.field.type

    @property
    def given(self) -> bool:
        """Whether the platform brings the answer."""
        return self.field.given

    @property
    def source(self) -> str:
        """Where a given answer comes from, in words; empty when the form does not say."""
        return self.field.source.of(self.locale) if self.field.source else ""

    @property
    def widget(self) -> str:
        """The template of the control; what is computed or given is shown and cannot be changed."""
        if self.field.given and not self.field.correctable:
            return "widgets/given.html"
        return "widgets/computed.html" if self.field.compute else self._own

    @property
    def _own(self) -> str:
        return "widgets/live.html" if self.field.type.live else self.field.type.widget

    @property
    def grouped(self) -> bool:
        """Whether a fieldset holds the control together."""
        return self.field.type.grouped and self.field.asked

    @property
    def required(self) -> bool:
        """Whether an answer is wanted whatever else is answered."""
        return self.field.required

    @property
    def attributes(self) -> Mapping[str, str]:
        """Further attributes of the control."""
        return self.field.type.attributes()

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """What the control offers."""
        return self.field.type.options_in(self.locale)

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
        """What the control offers by the other field's answer: its value, its words, the options."""
        words = dict(self.leaning.type.options_in(self.locale)) if self.leaning else {}
        return tuple((at, words.get(at, at), options) for at, options in self.type.groups_in(self.locale))

    @property
    def value(self) -> Markup:
        """Where the answer stands as text."""
        return self.marks.put(Value(self.field.name))

    def part(self, at: int) -> Markup:
        """Where one member of the answer stands as text."""
        return self.marks.put(Part(self.field.name, at))

    @property
    def message(self) -> Markup:
        """Where the fault is told."""
        return self.marks.put(Message(self.field.name))

    @property
    def drawn(self) -> Markup:
        """Where the field's own function draws its answer."""
        return self.marks.put(Piece(self.field.name, self.answer)) if self.answer else Markup("")

    @property
    def corrected(self) -> Markup:
        """Where it is told what a corrected answer was."""
        return self.marks.put(Piece(self.field.name, self.correction)) if self.correction else Markup("")

    @property
    def hidden(self) -> Markup:
        """The attribute of a field that is not visible."""
        return self._flag(State.HIDDEN, " hidden") if self.hideable else Markup("")

    def chosen(self, option: str, text: str) -> Markup:
        """The text where the option is chosen."""
        return self.marks.put(Chosen(self.field.name, option, text))

    def bad(self, text: str) -> Markup:
        """The text where there is a fault."""
        return self._flag(State.BAD, text)

    def when_bad(self, caller: Any) -> Markup:
        """A whole passage where there is a fault."""
        return self.marks.when(State.BAD, self.field.name, str(caller()))

    def optional(self, text: str) -> Markup:
        """The text where no answer is wanted."""
        if self.field.required or self.field.one_of or not self.field.asked:
            return Markup("")
        if self.field.required_when is None:
            return Markup(text)  # noqa: S704 a template's own text
        return self._flag(State.OPTIONAL, text)

    def _flag(self, state: State, text: str) -> Markup:
        return self.marks.put(Flag(state, self.field.name, text))


class Desk:
    """The templates of the platform and of the plugins whose types a form uses, in one language."""

    def __init__(self, types: Iterable[type[FieldType]], locale: str) -> None:
        self.locale = locale
        self._templates = environment(tuple(sorted({folder_of(kind) for kind in types})), locale)

    def question(self, question: Question) -> str:
        """The field with its frame, or alone when it asks nothing."""
        template = "widgets/field.html" if question.type.asks else question.widget
        return self.draw(template, f=question)

    def pieces(self, questions: Iterable[Question], marks: Marks) -> list[str | Slot]:
        """Several questions as texts and slots."""
        return marks.pieces("\n".join(self.question(question) for question in questions))

    def draw(self, template: str, **context: Any) -> str:
        """A template with what it shows."""
        return self._templates.get_template(template).render(**context)

    def words(self, text: Text) -> Markup:
        """A text in this language, escaped."""
        return escape(text.of(self.locale))


@cache
def environment(folders: tuple[Path, ...], locale: str) -> Environment:
    """Templates in which everything is escaped and nothing undefined passes."""
    found = Environment(
        loader=FileSystemLoader([PLATFORM, *folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["say"] = (lambda _zh, en: en) if locale == "en" else (lambda zh, _en: zh)
    return found


def folder_of(kind: type[FieldType]) -> Path:
    """The templates of the plugin that offers the type."""
    module = sys.modules[kind.__module__]
    depth = kind.__module__.count(".") - (1 if kind.__module__.startswith("addons.") else 0)
    return Path(str(module.__file__)).resolve().parents[max(depth - 1, 0)] / "templates"
