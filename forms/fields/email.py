"""An e-mail address."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Group
from kernel.reading import Reader
from kernel.text import Text

ADDRESS = re.compile(r"[^@\s<>\"(),:;\\\[\]]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}", re.IGNORECASE)
LONGEST = 254


@field_type("email")
@dataclass(frozen=True, slots=True)
class EmailField(FieldType):
    """An address to write to; that it exists only a letter shows."""

    title: ClassVar = Text("电子邮箱", "e-mail address")
    group: ClassVar = Group.IDENTITY
    icon: ClassVar = "mail"
    foreign: ClassVar = {"xlsform": "text", "formio": "email"}

    @classmethod
    def read(cls, node: Reader) -> Self:  # noqa: ARG003 it has no properties
        """There is nothing to set."""
        return cls()

    def normalised(self, raw: object) -> str | None:
        """The address as it was typed, half-width."""
        typed = narrowed(raw)
        if not typed:
            return None
        if len(typed) > LONGEST or not ADDRESS.fullmatch(typed):
            raise AnswerError(
                Text("这不是电子邮箱地址。", "This is not an e-mail address."),
                remedy=Text("请按 name@example.cn 的样子填写。", "Write it like name@example.cn."),
            )
        return typed

    def attributes(self) -> dict[str, str]:
        """A keyboard with @."""
        return {"type": "email", "inputmode": "email", "autocomplete": "email", "spellcheck": "false"}

    def sample(self) -> str:
        """An address of a domain for examples."""
        return "name@example.cn"

    def json_schema(self) -> dict[str, Any]:
        """A string that holds an address."""
        return {"type": "string", "format": "email", "maxLength": LONGEST}
