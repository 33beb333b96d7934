"""A cell of a CSV file as a value of its column."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Integer, Numeric, String
from sqlalchemy.types import JSON

from kernel.clock import LOCAL
from kernel.columns import UtcDateTime
from kernel.errors import DataFileError
from kernel.text import Text

BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
WHOLE = re.compile(r"-?[0-9]{1,19}")
NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LARGEST = 2**31 - 1
LARGEST_BIG = 2**63 - 1


def converted(column: Column[Any], text: str, place: str) -> Any:
    """The value, or a refusal that says what the column takes."""
    if text == "":
        return _empty(column, place)
    reader, takes = _reader(column)
    try:
        return reader(text)
    except (ValueError, KeyError, OverflowError, RecursionError, InvalidOperation) as error:
        raise DataFileError(
            Text(f"“{text}”不能填入 {column.name} 列。", f"“{text}” does not fit the column {column.name}."),
            remedy=Text(f"此列应为{takes.zh}。", f"The column takes {takes.en}."),
            place=place,
        ) from error


def _reader(column: Column[Any]) -> tuple[Callable[[str], Any], Text]:
    match column.type:
        case Boolean():
            return lambda text: BOOLEANS[text.lower()], Text(" true 或 false", "true or false")
        case BigInteger():
            return lambda text: _whole(text, LARGEST_BIG), Text("整数", "a whole number")
        case Integer():
            return lambda text: _whole(text, LARGEST), Text("整数", "a whole number")
        case Numeric(precision=int() as precision, scale=int() as scale):
            places = Text(
                f"至多 {precision} 位、小数 {scale} 位的数字",
                f"a number of {precision} digits, {scale} of them decimal",
            )
            return lambda text: _fitting(_number(text), precision, scale), places
        case Numeric() | Float():
            return _number, Text("数字", "a number")
        case UtcDateTime():
            return _moment, Text("时间，如 2026-03-10T09:00:00", "a time such as 2026-03-10T09:00:00")
        case Date():
            return _day, Text("日期，如 2026-03-10", "a date such as 2026-03-10")
        case JSON():
            return _json, Text(" JSON", "JSON")
        case String(length=int() as length):
            return lambda text: _short(text, length), Text(
                f"不超过 {length} 字的文字", f"text up to {length}"
            )
        case _:
            return str, Text("文字", "text")


def _empty(column: Column[Any], place: str) -> Any:
    if column.nullable:
        return None
    if isinstance(column.type, String):
        return ""
    raise DataFileError(
        Text(f"{column.name} 列不能为空。", f"The column {column.name} may not be empty."),
        remedy=Text("请填写。", "Fill it in."),
        place=place,
    )


def _whole(text: str, largest: int) -> int:
    # int() alone would take “1_000” and digits of other scripts
    if not WHOLE.fullmatch(text) or not -largest <= int(text) <= largest:
        raise ValueError(text)
    return int(text)


def _number(text: str) -> Decimal:
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _fitting(number: Decimal, precision: int, scale: int) -> Decimal:
    """The number, if no digit of it would be lost."""
    _, digits, exponent = number.normalize().as_tuple()
    if not isinstance(exponent, int) or -exponent > scale or len(digits) + exponent > precision - scale:
        raise ValueError(number)
    return number


def _day(text: str) -> date:
    # fromisoformat() alone would take weeks, and days without hyphens
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _json(text: str) -> Any:
    value = json.loads(text, parse_constant=_no_constant)
    written = json.dumps(value, ensure_ascii=False)
    # neither database keeps half a character, and PostgreSQL no zero
    if "\\u0000" in written or not written.encode():
        raise ValueError(text)
    return value


def _no_constant(word: str) -> None:
    raise ValueError(word)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)).astimezone(UTC)


def _short(text: str, length: int) -> str:
    if len(text) > length:
        raise ValueError(text)
    return text
