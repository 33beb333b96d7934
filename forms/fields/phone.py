"""A telephone number of the mainland."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, narrowed
from forms.seams import field_type
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


@field_type("phone")
@dataclass(frozen=True, slots=True)
class PhoneField:
    """A telephone number; property `accepts`: mobile, landline or any."""

    title: ClassVar = Text("联系电话", "telephone number")
    accepts: Line = Line.ANY

    @classmethod
    def read(cls, node: Reader) -> Self:
        """Which numbers are accepted."""
        return cls(node.member("accepts", Line, default=Line.ANY) or Line.ANY)

    def normalised(self, raw: object) -> str | None:
        """13912345678 or 0431-82752527, without +86, blanks and full-width digits."""
        typed = re.sub(r"[\s()-]", "", narrowed(raw))
        if not typed:
            return None
        number = re.sub(r"^(?:\+86|0086)", "", typed)
        number = AREA.sub(r"\1-\2", number) if AREA.fullmatch(number) else number
        if not re.fullmatch(PATTERNS[self.accepts], number):
            raise AnswerError(
                Text("这不是可用的电话号码。", "This is not a telephone number."),
                remedy=Text(
                    "请填 11 位手机号，或区号加座机号。", "Fill in a mobile number, or area code and number."
                ),
            )
        return number

    def json_schema(self) -> dict[str, Any]:
        """A string of the normal form."""
        return {"type": "string", "pattern": f"^(?:{PATTERNS[self.accepts]})$"}
