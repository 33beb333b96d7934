"""One line in a format of its own, such as a file number."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from forms.documents import masked_number
from forms.fields.text import PRIVATE
from forms.fieldtype import AnswerError, FieldType, narrowed, refuse_longer
from forms.patterns import Matcher, matcher_of, pattern_fault
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

MOST = 200
EVERYTHING = ".*"


@field_type("formatted")
@dataclass(frozen=True, slots=True)
class FormattedField(FieldType):
    """A line that a regular expression describes; properties `pattern`, `example`, `message`, `capitals`, `private`."""

    title: ClassVar = Text("按格式填写", "text in a format")
    group: ClassVar = Group.TEXT
    icon: ClassVar = "regex"
    foreign: ClassVar = {"xlsform": "text", "formio": "textfield"}
    sheet: ClassVar = (
        Property(
            "pattern",
            Text("格式（正则表达式）", "Format (regular expression)"),
            Entry.TEXT,
            hint=Text("RE2 语法，要求整行相符。", "In the syntax of RE2; the whole line has to match."),
            tab=Tab.CHECK,
            required=True,
        ),
        Property(
            "example",
            Text("示例", "Example"),
            Entry.TEXT,
            hint=Text("必须符合格式；填错时会告诉申请人。", "Has to match; told to whoever gets it wrong."),
            tab=Tab.CHECK,
            required=True,
        ),
        Property(
            "message", Text("不符时的提示", "Message when it does not match"), Entry.PAIR, tab=Tab.CHECK
        ),
        Property("capitals", Text("字母转为大写", "Turn letters into capitals"), Entry.FLAG, tab=Tab.CHECK),
        PRIVATE,
    )
    usual: ClassVar = {"pattern": "[A-Z]{2}[0-9]{6}", "example": "AB123456"}
    pattern: str = EVERYTHING
    example: str = ""
    message: Text | None = None
    capitals: bool = False
    private: bool = False
    matches: Matcher = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "matches", matcher_of(self.pattern))

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The pattern, and an example that has it."""
        pattern, example = node.text("pattern"), node.text("example")
        if fault := pattern_fault(pattern):
            node.refuse(
                "pattern",
                fault,
                Text(
                    "请用 RE2 语法，如 [A-Z]{2}[0-9]{6}。", "Use the syntax of RE2, such as [A-Z]{2}[0-9]{6}."
                ),
            )
            pattern = EVERYTHING
        message, capitals = node.words("message"), node.flag("capitals")
        kind = cls(pattern or EVERYTHING, example, message, capitals, node.flag("private"))
        if (example and kind._typed(example) != example) or not kind.matches(example):
            node.refuse(
                "example",
                Text("示例不符合格式。", "The example does not match the pattern."),
                Text("请改正示例或格式。", "Correct the example or the pattern."),
            )
        return kind

    def normalised(self, raw: object) -> str | None:
        """The line as the pattern has it, half-width."""
        text = self._typed(raw)
        if not text:
            return None
        refuse_longer(text, MOST)
        if not self.matches(text):
            raise AnswerError(
                self.message or Text("格式不对。", "It does not have the right form."),
                remedy=Text(f"请按 {self.example} 的样子填写。", f"Write it like {self.example}."),
            )
        return text

    def _typed(self, raw: object) -> str:
        text = narrowed(raw)
        return text.upper() if self.capitals else text

    def mask(self, answer: Any, locale: str) -> str:
        """The line, or what is left of it when it is personal."""
        shown = self.display(answer, locale)
        return masked_number(shown) if self.private else shown

    def attributes(self) -> dict[str, str]:
        """The limit; what is a format nobody spells."""
        return {"maxlength": str(MOST), "autocomplete": "off", "spellcheck": "false"}

    def sample(self) -> str:
        """The example."""
        return self.example

    def json_schema(self) -> dict[str, Any]:
        """A string of the pattern."""
        return {"type": "string", "minLength": 1, "maxLength": MOST, "pattern": f"^(?:{self.pattern})$"}
