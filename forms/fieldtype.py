"""What a type of fields is, and the answers it takes."""

import re
import unicodedata
from datetime import date
from typing import Any, ClassVar, Protocol, Self

from kernel.errors import Invalid
from kernel.reading import Reader
from kernel.text import Text

Answer = str | int | bool | date | None
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class AnswerError(Invalid):
    """What was filled in cannot be an answer to this field."""

    code = "answer"


class FieldType(Protocol):
    """One type with the properties a field gives it; a frozen dataclass of those properties."""

    title: ClassVar[Text]

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The type with the properties that the field's node says."""
        ...

    def normalised(self, raw: object) -> Answer:
        """The answer as it is stored and as rules see it; None when nothing was filled in."""
        ...

    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of an answer."""
        ...


def written(raw: object) -> str:
    """What was typed: composed (NFC), one kind of line end, no blanks around it."""
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise AnswerError(
            Text("这里要填文字。", "This has to be text."),
            remedy=Text("请填写文字。", "Fill in text."),
        )
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if CONTROL.search(text):
        raise AnswerError(
            Text("含有不可见的控制字符。", "It contains invisible control characters."),
            remedy=Text("请删去后重新填写。", "Remove them."),
        )
    return text


def narrowed(raw: object) -> str:
    """As `written`, with full-width digits and signs made half-width (NFKC)."""
    return unicodedata.normalize("NFKC", written(raw)).strip()


def refuse_longer(text: str, most: int) -> None:
    """Nothing, unless the text is longer than allowed."""
    if len(text) > most:
        raise AnswerError(
            Text(
                f"有 {len(text)} 个字，最多 {most} 个字。", f"It has {len(text)} characters, at most {most}."
            ),
            remedy=Text("请缩短。", "Shorten it."),
        )
