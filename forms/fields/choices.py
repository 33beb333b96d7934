"""Several of several fixed options."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fields.choice import USUAL, Option, not_offered, read_options
from forms.fieldtype import FieldType, Posted, written
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text


@field_type("choices")
@dataclass(frozen=True, slots=True)
class ChoicesField(FieldType):
    """Any of several options, stored in the order of the options; property `options`."""

    title: ClassVar = Text("多选", "choice of several")
    group: ClassVar = Group.CHOICE
    icon: ClassVar = "square-check"
    foreign: ClassVar = {"xlsform": "select_multiple", "formio": "selectboxes"}
    widget: ClassVar = "widgets/checkboxes.html"
    grouped: ClassVar = True
    many: ClassVar = True
    sheet: ClassVar = (Property("options", Text("选项", "Options"), Entry.OPTIONS, required=True),)
    usual: ClassVar = USUAL
    options: tuple[Option, ...] = ()

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The options, each value once, at least one."""
        return cls(read_options(node))

    def normalised(self, raw: object) -> list[str] | None:
        """The values chosen; one text counts as a list of one."""
        given = raw if isinstance(raw, list | tuple) else [raw]
        values = {value for item in given if (value := written(item))}
        if not values:
            return None
        if values - {option.value for option in self.options}:
            raise not_offered()
        return [option.value for option in self.options if option.value in values]

    def display(self, answer: Any, locale: str) -> str:
        """The words of the options in a row."""
        words = [option.title.of(locale) for option in self.options if option.value in (answer or ())]
        return (", " if locale.startswith("en") else "、").join(words)

    def options_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """Every option."""
        return tuple((option.value, option.title.of(locale)) for option in self.options)

    def chosen(self, answer: Any) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(item for item in answer if isinstance(item, str)) if isinstance(answer, list) else ()

    def gathered(self, posted: Posted, name: str) -> list[Any]:
        """Every box that was ticked."""
        return posted.getlist(name)

    def sample(self) -> list[str]:
        """The first option."""
        return [self.options[0].value]

    def json_schema(self) -> dict[str, Any]:
        """A list of constants."""
        values = [option.value for option in self.options]
        return {"type": "array", "items": {"enum": values}, "uniqueItems": True, "minItems": 1}
