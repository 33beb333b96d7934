"""Text of several lines."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import FieldType, refuse_longer, written
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

SAMPLE = "第一行示例文字\n第二行示例文字"


@field_type("long_text")
@dataclass(frozen=True, slots=True)
class LongTextField(FieldType):
    """Text of several lines; property `max_length`."""

    title: ClassVar = Text("多行文本", "text of several lines")
    group: ClassVar = Group.TEXT
    icon: ClassVar = "text-align-start"
    foreign: ClassVar = {"xlsform": "text", "formio": "textarea"}
    widget: ClassVar = "widgets/area.html"
    sheet: ClassVar = (
        Property(
            "max_length",
            Text("最多字数", "Most characters"),
            Entry.WHOLE,
            default=2_000,
            least=1,
            most=20_000,
            tab=Tab.CHECK,
        ),
    )
    max_length: int = 2_000

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The limit of the length."""
        return cls(node.whole("max_length", default=2_000, least=1, most=20_000) or 2_000)

    def normalised(self, raw: object) -> str | None:
        """The text with line ends of one kind and without blanks around it."""
        text = written(raw)
        refuse_longer(text, self.max_length)
        return text or None

    def sample(self) -> str:
        """Two lines, as far as the limit allows."""
        return SAMPLE[: self.max_length].strip()

    def json_schema(self) -> dict[str, Any]:
        """A string within the limit."""
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}
