"""The unified social credit code of an organisation."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.credit import is_credit_code
from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Group
from kernel.reading import Reader
from kernel.text import Text


@field_type("credit_code")
@dataclass(frozen=True, slots=True)
class CreditCodeField(FieldType):
    """18 characters with the check character of GB 32100."""

    title: ClassVar = Text("统一社会信用代码", "unified social credit code")
    group: ClassVar = Group.IDENTITY
    icon: ClassVar = "landmark"
    foreign: ClassVar = {"xlsform": "text", "formio": "textfield"}

    @classmethod
    def read(cls, node: Reader) -> Self:  # noqa: ARG003 it has no properties
        """There is nothing to set."""
        return cls()

    def normalised(self, raw: object) -> str | None:
        """The code in capitals, without blanks and full-width characters."""
        if raw.__class__ is str and is_credit_code(raw):
            return raw
        code = re.sub(r"[\s-]", "", narrowed(raw)).upper()
        if not code:
            return None
        if not is_credit_code(code):
            raise AnswerError(
                Text("统一社会信用代码不正确。", "This is not a unified social credit code."),
                remedy=Text(
                    "请对照营业执照逐位核对 18 位代码。", "Compare all 18 characters with the licence."
                ),
            )
        return code

    def attributes(self) -> dict[str, str]:
        """Eighteen characters, blanks between groups allowed."""
        return {"maxlength": "24", "autocomplete": "off", "spellcheck": "false"}

    def sample(self) -> str:
        """A code of an area that there is not."""
        return "92999999MA0000000G"

    def json_schema(self) -> dict[str, Any]:
        """A string of the normal form; the check character is beyond JSON Schema."""
        return {"type": "string", "pattern": "^[0-9A-HJ-NPQRTUWXY]{18}$"}
