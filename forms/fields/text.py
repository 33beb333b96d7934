"""One line of text."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, refuse_longer, written
from forms.seams import field_type
from kernel.reading import Reader
from kernel.text import Text


@field_type("text")
@dataclass(frozen=True, slots=True)
class TextField:
    """One line of text; properties `min_length`, `max_length`."""

    title: ClassVar = Text("单行文本", "one line of text")
    min_length: int = 0
    max_length: int = 200

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The limits of the length."""
        least = node.whole("min_length", default=0, most=2_000) or 0
        most = node.whole("max_length", default=max(200, least), least=max(1, least), most=2_000)
        return cls(least, most or 2_000)

    def normalised(self, raw: object) -> str | None:
        """The text without blanks around it and without line ends."""
        text = " ".join(written(raw).split("\n"))
        if not text:
            return None
        refuse_longer(text, self.max_length)
        if len(text) < self.min_length:
            raise AnswerError(
                Text(f"至少 {self.min_length} 个字。", f"At least {self.min_length} characters."),
                remedy=Text("请补充完整。", "Complete it."),
            )
        return text

    def json_schema(self) -> dict[str, Any]:
        """A string within the limits."""
        return {"type": "string", "minLength": max(1, self.min_length), "maxLength": self.max_length}
