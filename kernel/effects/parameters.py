"""Turns the values of rules into an effect's parameters; what does not fit is refused by its name."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kernel.effects.words import words_of
from kernel.errors import Invalid
from kernel.text import Text

KINDS: Mapping[type, Text] = {
    str: Text("文本", "a text"),
    int: Text("整数", "a whole number"),
    Decimal: Text("数字", "a number"),
    bool: Text("是非", "true or false"),
    date: Text("日期", "a date"),
    datetime: Text("时刻", "a moment"),
}


def parsed(parameters: type[Any], values: Mapping[str, Any], place: str) -> Any:
    """The parameters with these values, each of the type its field asks for."""
    refuse_misnamed(parameters, values, place)
    hints = get_type_hints(parameters)
    found = {}
    for name, value in values.items():
        try:
            found[name] = converted(value, hints[name])
        except (TypeError, ValueError):
            raise _unfit(f"{place}.{name}", value, hints[name]) from None
    return parameters(**found)


def refuse_misnamed(parameters: type[Any], names: Mapping[str, Any], place: str) -> None:
    """No name is unknown, and none is missing that has no default."""
    known = {field.name: field for field in fields(parameters)}
    for name in names:
        if name not in known:
            listed = "、".join(known) or "—"
            raise Invalid(
                Text(f"没有名为“{name}”的参数。", f"There is no parameter “{name}”."),
                remedy=Text(f"可用的参数：{listed}。", f"The parameters are: {listed}."),
                place=f"{place}.{name}",
            )
    for name, field in known.items():
        if name not in names and _is_needed(field):
            title = words_of(field).title
            raise Invalid(
                Text(f"效果缺少“{title.zh}”。", f"The effect lacks “{title.en}”."),
                remedy=Text("请填写。", "Give it."),
                place=f"{place}.{name}",
            )


def converted(value: Any, wanted: Any) -> Any:
    """The value as the type; TypeError or ValueError when it is none."""
    if wanted is Any:
        return value
    if get_origin(wanted) in (Union, UnionType):
        return _one_of(value, get_args(wanted))
    if get_origin(wanted) in (list, tuple):
        return _several(value, wanted)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return wanted(value)
    return CONVERSIONS[wanted](value)


def _one_of(value: Any, choices: tuple[Any, ...]) -> Any:
    if value is None and NoneType in choices:
        return None
    for choice in choices:
        if choice is not NoneType:
            try:
                return converted(value, choice)
            except (TypeError, ValueError):
                continue
    raise TypeError


def _several(value: Any, wanted: Any) -> Any:
    if not isinstance(value, list):
        raise TypeError
    member = get_args(wanted)[0]
    made = get_origin(wanted)
    return made(converted(one, member) for one in value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise TypeError


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError


def _number(value: Any) -> Decimal:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise TypeError


def _whole(value: Any) -> int:
    number = _number(value)
    if number == number.to_integral_value():
        return int(number)
    raise ValueError


def _day(value: Any) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise TypeError


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    raise TypeError


CONVERSIONS: Mapping[Any, Callable[[Any], Any]] = {
    str: _text,
    bool: _truth,
    Decimal: _number,
    int: _whole,
    date: _day,
    datetime: _moment,
}


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _unfit(place: str, value: Any, wanted: Any) -> Invalid:
    named = KINDS.get(wanted, Text(f"“{wanted}”", f"“{wanted}”"))
    shown = repr(value)[:80]
    return Invalid(
        Text(f"{shown} 不是{named.zh}。", f"{shown} is not {named.en}."),
        remedy=Text(f"请让表达式给出{named.zh}。", f"Let the expression yield {named.en}."),
        place=place,
    )
