"""The office picker: its answer is the office's code; the page offers the offices to choose among."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from addons.parties.words import Level
from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Property
from kernel.reading import Reader
from kernel.text import Text

CODE = re.compile(r"[0-9A-Z]{2,20}")


@field_type("office")
@dataclass(frozen=True, slots=True)
class OfficeField(FieldType):
    """One of the open offices of a level; property `level`. The page offers them: `queries.office_offers`."""

    title: ClassVar = Text("办理机构", "office")
    live: ClassVar = "widgets/offers.html"
    grouped: ClassVar = True
    sheet: ClassVar = (
        Property("level", Text("机构层级", "level"), Entry.WORD, words=tuple(Level), default=Level.CITY),
    )
    level: Level = Level.CITY

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The level of the offices to choose among."""
        return cls(node.member("level", Level, default=Level.CITY) or Level.CITY)

    def normalised(self, raw: object) -> str | None:
        """The code in capitals; whether such an office is open is asked where the case is filed."""
        code = narrowed(raw).upper()
        if not code:
            return None
        if not CODE.fullmatch(code):
            raise AnswerError(
                Text("这不是机构代码。", "This is not the code of an office."),
                remedy=Text("请从列表中选择办理机构。", "Choose an office from the list."),
            )
        return code

    def json_schema(self) -> dict[str, Any]:
        """A string of the normal form."""
        return {"type": "string", "pattern": f"^{CODE.pattern}$"}
