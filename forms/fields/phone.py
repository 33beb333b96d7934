"""A telephone number of the mainland."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text


class Line(StrEnum):
    """Which numbers a field accepts."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    ANY = "any"


MOBILE = r"1[3-9][0-9]{9}"
LANDLINE = r"0(?:10|2[0-9]|[3-9][0-9]{2})-[2-9][0-9]{6,7}"
AREA = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))-?([2-9][0-9]{6,7})")
PATTERNS = {Line.MOBILE: MOBILE, Line.LANDLINE: LANDLINE, Line.ANY: f"{MOBILE}|{LANDLINE}"}
LINES = {
    Line.MOBILE: Text("手机", "Mobile"),
    Line.LANDLINE: Text("座机", "Landline"),
    Line.ANY: Text("手机或座机", "Mobile or landline"),
}
SHOWN = 3
LAST = 4


@field_type("phone")
@dataclass(frozen=True, slots=True)
class PhoneField(FieldType):
    """A telephone number; property `accepts`: mobile, landline or any."""

    title: ClassVar = Text("联系电话", "telephone number")
    group: ClassVar = Group.IDENTITY
    icon: ClassVar = "phone"
    foreign: ClassVar = {"xlsform": "text", "formio": "phoneNumber"}
    sheet: ClassVar = (
        Property(
            "accepts",
            Text("接受的号码", "Numbers accepted"),
            Entry.WORD,
            words=tuple(Line),
            default=Line.ANY,
            named=LINES,
            tab=Tab.CHECK,
        ),
    )
    accepts: Line = Line.ANY
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(PATTERNS[self.accepts]))

    @classmethod
    def read(cls, node: Reader) -> Self:
        """Which numbers are accepted."""
        return cls(node.member("accepts", Line, default=Line.ANY) or Line.ANY)

    def normalised(self, raw: object) -> str | None:
        """13912345678 or 0431-82752527, without +86, blanks and full-width digits."""
        if raw.__class__ is str and self.pattern.fullmatch(raw):
            return raw
        typed = re.sub(r"[\s()-]", "", narrowed(raw))
        if not typed:
            return None
        number = re.sub(r"^(?:\+86|0086)", "", typed)
        number = AREA.sub(r"\1-\2", number) if AREA.fullmatch(number) else number
        if not self.pattern.fullmatch(number):
            raise AnswerError(
                Text("这不是可用的电话号码。", "This is not a telephone number."),
                remedy=Text(
                    "请填 11 位手机号，或区号加座机号。", "Fill in a mobile number, or area code and number."
                ),
            )
        return number

    def mask(self, answer: Any, locale: str) -> str:
        """139****5678"""
        shown = self.display(answer, locale)
        return f"{shown[:SHOWN]}****{shown[-LAST:]}" if len(shown) > SHOWN + LAST else shown

    def attributes(self) -> dict[str, str]:
        """A keyboard of digits; the browser may offer the person's own number."""
        return {"type": "tel", "inputmode": "tel", "autocomplete": "tel-national"}

    def sample(self) -> str:
        """A number that nobody is called at."""
        return "0431-80000001" if self.accepts is Line.LANDLINE else "19900000000"

    def json_schema(self) -> dict[str, Any]:
        """A string of the normal form."""
        return {"type": "string", "pattern": f"^(?:{PATTERNS[self.accepts]})$"}
