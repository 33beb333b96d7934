"""The certificate picker: its answer is the number of a certificate within the asker's reach."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from addons.certificates.numbers import (
    SAFETY,
    SAFETY_CATEGORIES,
    certificate_number,
    pattern_fault,
    printed_shape,
    written,
)
from addons.certificates.picking import Reached, is_within, within_reach
from addons.certificates.words import STATES, State
from addons.parties.numbers import NumberError
from forms.fieldtype import AnswerError, Offer, narrowed
from forms.offering import Asking, Offers, Picker
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text


@field_type("certificate")
@dataclass(frozen=True, slots=True)
class CertificateField(Picker):
    """A certificate by its printed number; properties `number` and `categories` as its type has them."""

    title: ClassVar = Text("证书", "certificate")
    group: ClassVar = Group.PICKER
    icon: ClassVar = "award"
    foreign: ClassVar = {"xlsform": "select_one", "formio": "select"}
    sheet: ClassVar = (
        Property(
            "number", Text("编号规则", "Pattern of the number"), Entry.TEXT, default=SAFETY, tab=Tab.CHECK
        ),
        Property(
            "categories",
            Text("类别", "Categories"),
            Entry.LIST,
            hint=Text("只收这些类别的证书；留空则不限。", "Only these; left empty, all of the type."),
            tab=Tab.CHECK,
        ),
    )
    number: str = SAFETY
    categories: tuple[str, ...] = SAFETY_CATEGORIES

    @classmethod
    def read(cls, node: Reader) -> Self:
        """How certificates of the wanted type are numbered."""
        number = node.text("number", default=SAFETY)
        if fault := pattern_fault(number):
            node.refuse("number", *fault)
        return cls(number, node.texts("categories") or SAFETY_CATEGORIES)

    def normalised(self, raw: object) -> str | None:
        """The number as it is printed; whose certificate it is, is asked where the case is filed."""
        typed = narrowed(raw)
        if not typed:
            return None
        try:
            return certificate_number(typed, pattern=self.number, categories=self.categories).printed
        except NumberError as error:
            raise AnswerError(error.what, remedy=error.remedy) from error

    def offers(self, asking: Asking, name: str) -> Offers:
        """The certificates within reach that fit, those that end first at the head; many are looked for."""
        value = asking.values.get(name)
        chosen = value if isinstance(value, str) else ""
        rows, more, many = within_reach(asking, asking.sought.get(name, ""), chosen)
        found = tuple(_offer(row, asking.locale) for row in rows if self._fits(row.number))
        return Offers(found, sought=asking.sought.get(name, "") if many else None, more=more)

    def is_open(self, asking: Asking, answer: Any) -> bool:
        """Whether the certificate is within reach."""
        return is_within(asking, answer)

    def _fits(self, number: str) -> bool:
        try:
            return self.normalised(number) == number
        except AnswerError:
            return False

    def sample(self) -> str:
        """A number of the pattern."""
        return written(self.number, category=self.categories[0])

    def attributes(self) -> dict[str, str]:
        """Nobody's browser should remember somebody else's number."""
        return {"autocomplete": "off"}

    def json_schema(self) -> dict[str, Any]:
        """A string of the printed form."""
        return {"type": "string", "pattern": printed_shape(self.number, self.categories)}


def _offer(row: Reached, locale: str) -> Offer:
    state = STATES[State(row.state)].of(locale)
    end = "" if row.valid_to is None else row.valid_to.isoformat()
    until = Text(f"有效期至 {end}", f"valid until {end}").of(locale) if end else ""
    return Offer(row.number, row.number, " · ".join(part for part in (row.holder, state, until) if part))
