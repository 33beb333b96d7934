"""An amount of money, in yuan and fen."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from forms.fields.decimal import LARGEST, DecimalField, limits_of
from forms.fieldtype import narrowed
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

FEN = 2
YUAN = Text("元", "yuan")


@field_type("money")
@dataclass(frozen=True, slots=True)
class MoneyField(DecimalField):
    """Yuan with at most two decimals, shown with thousands commas; properties `min`, `max`."""

    title: ClassVar = Text("金额", "amount of money")
    icon: ClassVar = "japanese-yen"
    group: ClassVar = Group.NUMBER
    foreign: ClassVar = {"xlsform": "decimal", "formio": "currency"}
    sheet: ClassVar = (
        Property("min", Text("最小金额", "Least amount"), Entry.NUMBER, tab=Tab.CHECK),
        Property("max", Text("最大金额", "Greatest amount"), Entry.NUMBER, tab=Tab.CHECK),
    )
    least: Decimal = Decimal(0)
    most: Decimal = LARGEST
    places: int = FEN
    unit: Text | None = YUAN

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The limits; nobody pays less than nothing unless they say so."""
        return cls(*limits_of(node, FEN, least=Decimal(0)))

    def normalised(self, raw: object) -> Decimal | None:
        """The amount, also with a sign of yuan before it or the word behind it."""
        if isinstance(raw, str):
            raw = narrowed(raw).removeprefix("¥").removesuffix("元").strip()
        return DecimalField.normalised(self, raw)

    def display(self, answer: Any, locale: str) -> str:
        """12,345.50 元"""
        if not isinstance(answer, Decimal):
            return ""
        return f"CNY {answer:,.2f}" if locale.startswith("en") else f"{answer:,.2f} 元"
