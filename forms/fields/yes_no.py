"""Yes or no."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, written
from forms.seams import field_type
from kernel.reading import Reader
from kernel.text import Text

WORDS = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}


@field_type("yes_no")
@dataclass(frozen=True, slots=True)
class YesNoField:
    """Yes or no; nothing chosen is no answer."""

    title: ClassVar = Text("是 / 否", "yes or no")

    @classmethod
    def read(cls, node: Reader) -> Self:  # noqa: ARG003 it has no properties
        """There is nothing to set."""
        return cls()

    def normalised(self, raw: object) -> bool | None:
        """True, False, or None when nothing was chosen."""
        if isinstance(raw, bool):
            return raw
        word = written(raw).lower()
        if not word:
            return None
        if word not in WORDS:
            raise AnswerError(
                Text("只能是“是”或“否”。", "This has to be yes or no."),
                remedy=Text("请重新选择。", "Choose again."),
            )
        return WORDS[word]

    def json_schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}
