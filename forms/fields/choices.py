"""Several of several fixed options."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from forms.fields.choice import OPTIONS, REGISTER, USUAL, not_offered, options_or_register, refuse_closed
from forms.fieldtype import FieldType, Posted, written
from forms.options import Option
from forms.seams import field_type
from forms.sheet import Group
from kernel.reading import Reader
from kernel.text import Text


@field_type("choices")
@dataclass(frozen=True, slots=True)
class ChoicesField(FieldType):
    """Any of several options, stored in the order of the options; properties `options` or `register`."""

    title: ClassVar = Text("多选", "choice of several")
    group: ClassVar = Group.CHOICE
    icon: ClassVar = "square-check"
    foreign: ClassVar = {"xlsform": "select_multiple", "formio": "selectboxes"}
    widget: ClassVar = "widgets/checkboxes.html"
    grouped: ClassVar = True
    many: ClassVar = True
    sheet: ClassVar = (OPTIONS, REGISTER)
    usual: ClassVar = USUAL
    options: tuple[Option, ...] = ()
    register: str = ""

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The options, each value once, at least one; or the register that has them."""
        register = node.text("register") if node.has("register") else ""
        options = options_or_register(node, register)
        # who has no closed option is spared being asked each time
        kind = ClosingChoices if any(option.closed for option in options) else cls
        return kind(options, register)  # type: ignore[return-value]

    @property
    def draws_from(self) -> str:
        """The register of the options."""
        return self.register

    def supplied(self, options: tuple[Option, ...]) -> "ChoicesField":
        """The same choice with the options of its register."""
        return ClosingChoices(options, self.register)

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
        """Every option that can be chosen."""
        return tuple((option.value, option.title.of(locale)) for option in self.options if not option.closed)

    def chosen(self, answer: Any) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(item for item in answer if isinstance(item, str)) if isinstance(answer, list) else ()

    def gathered(self, posted: Posted, name: str) -> list[Any]:
        """Every box that was ticked."""
        return posted.getlist(name)

    def sample(self) -> list[str]:
        """The first option."""
        return [option.value for option in self.options if not option.closed][:1]

    def json_schema(self) -> dict[str, Any]:
        """A list of constants."""
        values = [option.value for option in self.options]
        items = {"enum": values} if values else {"type": "string"}
        return {"type": "array", "items": items, "uniqueItems": True, "minItems": 1}


@dataclass(frozen=True, slots=True)
class ClosingChoices(ChoicesField):
    """A choice some of whose options are closed, as those of a register may be."""

    def refuse_on(self, answer: Any, today: date) -> None:  # noqa: ARG002 closed is closed on any day
        """What is closed was chosen before and stays readable; nobody chooses it any more."""
        refuse_closed(self.options, answer)
