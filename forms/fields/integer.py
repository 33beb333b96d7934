"""A whole number."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, as_json, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
LARGEST = 10**15 - 1

UNIT = Property(
    "unit",
    Text("单位", "Unit"),
    Entry.PAIR,
    hint=Text("写在数字后面，如“平方米”。", "Stands behind the number, such as “m²”."),
)


def within_limits(least: int | Decimal | None, most: int | Decimal | None) -> Text:
    """The limits in words, as far as there are any."""
    match least, most:
        case None, None:
            return Text("", "")
        case _, None:
            return Text(f"不小于 {as_json(least)} 的", f" of at least {as_json(least)}")
        case None, _:
            return Text(f"不大于 {as_json(most)} 的", f" of at most {as_json(most)}")
        case _:
            low, high = as_json(least), as_json(most)
            return Text(f"{low} 到 {high} 的", f" from {low} to {high}")


def measured(answer: Any, unit: Text | None, locale: str) -> str:
    """A number in digits, with its unit when there is one."""
    if answer is None:
        return ""
    return f"{as_json(answer)} {unit.of(locale)}" if unit else str(as_json(answer))


@field_type("integer")
@dataclass(frozen=True, slots=True)
class IntegerField(FieldType):
    """A whole number; properties `min`, `max`, `unit`."""

    title: ClassVar = Text("整数", "whole number")
    group: ClassVar = Group.NUMBER
    icon: ClassVar = "hash"
    foreign: ClassVar = {"xlsform": "integer", "formio": "number"}
    sheet: ClassVar = (
        Property("min", Text("最小值", "Least"), Entry.WHOLE, least=-LARGEST, most=LARGEST, tab=Tab.CHECK),
        Property("max", Text("最大值", "Most"), Entry.WHOLE, least=-LARGEST, most=LARGEST, tab=Tab.CHECK),
        UNIT,
    )
    least: int = -LARGEST
    most: int = LARGEST
    unit: Text | None = None

    @property
    def widget(self) -> str:  # type: ignore[override]
        """A line, with the unit behind it when there is one."""
        return "widgets/measured.html" if self.unit else "widgets/line.html"

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The limits of the number."""
        least = node.whole("min", default=-LARGEST, least=-LARGEST, most=LARGEST)
        floor = -LARGEST if least is None else least
        most = node.whole("max", default=LARGEST, least=floor, most=LARGEST)
        return cls(floor, LARGEST if most is None else most, node.words("unit"))

    def normalised(self, raw: object) -> int | None:
        """The number, from digits or from a JSON number."""
        number = raw if isinstance(raw, int) and not isinstance(raw, bool) else None
        if number is None:
            typed = narrowed(raw)
            if not typed:
                return None
            number = int(typed) if WHOLE.fullmatch(typed) else None
        if number is None or not self.least <= number <= self.most:
            raise AnswerError(
                self._what(),
                remedy=Text("请只填数字，不带单位和小数。", "Fill in digits only, no unit, no decimals."),
            )
        return number

    def normaliser(self) -> Callable[[Any], int | None]:
        """As `normalised`; a JSON number within the limits is taken at once."""
        least, most, whole = self.least, self.most, self.normalised

        def number(raw: Any) -> int | None:
            if raw.__class__ is int and least <= raw <= most:
                answer: int = raw
                return answer
            return whole(raw)

        return number

    def _what(self) -> Text:
        within = within_limits(
            self.least if self.least > -LARGEST else None, self.most if self.most < LARGEST else None
        )
        return Text(f"这不是{within.zh}整数。", f"This is not a whole number{within.en}.")

    def display(self, answer: Any, locale: str) -> str:
        """The number with its unit."""
        return measured(answer, self.unit, locale)

    def attributes(self) -> dict[str, str]:
        """A keyboard of digits; no spinner, which changes numbers by accident."""
        return {"inputmode": "numeric"}

    def sample(self) -> str:
        """One, or the nearest number within the limits."""
        return str(min(max(1, self.least), self.most))

    def json_schema(self) -> dict[str, Any]:
        """An integer within the limits."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}
