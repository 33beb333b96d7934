"""One of several options: fixed, from a register, or dependent on another answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, written
from forms.options import Option, read_options
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text

FEW = 6
"""Up to so many options all stand open on the page."""
SOME = 15
"""Up to so many options are a list to pull down; more are searched."""


class Layout(StrEnum):
    """How the options are shown."""

    AUTO = "auto"
    RADIOS = "radios"
    LIST = "list"
    SEARCH = "search"


LAYOUTS = {
    Layout.AUTO: Text("自动（按选项多少）", "By the number of options"),
    Layout.RADIOS: Text("逐个列出", "All of them open"),
    Layout.LIST: Text("下拉列表", "A list to pull down"),
    Layout.SEARCH: Text("可搜索的列表", "A list to search"),
}
WIDGETS = {
    Layout.RADIOS: "widgets/radios.html",
    Layout.LIST: "widgets/select.html",
    Layout.SEARCH: "widgets/select.html",
}
USUAL = {
    "options": [
        {"value": "one", "title": {"zh": "选项一", "en": "Option one"}},
        {"value": "two", "title": {"zh": "选项二", "en": "Option two"}},
    ]
}
"""The options of a fresh field."""
NOT_OFFERED = Text("所选的项不在选项中。", "What was chosen is not among the options.")
AGAIN = Text("请重新选择。", "Choose again.")
OPTIONS = Property("options", Text("选项", "Options"), Entry.OPTIONS)
REGISTER = Property(
    "register",
    Text("选项登记册", "Option register"),
    Entry.REGISTER,
    hint=Text("选了登记册，就不用再列选项。", "With a register no options are listed here."),
)


@field_type("choice")
@dataclass(frozen=True, slots=True)
class ChoiceField(FieldType):
    """One of several options; properties `options` or `register`, `layout`, `depends_on`.

    With `depends_on` only those options can be chosen whose `parent` is what that field holds.
    """

    title: ClassVar = Text("单选", "choice of one")
    group: ClassVar = Group.CHOICE
    icon: ClassVar = "circle-dot"
    foreign: ClassVar = {"xlsform": "select_one", "formio": "radio"}
    sheet: ClassVar = (
        OPTIONS,
        REGISTER,
        Property(
            "layout",
            Text("样式", "Shown as"),
            Entry.WORD,
            words=tuple(Layout),
            default=Layout.AUTO.value,
            named=LAYOUTS,
        ),
        Property(
            "depends_on",
            Text("取决于哪一项", "Depends on"),
            Entry.FIELD,
            hint=Text(
                "只列出“上级”等于那一项答案的选项。",
                "Only options whose parent is the answer there are listed.",
            ),
            types=("choice", "region"),
        ),
    )
    usual: ClassVar = USUAL
    options: tuple[Option, ...] = ()
    layout: Layout = Layout.AUTO
    depends_on: str = ""
    register: str = ""
    values: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", frozenset(option.value for option in self.options))

    @property
    def drawn_as(self) -> Layout:
        """How the options are shown, when that goes by their number."""
        if self.layout is not Layout.AUTO and not (self.layout is Layout.RADIOS and self.depends_on):
            return self.layout
        if self.register:
            return Layout.SEARCH if len(self.options) > SOME else Layout.LIST
        if self.depends_on or len(self.options) > FEW:
            return Layout.SEARCH if len(self.options) > SOME else Layout.LIST
        return Layout.RADIOS

    @property
    def grouped(self) -> bool:  # type: ignore[override]
        """Radio buttons stand in a fieldset; a list is one control."""
        return self.drawn_as is Layout.RADIOS

    @property
    def searched(self) -> bool:  # type: ignore[override]
        """Whether the list is one to search."""
        return self.drawn_as is Layout.SEARCH

    @property
    def widget(self) -> str:  # type: ignore[override]
        """Radio buttons, or a list."""
        return WIDGETS[self.drawn_as]

    @property
    def leans_on(self) -> str:
        """The field whose answer decides what can be chosen."""
        return self.depends_on

    @property
    def draws_from(self) -> str:
        """The register of the options."""
        return self.register

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The options, each value once, at least one; or the register that has them."""
        register = node.text("register") if node.has("register") else ""
        layout = node.member("layout", Layout, default=Layout.AUTO) or Layout.AUTO
        leaning = node.text("depends_on") if node.has("depends_on") else ""
        options = options_or_register(node, register)
        if leaning and any(not option.parent for option in options):
            node.refuse(
                "options",
                Text("有选项没有写属于哪一项上级。", "An option does not say under which answer it stands."),
                Text("请给每个选项写上 parent。", "Give each option its parent."),
            )
        # who has no closed option is spared being asked each time
        kind = ClosingChoice if any(option.closed for option in options) else cls
        return kind(options, layout, leaning, register)  # type: ignore[return-value]

    def supplied(self, options: tuple[Option, ...]) -> "ChoiceField":
        """The same choice with the options of its register."""
        return ClosingChoice(options, self.layout, self.depends_on, self.register)

    def normalised(self, raw: object) -> str | None:
        """The value of the option chosen."""
        if raw.__class__ is str and raw in self.values:
            return raw
        value = written(raw)
        if value and value not in self.values:
            raise not_offered()
        return value or None

    def normaliser(self) -> Callable[[Any], str | None]:
        """As `normalised`; an option as it is written is taken at once."""
        values, whole = self.values, self.normalised

        def option(raw: Any) -> str | None:
            if raw.__class__ is str and raw in values:
                answer: str = raw
                return answer
            return whole(raw)

        return option

    def refuse_beside(self, answer: Any, other: Any) -> None:
        """Nothing, unless the option stands under another answer than the one given there."""
        parents = other if isinstance(other, list) else [other]
        if next(option.parent for option in self.options if option.value == answer) not in parents:
            raise AnswerError(
                Text(
                    "所选的项与前面的选择不相符。",
                    "What was chosen does not belong to what was chosen before.",
                ),
                remedy=Text("请按前面的选择重新选。", "Choose again to match it."),
            )

    def display(self, answer: Any, locale: str) -> str:
        """The words of the option."""
        return next((option.title.of(locale) for option in self.options if option.value == answer), "")

    def options_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """Every option that can be chosen."""
        return tuple((option.value, option.title.of(locale)) for option in self.options if not option.closed)

    def groups_in(self, locale: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """The options by the answer under which they stand."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for option in self.options:
            if not option.closed:
                groups.setdefault(option.parent, []).append((option.value, option.title.of(locale)))
        return tuple((parent, tuple(options)) for parent, options in groups.items())

    def sample(self) -> str | None:
        """The first option."""
        return next((option.value for option in self.options if not option.closed), None)

    def json_schema(self) -> dict[str, Any]:
        """One constant for each option; a text when a register has them that is not at hand."""
        if not self.options:
            return {"type": "string", "minLength": 1}
        return {"oneOf": [{"const": option.value, "title": option.title.zh} for option in self.options]}


@dataclass(frozen=True, slots=True)
class ClosingChoice(ChoiceField):
    """A choice some of whose options are closed, as those of a register may be."""

    def refuse_on(self, answer: Any, today: date) -> None:  # noqa: ARG002 closed is closed on any day
        """What is closed was chosen before and stays readable; nobody chooses it any more."""
        refuse_closed(self.options, [answer])


def options_or_register(node: Reader, register: str) -> tuple[Option, ...]:
    """The options of a node; none when a register has them, which then are not listed as well."""
    if not register:
        return read_options(node)
    if node.has("options"):
        node.refuse(
            "options",
            Text("选项来自登记册，不能再列。", "The options come from a register; none are listed here."),
            Text("请去掉 options 或 register。", "Drop options or register."),
        )
    return ()


def refuse_closed(options: tuple[Option, ...], values: list[str]) -> None:
    """Nothing, unless one of the values is of an option that is closed."""
    if any(option.closed and option.value in values for option in options):
        raise AnswerError(
            Text("所选的项已停用。", "What was chosen is no longer in use."),
            remedy=Text("请重新选择。", "Choose again."),
        )


def not_offered() -> AnswerError:
    """The refusal of what is not among the options."""
    return AnswerError(NOT_OFFERED, remedy=AGAIN)
