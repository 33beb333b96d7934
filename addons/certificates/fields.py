"""The certificate field: its answer is the number of a certificate; the page lists those to choose among."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from addons.certificates.numbers import (
    SAFETY,
    SAFETY_CATEGORIES,
    certificate_number,
    pattern_fault,
    printed_shape,
)
from addons.parties.numbers import NumberError
from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Property
from kernel.reading import Reader
from kernel.text import Text


@field_type("certificate")
@dataclass(frozen=True, slots=True)
class CertificateField(FieldType):
    """A certificate by its printed number; properties `number` and `categories` as its type has them."""

    title: ClassVar = Text("证书", "certificate")
    live: ClassVar = "widgets/offers.html"
    grouped: ClassVar = True
    sheet: ClassVar = (
        Property("number", Text("编号规则", "pattern of the number"), Entry.TEXT, default=SAFETY),
        Property("categories", Text("类别", "categories"), Entry.LIST),
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

    def attributes(self) -> dict[str, str]:
        """Nobody's browser should remember somebody else's number."""
        return {"autocomplete": "off"}

    def json_schema(self) -> dict[str, Any]:
        """A string of the printed form."""
        return {"type": "string", "pattern": printed_shape(self.number, self.categories)}
