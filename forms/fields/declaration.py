"""A declaration: every condition has to be ticked."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, Posted, written
from forms.options import Option, read_options
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text

USUAL = {
    "options": [
        {
            "value": "true",
            "title": {
                "zh": "所填内容真实、准确、完整",
                "en": "What is filled in is true, exact and complete",
            },
        },
        {
            "value": "liable",
            "title": {
                "zh": "愿意承担不实承诺的法律责任",
                "en": "I bear the legal consequences of a false declaration",
            },
        },
    ]
}


@field_type("declaration")
@dataclass(frozen=True, slots=True)
class DeclarationField(FieldType):
    """Conditions that the person ticks one by one; property `options`, a list of {value, title}."""

    title: ClassVar = Text("承诺", "declaration")
    group: ClassVar = Group.LAYOUT
    icon: ClassVar = "list-checks"
    foreign: ClassVar = {"xlsform": "select_multiple", "formio": "selectboxes"}
    widget: ClassVar = "widgets/declaration.html"
    givable: ClassVar = False
    grouped: ClassVar = True
    many: ClassVar = True
    declared: ClassVar = True
    sheet: ClassVar = (
        Property("options", Text("逐条承诺", "Points to confirm"), Entry.OPTIONS, required=True),
    )
    usual: ClassVar = USUAL
    options: tuple[Option, ...] = ()

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The conditions, at least one."""
        return cls(read_options(node))

    def normalised(self, raw: object) -> bool | None:
        """True when every condition is ticked; None when none is."""
        if raw is True:
            return True
        if raw is False:
            return None
        ticked = {
            word for item in (raw if isinstance(raw, list | tuple) else [raw]) if (word := written(item))
        }
        if not ticked:
            return None
        left = [option for option in self.options if option.value not in ticked]
        if left or len(ticked) > len(self.options):
            raise AnswerError(
                Text(
                    f"还有 {len(left)} 条没有勾选。" if left else "勾选的项不在其中。",
                    f"{len(left)} of the points are not ticked." if left else "A point ticked is not there.",
                ),
                remedy=Text("请逐条阅读并勾选。", "Read and tick each point."),
            )
        return True

    def display(self, answer: Any, locale: str) -> str:
        """How many points are ticked: all of them, or it is no answer."""
        count = len(self.options)
        return Text(f"已勾选 {count} 项", f"{count} ticked").of(locale) if answer else ""

    def options_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """Every condition."""
        return tuple((option.value, option.title.of(locale)) for option in self.options)

    def chosen(self, answer: Any) -> tuple[str, ...]:
        """All conditions of what was confirmed; of a draft those that are ticked."""
        if answer is True:
            return tuple(option.value for option in self.options)
        return tuple(item for item in answer if isinstance(item, str)) if isinstance(answer, list) else ()

    def gathered(self, posted: Posted, name: str) -> list[Any]:
        """Every box that was ticked."""
        return posted.getlist(name)

    def sample(self) -> list[str]:
        """Every condition ticked."""
        return [option.value for option in self.options]

    def json_schema(self) -> dict[str, Any]:
        """True."""
        return {"const": True}
