"""What a rule can compute with: the kinds of values, exact numbers, and when two values are equal."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from enum import StrEnum
from types import NoneType
from typing import Any

from kernel.expressions.limits import DIGITS, MAX_LIST, MAX_TEXT
from kernel.expressions.spots import Spot
from kernel.text import Text

Value = str | int | Decimal | date | bool | list["Value"] | None
Facts = Mapping[str, object]


class Kind(StrEnum):
    """The kinds of values; `WHOLE` is a number without decimals, asked for by some functions."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    MOMENT = "moment"
    TRUTH = "truth"
    LIST = "list"
    EMPTY = "empty"


KIND_NAMES = {
    Kind.TEXT: Text("文本", "a text"),
    Kind.NUMBER: Text("数字", "a number"),
    Kind.WHOLE: Text("整数", "a whole number"),
    Kind.DATE: Text("日期", "a date"),
    Kind.MOMENT: Text("时刻", "a moment"),
    Kind.TRUTH: Text("是非", "true or false"),
    Kind.LIST: Text("列表", "a list"),
    Kind.EMPTY: Text("空值", "an empty value"),
}
CLASSES: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.NUMBER: (Decimal, int),
    Kind.WHOLE: (int,),
    Kind.DATE: (date,),
    Kind.MOMENT: (datetime,),
    Kind.TRUTH: (bool,),
    Kind.LIST: (list,),
    Kind.EMPTY: (NoneType,),
}
KIND_OF: dict[type, Kind] = {
    cls: kind for kind, classes in CLASSES.items() if kind is not Kind.WHOLE for cls in classes
}
NUMBERS: frozenset[type[Any]] = frozenset(CLASSES[Kind.NUMBER])
PLAIN = frozenset({str, bool, NoneType, date})
"""Classes whose every value is fit for use as it is."""

EXACT = Context(
    prec=DIGITS,
    rounding=ROUND_HALF_UP,
    Emin=-3 * DIGITS,
    Emax=DIGITS - 1,
    clamp=0,
    flags=[],
    traps=[Overflow, InvalidOperation, DivisionByZero],
)
_HIGH = 10**DIGITS
_LOW = -_HIGH


def kind_name(value: object) -> Text:
    """What a value is, in words."""
    kind = KIND_OF.get(value.__class__)
    name = value.__class__.__name__
    return KIND_NAMES[kind] if kind else Text(f"「{name}」类型", f"a `{name}`")


def accepted(value: Any, spot: Spot) -> Any:
    """The value as rules see it; what no rule can hold is refused."""
    cls = value.__class__
    if cls in PLAIN:
        return value
    if cls in NUMBERS:
        return _number(value, spot)
    if cls is list and len(value) <= MAX_LIST and PLAIN.issuperset(map(type, value)):
        return value
    match value:
        case list() | tuple():
            return _list(value, spot)
        case datetime() if value.utcoffset() is not None:
            return datetime.combine(value, value.timetz())
        case datetime():
            raise spot.error(
                Text("这个时刻没有时区。", "This moment has no time zone."),
                Text("请提供带时区的时刻。", "Provide a moment with a time zone."),
            )
        case date():
            return date(value.year, value.month, value.day)
        case str():
            return str.__str__(value)
        case int():
            return _number(int(value), spot)
    what = kind_name(value)
    raise spot.error(
        Text(f"规则不能使用{what.zh}的值。", f"A rule cannot use {what.en}."),
        Text(
            "请提供文本、整数或 Decimal、日期、是非、列表或空值。",
            "Provide text, int or Decimal, date, bool, list or None.",
        ),
    )


def bounded(text: str, spot: Spot) -> str:
    """The text a rule has made, unless it is too long."""
    if len(text) > MAX_TEXT:
        raise spot.error(
            Text(f"得到的文本超过 {MAX_TEXT} 个字符。", f"The text made here exceeds {MAX_TEXT} characters."),
            Text("请缩短文本。", "Make it shorter."),
        )
    return text


def equal(one: Any, other: Any) -> bool:
    """Values of one kind that are the same; values of two kinds never are."""
    if one.__class__ is other.__class__:
        if one.__class__ is list:
            return len(one) == len(other) and all(map(equal, one, other))
        return bool(one == other)
    return one.__class__ in NUMBERS and other.__class__ in NUMBERS and bool(one == other)


def handed_out(value: Any) -> Any:
    """The value for the caller: numbers are Decimals, zero has no sign, lists are copies."""
    if value.__class__ is Decimal:
        return value if value else value.copy_abs()
    if value.__class__ is int:
        return Decimal(value)
    if value.__class__ is list:
        return [handed_out(member) for member in value]
    return value


def _number(value: Any, spot: Spot) -> int | Decimal:
    if value.__class__ is int:
        small = _LOW < value < _HIGH
    else:
        small = value.is_finite() and value.adjusted() < DIGITS
    if small:
        number: int | Decimal = value
        return number
    raise spot.error(
        Text(f"这不是 {DIGITS} 位以内的数字。", f"This is not a number of at most {DIGITS} digits."),
        Text("请提供较小的数字。", "Provide a smaller number."),
    )


def _list(value: list[Any] | tuple[Any, ...], spot: Spot) -> list[Any]:
    if len(value) > MAX_LIST:
        raise spot.error(
            Text(f"列表有 {len(value)} 项。", f"The list has {len(value)} members."),
            Text(f"最多 {MAX_LIST} 项。", f"At most {MAX_LIST} are allowed."),
        )
    members = [accepted(member, spot) for member in value]
    if list in map(type, members):
        raise spot.error(
            Text("列表里不能再有列表。", "A list cannot hold another list."),
            Text("请把它们合成一个列表。", "Make one list of them."),
        )
    return members
