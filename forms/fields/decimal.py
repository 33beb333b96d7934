"""A number with decimals, kept exactly."""

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context, Decimal
from typing import Any, ClassVar, Self

from forms.fields.integer import UNIT, measured, within_limits
from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,12})?")
LARGEST = Decimal(10**15 - 1)
PLACES = 12
EXACTLY = Context(prec=40)
EXACT = frozenset({int, float})


@field_type("decimal")
@dataclass(frozen=True, slots=True)
class DecimalField(FieldType):
    """A number with at most `places` decimals; properties `min`, `max` (such as "0.5"), `places`, `unit`."""

    title: ClassVar = Text("小数", "decimal number")
    group: ClassVar = Group.NUMBER
    icon: ClassVar = "decimals-arrow-right"
    foreign: ClassVar = {"xlsform": "decimal", "formio": "number"}
    sheet: ClassVar[tuple[Property, ...]] = (
        Property("min", Text("最小值", "Least"), Entry.NUMBER, tab=Tab.CHECK),
        Property("max", Text("最大值", "Most"), Entry.NUMBER, tab=Tab.CHECK),
        Property("places", Text("小数位数", "Decimals"), Entry.WHOLE, default=2, most=PLACES, tab=Tab.CHECK),
        UNIT,
    )
    least: Decimal = -LARGEST
    most: Decimal = LARGEST
    places: int = 2
    unit: Text | None = None

    @property
    def widget(self) -> str:  # type: ignore[override]
        """A line, with the unit behind it when there is one."""
        return "widgets/measured.html" if self.unit else "widgets/line.html"

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The limits of the number."""
        places = node.whole("places", default=2, least=0, most=PLACES)
        return cls(*limits_of(node, 2 if places is None else places), node.words("unit"))

    def normalised(self, raw: object) -> Decimal | None:
        """The number, from digits, with thousands commas or without, or from a JSON number."""
        typed = repr(raw) if raw.__class__ in EXACT else narrowed(raw).replace(",", "")
        if not typed:
            return None
        number = self._number(typed)
        if number is None or not self.least <= number <= self.most:
            raise AnswerError(
                self._what(),
                remedy=Text("请只填数字，不带单位。", "Fill in digits only, no unit."),
            )
        return number

    def _what(self) -> Text:
        within = within_limits(
            self.least if self.least > -LARGEST else None, self.most if self.most < LARGEST else None
        )
        return Text(
            f"这不是{within.zh}至多 {self.places} 位小数的数字。",
            f"This is not a number{within.en} with at most {self.places} decimals.",
        )

    def _number(self, typed: str) -> Decimal | None:
        if not NUMBER.fullmatch(typed):
            return None
        number = Decimal(typed)
        whole, _, decimals = typed.partition(".")
        if len(decimals) > self.places:
            if decimals[self.places :].strip("0"):
                return None
            number = Decimal(f"{whole}.{decimals[: self.places]}" if self.places else whole)
        return number if number else abs(number)

    def display(self, answer: Any, locale: str) -> str:
        """The number with its unit."""
        return measured(answer, self.unit, locale)

    def attributes(self) -> dict[str, str]:
        """A keyboard of digits with a point."""
        return {"inputmode": "decimal"}

    def sample(self) -> str:
        """One, or the nearest number within the limits."""
        step = Decimal(1).scaleb(-self.places)
        return f"{min(max(Decimal(1), self.least), self.most).quantize(step, ROUND_CEILING, EXACTLY):f}"

    def json_schema(self) -> dict[str, Any]:
        """A string of digits: JSON's own numbers are not exact everywhere."""
        return {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}


def limits_of(node: Reader, places: int, *, least: Decimal = -LARGEST) -> tuple[Decimal, Decimal, int]:
    """The least and the greatest number that a node allows, and the decimals; there is a number between them."""
    floor, ceiling = _limit(node, "min", least), _limit(node, "max", LARGEST)
    if floor > ceiling:
        node.refuse(
            "max",
            Text("最大值小于最小值。", "The most is less than the least."),
            Text("请调换或改正。", "Swap or correct them."),
        )
    elif floor.quantize(Decimal(1).scaleb(-places), ROUND_CEILING, EXACTLY) > ceiling:
        node.refuse(
            "places",
            Text(
                f"范围内没有 {places} 位小数的数。", f"No number of {places} decimals lies within the limits."
            ),
            Text("请放宽范围或增加小数位数。", "Widen the limits or allow more decimals."),
        )
    return floor, ceiling, places


def _limit(node: Reader, key: str, default: Decimal) -> Decimal:
    # a rule without names is a constant: it takes 5 as well as "0.5"
    rule = node.rule(key, names=frozenset())
    value = rule.value({}) if rule else default
    if isinstance(value, Decimal) and abs(value) <= LARGEST:
        return value
    node.refuse(
        key,
        Text("这不是可用的数字。", "This is not a usable number."),
        Text('请写成 5 或 "0.5"。', 'Write it like 5 or "0.5".'),
    )
    return default
