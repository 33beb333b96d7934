"""A consent: one box to tick, with the words that are consented to."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, Posted, written
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text

YES = "yes"
TICKED = frozenset({YES, "true", "on"})
WORDS = Text("我已阅读并同意", "I have read this and consent")
AGREED = Text("已同意", "consented")


@field_type("consent")
@dataclass(frozen=True, slots=True)
class ConsentField(FieldType):
    """One box; properties `statement` (beside the box) and `details` (read before it is ticked)."""

    title: ClassVar = Text("同意", "consent")
    widget: ClassVar = "widgets/consent.html"
    givable: ClassVar = False
    grouped: ClassVar = True
    group: ClassVar = Group.LAYOUT
    icon: ClassVar = "signature"
    foreign: ClassVar = {"xlsform": "acknowledge", "formio": "checkbox"}
    sheet: ClassVar = (
        Property(
            "statement",
            Text("勾选框旁的文字", "Words beside the box"),
            Entry.PAIR,
            hint=Text("不写则为“我已阅读并同意”。", "“I have read this and consent” when left out."),
        ),
        Property("details", Text("须先阅读的内容", "What is to be read first"), Entry.PAIR),
    )
    statement: Text = WORDS
    details: Text | None = None

    @classmethod
    def read(cls, node: Reader) -> Self:
        """What is consented to."""
        return cls(node.words("statement") or WORDS, node.words("details"))

    def normalised(self, raw: object) -> bool | None:
        """True when the box is ticked, None when it is not."""
        if isinstance(raw, bool):
            return raw or None
        given = raw if isinstance(raw, list | tuple) else [raw]
        ticked = {word for item in given if (word := written(item))}
        if ticked - TICKED:
            raise AnswerError(
                Text("只能勾选或不勾选。", "This can only be ticked or not."),
                remedy=Text("请重新勾选。", "Tick it again."),
            )
        return True if ticked else None

    def display(self, answer: Any, locale: str) -> str:
        """That it was consented to."""
        return AGREED.of(locale) if answer else ""

    def options_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """The one box."""
        return ((YES, self.statement.of(locale)),)

    def chosen(self, answer: Any) -> tuple[str, ...]:
        """The box, when it is ticked."""
        ticked = answer is True or answer == YES or (isinstance(answer, list) and YES in answer)
        return (YES,) if ticked else ()

    def gathered(self, posted: Posted, name: str) -> Any:
        """Whether the box was ticked."""
        found = posted.getlist(name)
        return found[-1] if found else None

    def sample(self) -> str:
        """The box ticked."""
        return YES

    def json_schema(self) -> dict[str, Any]:
        """True."""
        return {"const": True}
