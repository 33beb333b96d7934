"""One of several fixed options."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, written
from forms.seams import field_type
from kernel.reading import Reader
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Option:
    """What is stored, and what people read."""

    value: str
    title: Text


@field_type("choice")
@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of several options; property `options`, a list of {value, title}."""

    title: ClassVar = Text("单选", "choice of one")
    options: tuple[Option, ...] = ()

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The options, each value once, at least one."""
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
        return cls(tuple(options))

    def normalised(self, raw: object) -> str | None:
        """The value of the option chosen."""
        value = written(raw)
        if value and value not in {option.value for option in self.options}:
            raise AnswerError(
                Text("所选的项不在选项中。", "What was chosen is not among the options."),
                remedy=Text("请重新选择。", "Choose again."),
            )
        return value or None

    def json_schema(self) -> dict[str, Any]:
        """One constant for each option."""
        return {"oneOf": [{"const": option.value, "title": option.title.zh} for option in self.options]}
