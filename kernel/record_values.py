"""A cell of a CSV file as a value of its column."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, Numeric, String
from sqlalchemy.types import JSON

from kernel.clock import LOCAL
from kernel.columns import UtcDateTime
from kernel.errors import DataFileError
from kernel.text import Text

BOOLEANS = {"true": True, "false": False, "1": True, "0": False}


def converted(column: Column[Any], text: str, place: str) -> Any:
    """The value, or a refusal that says what the column takes."""
    if text == "":
        return _empty(column, place)
    reader, takes = _reader(column)
    try:
        return reader(text)
    except (ValueError, KeyError, InvalidOperation) as error:
        raise DataFileError(
            Text(f"“{text}”不能填入 {column.name} 列。", f"“{text}” does not fit the column {column.name}."),
            remedy=Text(f"此列应为{takes.zh}。", f"The column takes {takes.en}."),
            place=place,
        ) from error


def _reader(column: Column[Any]) -> tuple[Callable[[str], Any], Text]:
    match column.type:
        case Boolean():
            return lambda text: BOOLEANS[text.lower()], Text(" true 或 false", "true or false")
        case Integer():
            return int, Text("整数", "a whole number")
        case Numeric() | Float():
            return Decimal, Text("数字", "a number")
        case UtcDateTime():
            return _moment, Text("时间，如 2026-03-10T09:00:00", "a time such as 2026-03-10T09:00:00")
        case Date():
            return date.fromisoformat, Text("日期，如 2026-03-10", "a date such as 2026-03-10")
        case JSON():
            return json.loads, Text(" JSON", "JSON")
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


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)).astimezone(UTC)


def _short(text: str, length: int) -> str:
    if len(text) > length:
        raise ValueError(text)
    return text
