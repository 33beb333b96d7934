"""The address of a web page."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}")
UNWANTED = re.compile(r"[\s<>\"\\^`{|}]")
LONGEST = 2_000


@field_type("url")
@dataclass(frozen=True, slots=True)
class UrlField(FieldType):
    """An address of http or https; property `secure`: https only."""

    title: ClassVar = Text("网址", "web address")
    group: ClassVar = Group.TEXT
    icon: ClassVar = "link"
    foreign: ClassVar = {"xlsform": "text", "formio": "url"}
    sheet: ClassVar = (
        Property("secure", Text("只收 https 网址", "https addresses only"), Entry.FLAG, tab=Tab.CHECK),
    )
    secure: bool = False

    @classmethod
    def read(cls, node: Reader) -> Self:
        """Whether plain http is taken."""
        return cls(node.flag("secure"))

    def normalised(self, raw: object) -> str | None:
        """The address with scheme and host in small letters; https is added where there is none."""
        typed = narrowed(raw)
        if not typed:
            return None
        address = self._address(typed if "://" in typed else f"https://{typed}")
        if address is None:
            raise AnswerError(
                Text("这不是网址。", "This is not the address of a web page."),
                remedy=Text(
                    "请按 https://www.example.cn 的样子填写。", "Write it like https://www.example.cn."
                ),
            )
        return address

    def _address(self, typed: str) -> str | None:
        if len(typed) > LONGEST or UNWANTED.search(typed):
            return None
        try:
            parts = urlsplit(typed)
            host = parts.hostname or ""
            # the number of a port is only looked at when it is asked for
            sound = parts.port is None or parts.port > 0
        except ValueError:
            return None
        schemes = {"https"} if self.secure else {"http", "https"}
        if not sound or parts.scheme not in schemes or "@" in parts.netloc or not HOST.fullmatch(host):
            return None
        return parts._replace(netloc=parts.netloc.lower()).geturl()

    def attributes(self) -> dict[str, str]:
        """A keyboard with a slash."""
        return {"type": "url", "inputmode": "url", "autocomplete": "url", "spellcheck": "false"}

    def sample(self) -> str:
        """A page of a domain for examples."""
        return "https://www.example.cn/"

    def json_schema(self) -> dict[str, Any]:
        """A string that holds an address."""
        scheme = "https" if self.secure else "https?"
        return {"type": "string", "format": "uri", "maxLength": LONGEST, "pattern": f"^{scheme}://"}
