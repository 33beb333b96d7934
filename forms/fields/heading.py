"""A heading or an explanation between questions; it takes no answer."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType
from forms.seams import field_type
from forms.sheet import Group
from kernel.reading import Reader
from kernel.text import Text


@field_type("heading")
@dataclass(frozen=True, slots=True)
class HeadingField(FieldType):
    """The field's title as a heading, its help as the explanation below."""

    title: ClassVar = Text("标题与说明", "heading and explanation")
    group: ClassVar = Group.LAYOUT
    icon: ClassVar = "heading"
    foreign: ClassVar = {"xlsform": "note", "formio": "content"}
    widget: ClassVar = "widgets/heading.html"
    givable: ClassVar = False
    asks: ClassVar = False

    @classmethod
    def read(cls, node: Reader) -> Self:  # noqa: ARG003 it has no properties
        """There is nothing to set."""
        return cls()

    def normalised(self, raw: object) -> None:
        """Nothing can be filled in."""
        if raw not in (None, "") and not (isinstance(raw, str) and not raw.strip()):
            raise AnswerError(
                Text("这里不用填写。", "There is nothing to fill in here."),
                remedy=Text("请去掉这个值。", "Leave it out."),
            )

    def json_schema(self) -> dict[str, Any]:
        """Null."""
        return {"type": "null"}
