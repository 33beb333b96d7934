"""Words to read between questions; it takes no answer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from forms.fields.heading import HeadingField
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text


class Tone(StrEnum):
    """How urgent the words are."""

    INFO = "info"
    WARN = "warn"
    PLAIN = "plain"


TONES = {
    Tone.INFO: Text("提示", "Information"),
    Tone.WARN: Text("注意", "Warning"),
    Tone.PLAIN: Text("普通文字", "Plain text"),
}
ICONS = {Tone.INFO: "info", Tone.WARN: "triangle-alert"}


@field_type("explanation")
@dataclass(frozen=True, slots=True)
class ExplanationField(HeadingField):
    """The field's title in bold, its help as paragraphs below; property `tone`: info, warn or plain."""

    title: ClassVar = Text("说明文字", "explanation")
    widget: ClassVar = "widgets/explanation.html"
    group: ClassVar = Group.LAYOUT
    icon: ClassVar = "letter-text"
    sheet: ClassVar[tuple[Property, ...]] = (
        Property("tone", Text("语气", "Tone"), Entry.WORD, words=tuple(Tone), default=Tone.INFO, named=TONES),
    )
    tone: Tone = Tone.INFO

    @classmethod
    def read(cls, node: Reader) -> Self:
        """How urgent it is."""
        return cls(node.member("tone", Tone, default=Tone.INFO) or Tone.INFO)

    @property
    def sign(self) -> str:
        """The icon before the words; empty for plain text."""
        return ICONS.get(self.tone, "")

    def json_schema(self) -> dict[str, Any]:
        """Null."""
        return {"type": "null"}
