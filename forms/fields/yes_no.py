"""Yes or no."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, written
from forms.seams import field_type
from forms.sheet import Group
from kernel.reading import Reader
from kernel.text import Text

WORDS = {
    **dict.fromkeys(("yes", "y", "true", "是"), True),
    **dict.fromkeys(("no", "n", "false", "否"), False),
}
YES, NO = Text("是", "Yes"), Text("否", "No")


@field_type("yes_no")
@dataclass(frozen=True, slots=True)
class YesNoField(FieldType):
    """Yes or no; nothing chosen is no answer."""

    title: ClassVar = Text("是 / 否", "yes or no")
    group: ClassVar = Group.CHOICE
    icon: ClassVar = "toggle-left"
    foreign: ClassVar = {"xlsform": "select_one", "formio": "radio"}
    widget: ClassVar = "widgets/radios.html"
    grouped: ClassVar = True

    @classmethod
    def read(cls, node: Reader) -> Self:  # noqa: ARG003 it has no properties
        """There is nothing to set."""
        return cls()

    def normalised(self, raw: object) -> bool | None:
        """True, False, or None when nothing was chosen."""
        if isinstance(raw, bool):
            return raw
        word = written(raw).lower()
        if not word:
            return None
        if word not in WORDS:
            raise AnswerError(
                Text("只能是“是”或“否”。", "This has to be yes or no."),
                remedy=Text("请重新选择。", "Choose again."),
            )
        return WORDS[word]

    def display(self, answer: Any, locale: str) -> str:
        """The word."""
        return "" if answer is None else (YES if answer else NO).of(locale)

    def options_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """Yes before no."""
        return (("yes", YES.of(locale)), ("no", NO.of(locale)))

    def chosen(self, answer: Any) -> tuple[str, ...]:
        """The word of a truth, or what was posted."""
        if isinstance(answer, bool):
            return ("yes",) if answer else ("no",)
        return (answer,) if isinstance(answer, str) else ()

    def sample(self) -> str:
        """Yes."""
        return "yes"

    def json_schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}
