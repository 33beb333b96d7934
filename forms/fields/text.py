"""One line of text."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from forms.documents import masked_number
from forms.fieldtype import AnswerError, FieldType, narrowed, refuse_longer, written
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text


class Only(StrEnum):
    """Which characters a line is made of."""

    ANY = "any"
    DIGITS = "digits"


ONLY = {Only.ANY: Text("不限", "Any"), Only.DIGITS: Text("只许数字", "Digits only")}
PRIVATE = Property(
    "private",
    Text("敏感信息", "Personal"),
    Entry.FLAG,
    hint=Text("给无权看全文的人看时遮住中间。", "Its middle is hidden from those who may not see it all."),
)
SAMPLE = {Only.ANY: "示例文字", Only.DIGITS: "12345678"}


@field_type("text")
@dataclass(frozen=True, slots=True)
class TextField(FieldType):
    """One line of text; properties `min_length`, `max_length`, `only` (any or digits), `private`."""

    title: ClassVar = Text("单行文本", "one line of text")
    group: ClassVar = Group.TEXT
    icon: ClassVar = "type"
    foreign: ClassVar = {"xlsform": "text", "formio": "textfield"}
    sheet: ClassVar = (
        Property(
            "min_length",
            Text("最少字数", "Fewest characters"),
            Entry.WHOLE,
            default=0,
            most=2_000,
            tab=Tab.CHECK,
        ),
        Property(
            "max_length",
            Text("最多字数", "Most characters"),
            Entry.WHOLE,
            default=200,
            least=1,
            most=2_000,
            tab=Tab.CHECK,
        ),
        Property(
            "only",
            Text("限用字符", "Characters"),
            Entry.WORD,
            words=tuple(Only),
            default=Only.ANY.value,
            named=ONLY,
            tab=Tab.CHECK,
        ),
        PRIVATE,
    )
    min_length: int = 0
    max_length: int = 200
    only: Only = Only.ANY
    private: bool = False

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The limits of the length."""
        least = node.whole("min_length", default=0, most=2_000) or 0
        most = node.whole("max_length", default=max(200, least), least=max(1, least), most=2_000)
        only = node.member("only", Only, default=Only.ANY) or Only.ANY
        return cls(least, most or 2_000, only, node.flag("private"))

    def normalised(self, raw: object) -> str | None:
        """The text without blanks around it and without line ends."""
        text = written(raw) if self.only is Only.ANY else self._digits(raw)
        if "\n" in text:
            text = " ".join(text.split("\n"))
        if self.min_length <= len(text) <= self.max_length:
            return text or None
        if not text:
            return None
        refuse_longer(text, self.max_length)
        raise AnswerError(
            Text(f"至少 {self.min_length} 个字。", f"At least {self.min_length} characters."),
            remedy=Text("请补充完整。", "Complete it."),
        )

    def normaliser(self) -> Callable[[Any], str | None]:
        """As `normalised`; a plain line within the limits is taken at once."""
        least, most, whole, digits = max(1, self.min_length), self.max_length, self.normalised, self.only

        def line(raw: Any) -> str | None:
            if raw.__class__ is str and raw.isascii() and raw.isprintable():
                text: str = raw.strip()
                if least <= len(text) <= most:
                    return text
            return whole(raw)

        def number(raw: Any) -> str | None:
            if raw.__class__ is str and raw.isascii() and raw.isdigit() and least <= len(raw) <= most:
                answer: str = raw
                return answer
            return whole(raw)

        return number if digits is Only.DIGITS else line

    def _digits(self, raw: object) -> str:
        text = narrowed(raw)
        if text and not (text.isascii() and text.isdigit()):
            raise AnswerError(
                Text("这里只能有数字。", "This can only have digits."),
                remedy=Text("请去掉其他字符。", "Remove everything else."),
            )
        return text

    def mask(self, answer: Any, locale: str) -> str:
        """The text, or what is left of it when it is personal."""
        shown = self.display(answer, locale)
        return masked_number(shown) if self.private else shown

    def attributes(self) -> dict[str, str]:
        """The limit, which the browser keeps as well."""
        keyboard = {"inputmode": "numeric"} if self.only is Only.DIGITS else {}
        return {"maxlength": str(self.max_length), **keyboard}

    def sample(self) -> str:
        """Text within the limits."""
        text = SAMPLE[self.only]
        length = min(max(self.min_length, len(text)), self.max_length)
        return (text * (length // len(text) + 1))[:length]

    def json_schema(self) -> dict[str, Any]:
        """A string within the limits."""
        return {"type": "string", "minLength": max(1, self.min_length), "maxLength": self.max_length}
