"""The pickers of posts and trades: one of the nation's codes, or of those that the form leaves to choose among."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from addons.parties.codes import Code, posts, trades
from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text

FEW = 6
"""Up to so many stand open on the page."""
ANY = "any"
CATEGORIES = ("A", "B", "C1", "C2", "C3")
SELECT = {"xlsform": "select_one", "formio": "select"}


def _only(known: Mapping[str, Code]) -> Property:
    return Property(
        "only",
        Text("只列出", "Only these"),
        Entry.WORDS,
        words=tuple(known),
        named={code.value: code.title for code in known.values()},
        hint=Text("都不勾选则全部列出。", "With none ticked all are listed."),
    )


@dataclass(frozen=True, slots=True)
class CodedField(FieldType):
    """One of a closed list of codes; property `only`."""

    group: ClassVar = Group.PICKER
    foreign: ClassVar = SELECT
    codes: tuple[Code, ...] = ()

    @property
    def grouped(self) -> bool:  # type: ignore[override]
        """A few stand open in a fieldset, many are one list to pull down."""
        return len(self.codes) <= FEW

    @property
    def widget(self) -> str:  # type: ignore[override]
        """Radio buttons, or a list."""
        return "widgets/radios.html" if self.grouped else "widgets/select.html"

    @property
    def searched(self) -> bool:  # type: ignore[override]
        """A long list is searched by typing."""
        return not self.grouped

    def normalised(self, raw: object) -> str | None:
        """The code that was chosen."""
        value = narrowed(raw)
        if not value:
            return None
        if value not in {code.value for code in self.codes}:
            raise AnswerError(
                Text("所选的项不在选项中。", "What was chosen is not among the options."),
                remedy=Text("请重新选择。", "Choose again."),
            )
        return value

    def display(self, answer: Any, locale: str) -> str:
        """What the code stands for."""
        return next((code.title.of(locale) for code in self.codes if code.value == answer), "")

    def options_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """Every code that may be chosen."""
        return tuple((code.value, code.title.of(locale)) for code in self.codes)

    def sample(self) -> str:
        """The first."""
        return self.codes[0].value

    def json_schema(self) -> dict[str, Any]:
        """One constant for each code."""
        return {"oneOf": [{"const": code.value, "title": code.title.zh} for code in self.codes]}


@field_type("post")
@dataclass(frozen=True, slots=True)
class PostField(CodedField):
    """A post of safety personnel; properties `category` (of the certificate) and `only`."""

    title: ClassVar = Text("职务", "post")
    icon: ClassVar = "briefcase"
    sheet: ClassVar = (
        Property(
            "category",
            Text("证书类别", "Category"),
            Entry.WORD,
            words=(ANY, *CATEGORIES),
            named={ANY: Text("不限", "Any")},
            default=ANY,
            hint=Text("只列出这一类别可任的职务。", "Only the posts that go with this category."),
        ),
        _only(posts()),
    )

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The posts to choose among."""
        category = node.text("category", default=ANY)
        known = [code for code in posts().values() if category in (ANY, *code.categories)]
        if not known:
            node.refuse(
                "category",
                Text(f"没有与类别“{category}”对应的职务。", f"No post goes with the category “{category}”."),
                Text(f"可用：{'、'.join(CATEGORIES)}。", f"Known: {', '.join(CATEGORIES)}."),
            )
        return cls(_chosen(node, known))


@field_type("trade")
@dataclass(frozen=True, slots=True)
class TradeField(CodedField):
    """A trade of special operations; property `only`."""

    title: ClassVar = Text("操作工种", "trade")
    icon: ClassVar = "hard-hat"
    sheet: ClassVar = (_only(trades()),)

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The trades to choose among."""
        return cls(_chosen(node, list(trades().values())))


def _chosen(node: Reader, known: list[Code]) -> tuple[Code, ...]:
    """Those of the codes that the node leaves; all of them when it names none."""
    only = node.texts("only")
    values = {code.value for code in known}
    for strange in [value for value in only if value not in values]:
        node.refuse(
            "only",
            Text(f"没有代码“{strange}”。", f"There is no code “{strange}”."),
            Text(f"可用：{'、'.join(sorted(values))}。", f"Known: {', '.join(sorted(values))}."),
        )
    return tuple(code for code in known if not only or code.value in only) or tuple(known)
