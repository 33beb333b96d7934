"""What a type of fields is: one class that owns every aspect of its fields, and the answers it takes."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, Self

from forms.options import Option
from forms.sheet import Group, Property
from kernel.errors import Invalid
from kernel.posted import Posted
from kernel.reading import Reader
from kernel.text import Text

__all__ = [
    "CONTROL",
    "NOTHING",
    "Answer",
    "AnswerError",
    "FieldType",
    "Offer",
    "Posted",
    "as_json",
    "narrowed",
    "refuse_longer",
    "written",
]

Answer = Any
"""A text, whole number, Decimal, truth, day, a list of these or of rows, or None when nothing was filled in."""

NOTHING: Mapping[str, Any] = MappingProxyType({})

AREA = "widgets/area.html"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


NOT_ASKED = (
    Text("表格的列要由填表人逐格填写。", "A column is filled in cell by cell."),
    Text("请把它放在表格之外的分节里。", "Put it into a section, outside of the table."),
)
BY_REQUEST = (
    Text(
        "这种字段的可选项按填表人逐次查找，表格的每一行不能各查一次。",
        "What it offers is found for whoever fills in, and cannot be found for each row anew.",
    ),
    Text(
        "请放在分节里；在表格里可改用选项登记册的单选，或单行文本。",
        "Put it into a section; in a table use a choice from a register, or a line of text.",
    ),
)


class AnswerError(Invalid):
    """What was filled in cannot be an answer to this field."""

    code = "answer"


class Offer(NamedTuple):
    """One choice that only a request knows, such as an office with its queue."""

    value: str
    words: str
    note: str = ""


class FieldType(ABC):
    """One type with the properties a field gives it; its subclasses are frozen dataclasses of those."""

    __slots__ = ()

    title: ClassVar[Text]
    widget: ClassVar[str] = "widgets/line.html"
    """The template that draws the control, in the templates of the platform or of the type's plugin."""
    live: ClassVar[str] = ""
    """The template of a control that each request draws anew, from what the page offers; see `Offer`."""
    grouped: ClassVar[bool] = False
    """Whether the control is several inputs, which a fieldset holds together."""
    asks: ClassVar[bool] = True
    """Whether the field takes an answer; a heading does not."""
    shown: ClassVar[bool] = True
    """Whether a page shows the field; what is hidden is there for rules and prints."""
    searched: ClassVar[bool] = False
    """Whether the list that the control offers is so long that it is searched by typing."""
    tabular: ClassVar[bool] = False
    """Whether the answer is rows, whose columns are fields themselves."""
    listed: "ClassVar[type[FieldType] | None]" = None
    """The type of the field's `items`, when these are fields of their own after it."""
    many: ClassVar[bool] = False
    """Whether a page posts several values for the field."""
    givable: ClassVar[bool] = True
    """Whether the platform may bring the answer; nobody can declare or hand in something for another."""
    declared: ClassVar[bool] = False
    """Whether it holds for one handing in only: whoever hands in once more answers it once more."""
    sheet: ClassVar[tuple[Property, ...]] = ()
    """What the designer offers to set."""
    group: ClassVar[Group] = Group.TEXT
    """Where the designer's palette shows the type."""
    icon: ClassVar[str] = "type"
    """The icon that stands for the type, by the name of the icon macro."""
    foreign: ClassVar[Mapping[str, str]] = NOTHING
    """What the type is called elsewhere: `{"xlsform": "text", "formio": "textfield"}`."""
    leans_by: ClassVar[str] = "depends_on"
    """The property that names the field which `leans_on` says."""
    usual: ClassVar[Mapping[str, Any]] = NOTHING
    """The properties with which a fresh field of the type is valid; what is left out has its default."""

    @classmethod
    def not_a_column(cls) -> tuple[Text, Text] | None:
        """Why a row of a table cannot ask for it, and what to do instead; None when it can."""
        if cls.tabular or not (cls.asks and cls.shown):
            return NOT_ASKED
        return BY_REQUEST if cls.live else None

    @classmethod
    @abstractmethod
    def read(cls, node: Reader) -> Self:
        """The type with the properties that the field's node says."""

    @abstractmethod
    def normalised(self, raw: Any) -> Answer:
        """The answer as rules see it; None when nothing was filled in. Takes what `stored` gives as well."""

    def normaliser(self) -> Callable[[Any], Answer]:
        """`normalised` for the loop over answers: a type may answer the usual case of it without a further call."""
        return self.normalised

    @abstractmethod
    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of an answer."""

    def sample(self) -> Any:
        """A valid answer as it would be typed, for previews, for trying out and for tests; None when none is taken."""
        return None

    def stored(self, answer: Answer) -> Any:
        """The answer as JSON keeps it."""
        return as_json(answer)

    def display(self, answer: Answer, locale: str) -> str:  # noqa: ARG002 words of a type differ by language
        """The answer for people who read it."""
        return "" if answer is None else str(as_json(answer))

    def mask(self, answer: Answer, locale: str) -> str:
        """The answer for people who may not see it all."""
        return self.display(answer, locale)

    @property
    def wide(self) -> bool:
        """Whether the control needs the whole width, where a section stands in two columns."""
        return self.tabular or self.many or self.grouped or not self.asks or self.widget == AREA

    def attributes(self) -> Mapping[str, str]:
        """Further attributes of the control."""
        return {}

    def options_in(self, locale: str) -> tuple[tuple[str, str], ...]:  # noqa: ARG002 see `display`
        """What the control offers: the value posted and the words."""
        return ()

    def chosen(self, answer: Any) -> tuple[str, ...]:
        """The values of the options that an answer, or what was typed, chooses."""
        return (answer,) if isinstance(answer, str) else ()

    def gathered(self, posted: Posted, name: str) -> Any:
        """What a page posted for the field."""
        found = posted.getlist(name)
        return found[0] if found else None

    @property
    def leans_on(self) -> str:
        """The name of the field whose answer decides what may be answered here; empty for none."""
        return ""

    def fills(self, name: str) -> Mapping[str, tuple[str, str]]:  # noqa: ARG002 most types fill none
        """What the answer of the field called so fills by itself: the property, the other field, the rule."""
        return {}

    def fit_to_fill(self, key: str, type_name: str, other: "FieldType") -> Text | None:  # noqa: ARG002 see `fills`
        """Which type of fields the property can fill, if this is none of them."""
        return None

    @property
    def draws_from(self) -> str:
        """The name of the register of the options; empty for none."""
        return ""

    def supplied(self, options: tuple[Option, ...]) -> "FieldType":  # noqa: ARG002 most types draw from none
        """The same type with the options of its register."""
        return self

    def groups_in(self, locale: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """What the control offers, by the answer of the field that it leans on."""
        return (("", self.options_in(locale)),)

    def refuse_beside(self, answer: Answer, other: Answer) -> None:  # noqa: B027 most types lean on none
        """Nothing, unless the answer does not go with that of the field it leans on."""

    def refuse_on(self, answer: Answer, today: date) -> None:  # noqa: B027 most types know no calendar
        """Nothing, unless the answer cannot be on this day; a type that overrides it is asked each time."""


def as_json(answer: Answer) -> Any:
    """Days and decimals as texts, everything else as it is."""
    if isinstance(answer, date):
        return answer.isoformat()
    return format(answer, "f") if isinstance(answer, Decimal) else answer


def written(raw: object) -> str:
    """What was typed: composed (NFC), one kind of line end, no blanks around it."""
    if raw.__class__ is str and raw.isprintable() and raw.isascii():
        # the usual case: nothing to compose, no line ends, no control characters
        return raw.strip()
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise AnswerError(
            Text("这里要填文字。", "This has to be text."),
            remedy=Text("请填写文字。", "Fill in text."),
        )
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if CONTROL.search(text):
        raise AnswerError(
            Text("含有不可见的控制字符。", "It contains invisible control characters."),
            remedy=Text("请删去后重新填写。", "Remove them."),
        )
    return text


def narrowed(raw: object) -> str:
    """As `written`, with full-width digits and signs made half-width (NFKC)."""
    text = written(raw)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def refuse_longer(text: str, most: int) -> None:
    """Nothing, unless the text is longer than allowed."""
    if len(text) > most:
        raise AnswerError(
            Text(
                f"有 {len(text)} 个字，最多 {most} 个字。", f"It has {len(text)} characters, at most {most}."
            ),
            remedy=Text("请缩短。", "Shorten it."),
        )
