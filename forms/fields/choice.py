"""One of several fixed options."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, written
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text

FEW = 6
"""Up to so many options all stand open on the page."""


@dataclass(frozen=True, slots=True)
class Option:
    """What is stored, and what people read."""

    value: str
    title: Text


USUAL = {
    "options": [
        {"value": "one", "title": {"zh": "选项一", "en": "Option one"}},
        {"value": "two", "title": {"zh": "选项二", "en": "Option two"}},
    ]
}
"""The options of a fresh field."""


@field_type("choice")
@dataclass(frozen=True, slots=True)
class ChoiceField(FieldType):
    """One of several options; property `options`, a list of {value, title}."""

    title: ClassVar = Text("单选", "choice of one")
    group: ClassVar = Group.CHOICE
    icon: ClassVar = "circle-dot"
    foreign: ClassVar = {"xlsform": "select_one", "formio": "radio"}
    sheet: ClassVar = (Property("options", Text("选项", "Options"), Entry.OPTIONS, required=True),)
    usual: ClassVar = USUAL
    options: tuple[Option, ...] = ()
    values: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", frozenset(option.value for option in self.options))

    @property
    def grouped(self) -> bool:  # type: ignore[override]
        """A few options are radio buttons in a fieldset, many are one list to pull down."""
        return len(self.options) <= FEW

    @property
    def widget(self) -> str:  # type: ignore[override]
        """Radio buttons, or a list."""
        return "widgets/radios.html" if self.grouped else "widgets/select.html"

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The options, each value once, at least one."""
        return cls(read_options(node))

    def normalised(self, raw: object) -> str | None:
        """The value of the option chosen."""
        if raw.__class__ is str and raw in self.values:
            return raw
        value = written(raw)
        if value and value not in self.values:
            raise not_offered()
        return value or None

    def display(self, answer: Any, locale: str) -> str:
        """The words of the option."""
        return next((option.title.of(locale) for option in self.options if option.value == answer), "")

    def options_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """Every option."""
        return tuple((option.value, option.title.of(locale)) for option in self.options)

    def sample(self) -> str:
        """The first option."""
        return self.options[0].value

    def json_schema(self) -> dict[str, Any]:
        """One constant for each option."""
        return {"oneOf": [{"const": option.value, "title": option.title.zh} for option in self.options]}


def read_options(node: Reader) -> tuple[Option, ...]:
    """The options of a node, each value once, at least one."""
    options = []
    for inner in node.children("options"):
        options.append(Option(inner.text("value"), inner.title()))
        inner.finish()
    values = [option.value for option in options]
    if not values or len(set(values)) < len(values):
        node.refuse(
            "options",
            Text("没有选项，或有两个选项的值相同。", "There is no option, or two have the same value."),
            Text("请列出值各不相同的选项。", "List options with different values."),
        )
    return tuple(options)


def not_offered() -> AnswerError:
    """The refusal of what is not among the options."""
    return AnswerError(
        Text("所选的项不在选项中。", "What was chosen is not among the options."),
        remedy=Text("请重新选择。", "Choose again."),
    )
