"""A document that somebody proves themselves with: its kind and its number."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from forms.documents import EXAMPLES, TITLES, Document, is_number_of, masked_number
from forms.fieldtype import AnswerError, FieldType, Posted, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

BOTH = 2
NUMBER = 40
KIND_TITLE, NUMBER_TITLE = Text("证件类型", "Kind of document"), Text("证件号码", "Number of the document")
BORN = {Document.RESIDENT_ID, Document.RESIDENCE_PERMIT}


@field_type("document")
@dataclass(frozen=True, slots=True)
class DocumentField(FieldType):
    """Kind and number, kept as a list of the two; property `accepts`: which kinds are taken.

    To rules it is a list: `document[0]` is the kind, `document[1]` the number.
    """

    title: ClassVar = Text("证件类型与号码", "document and number")
    widget: ClassVar = "widgets/document.html"
    grouped: ClassVar = True
    many: ClassVar = True
    group: ClassVar = Group.IDENTITY
    icon: ClassVar = "book-user"
    foreign: ClassVar = {"xlsform": "text", "formio": "textfield"}
    sheet: ClassVar = (
        Property(
            "accepts",
            Text("接受的证件", "Documents taken"),
            Entry.WORDS,
            words=tuple(Document),
            named=TITLES,
            tab=Tab.CHECK,
            hint=Text("不选则都接受。", "All of them when none is chosen."),
        ),
    )
    accepts: tuple[Document, ...] = tuple(Document)

    @classmethod
    def read(cls, node: Reader) -> Self:
        """Which documents are taken."""
        return cls(node.members("accepts", Document) or tuple(Document))

    def normalised(self, raw: object) -> list[str] | None:
        """The kind, and the number in capitals without blanks; a number alone tells its kind."""
        kind, typed = self._typed(raw)
        number = re.sub(r"[\s-]", "", narrowed(typed)).upper()
        if not number:
            return None
        accepted = {document.value for document in self.accepts}
        if kind not in accepted:
            raise AnswerError(
                Text(
                    "证件类型还没有选，或这里不接受。",
                    "The kind of document is not chosen, or not taken here.",
                ),
                remedy=Text("请重新选择证件类型。", "Choose the kind of document again."),
            )
        document = Document(kind)
        if not is_number_of(document, number):
            raise AnswerError(
                Text(
                    f"这不是{document.called.zh}的号码。",
                    f"This is not the number of a document of the kind “{document.called.en}”.",
                ),
                remedy=Text("请对照证件逐位核对。", "Compare it with the document."),
            )
        return [document.value, number]

    def _typed(self, raw: object) -> tuple[str, object]:
        if isinstance(raw, list | tuple):
            if len(raw) > BOTH:
                raise AnswerError(
                    Text("这里只能有一个证件。", "There can only be one document here."),
                    remedy=Text("请只填一个证件号码。", "Fill in one number."),
                )
            kind, number = (*raw, None, None)[:BOTH]
            return narrowed(kind), number
        number = re.sub(r"[\s-]", "", narrowed(raw)).upper()
        found = next((document for document in self.accepts if is_number_of(document, number)), "")
        return str(found), number

    def refuse_on(self, answer: Any, today: date) -> None:
        """Nobody is born tomorrow."""
        if answer[0] in BORN and answer[1][6:14] > f"{today:%Y%m%d}":
            raise AnswerError(
                Text("号码里的出生日期晚于今天。", "The day of birth in the number is after today."),
                remedy=Text("请对照证件逐位核对。", "Compare it with the document."),
            )

    def display(self, answer: Any, locale: str) -> str:
        """Kind and number."""
        return f"{Document(answer[0]).called.of(locale)} {answer[1]}" if answer else ""

    def mask(self, answer: Any, locale: str) -> str:
        """The kind, and the number with its middle hidden."""
        return f"{Document(answer[0]).called.of(locale)} {masked_number(answer[1])}" if answer else ""

    def options_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """The kinds that are taken."""
        return tuple((document.value, document.called.of(locale)) for document in self.accepts)

    def chosen(self, answer: Any) -> tuple[str, ...]:
        """The kind."""
        kind = answer[0] if isinstance(answer, list) and answer else None
        return (kind,) if isinstance(kind, str) else ()

    def parts_in(self, locale: str) -> tuple[str, str]:
        """What kind and number are called."""
        return KIND_TITLE.of(locale), NUMBER_TITLE.of(locale)

    def attributes(self) -> dict[str, str]:
        """Blanks between groups allowed; the browser does not remember the number."""
        return {"maxlength": str(NUMBER), "autocomplete": "off", "spellcheck": "false"}

    def gathered(self, posted: Posted, name: str) -> list[Any]:
        """Kind and number, which have one name."""
        return posted.getlist(name)

    def sample(self) -> list[str]:
        """A number that is never issued, of the first kind that is taken."""
        document = self.accepts[0]
        return [document.value, EXAMPLES[document]]

    def json_schema(self) -> dict[str, Any]:
        """A list of kind and number."""
        return {
            "type": "array",
            "prefixItems": [
                {"enum": [document.value for document in self.accepts]},
                {"type": "string", "minLength": 3, "maxLength": NUMBER},
            ],
            "minItems": BOTH,
            "maxItems": BOTH,
        }
