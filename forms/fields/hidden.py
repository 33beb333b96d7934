"""A value that no page shows: the platform brings it, or a rule computes it, for rules and prints to read."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from forms.fieldtype import FieldType, as_json, refuse_longer, written
from forms.seams import field_type
from forms.sheet import Group
from kernel.reading import Reader
from kernel.text import Text

MOST = 2_000


@field_type("hidden")
@dataclass(frozen=True, slots=True)
class HiddenField(FieldType):
    """A text that nobody is asked for; the field has to be computed or given."""

    title: ClassVar = Text("隐藏字段", "hidden field")
    widget: ClassVar = "widgets/nothing.html"
    group: ClassVar = Group.LAYOUT
    icon: ClassVar = "eye-off"
    foreign: ClassVar = {"xlsform": "calculate", "formio": "hidden"}
    usual: ClassVar = {"compute": '""'}
    shown: ClassVar = False

    @classmethod
    def read(cls, node: Reader) -> Self:
        """There is nothing to set; but somebody has to bring the value."""
        computed, given = node.has("compute"), node.flag("given")
        if not computed and not given:
            node.refuse(
                "compute",
                Text("隐藏字段没有人填。", "Nobody fills in a hidden field."),
                Text("请写 compute，或加上 given: true。", "Give it compute, or given: true."),
            )
        return cls()

    def normalised(self, raw: object) -> str | None:
        """The value as text."""
        if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
            raw = str(as_json(raw))
        text = written(raw)
        refuse_longer(text, MOST)
        return text or None

    def sample(self) -> str:
        """Any text."""
        return "示例"

    def json_schema(self) -> dict[str, Any]:
        """A string."""
        return {"type": "string", "minLength": 1, "maxLength": MOST}
