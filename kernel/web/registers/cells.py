"""How the value of a column is written: for a page as HTML, for a sheet and the API as they keep it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from kernel.clock import LOCAL
from kernel.text import Text
from kernel.web.registers.columns import Column

YES, NO = Text("是", "yes"), Text("否", "no")
SPECIAL = re.compile("[&<>'\"]")
Written = Callable[[Any], str]
Tag = Callable[[str, str], str]
"""Draws a tag of words and kind."""


def said(words: Text | str, locale: str) -> str:
    """The words in a language."""
    return words.of(locale) if isinstance(words, Text) else words


def writer_of(column: Column, locale: str, tag: Tag) -> Written:
    """What writes the values of a column on pages of a language; everything is escaped."""
    if column.words is not None:
        return _coded(column, locale, tag)
    shown = column.shown
    if shown is not None:
        return lambda value: "" if value is None else _words(said(shown(value), locale))

    def write(value: Any) -> str:
        kind = type(value)
        if kind is str:
            return _words(value)
        return _day(value) if kind is date else _drawn(value, locale)

    return write


def plain(column: Column, value: Any, locale: str) -> Any:
    """The value in words: those for codes, moments as the office reads them; numbers and days as they are."""
    if value is None:
        return None
    if column.words is not None:
        words = column.words.get(_code(value))
        return said(words, locale) if words is not None else str(value)
    if column.shown is not None:
        return said(column.shown(value), locale)
    if isinstance(value, bool):
        return (YES if value else NO).of(locale)
    return moment_of(value) if isinstance(value, datetime) else value


def cell_of(column: Column, value: Any, locale: str) -> Any:
    """The same for a cell of a sheet, where a moment can be one."""
    if isinstance(value, datetime) and column.words is None and column.shown is None:
        return _aware(value)
    return plain(column, value, locale)


def kept(value: Any) -> Any:
    """The value as the API gives it: codes as codes, days and moments in ISO 8601, JSON as it is."""
    if value is None or isinstance(value, bool | int | str | dict):
        return value
    if isinstance(value, datetime):
        return _aware(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def moment_of(value: datetime) -> str:
    """A moment as the office reads it."""
    return _aware(value).astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")


def _coded(column: Column, locale: str, tag: Tag) -> Written:
    kinds = column.kinds or {}
    drawn: dict[Any, str] = {
        code: tag(words.of(locale), kinds[code]) if code in kinds else escape(words.of(locale))
        for code, words in (column.words or {}).items()
    }
    return lambda value: (
        "" if value is None else found if (found := drawn.get(_code(value))) is not None else escape(value)
    )


def _words(value: str) -> str:
    # most words need no escaping, and finding that out is quicker
    return escape(value) if SPECIAL.search(value) else value


def _day(value: date) -> str:
    return f'<span class="nowrap">{value.isoformat()}</span>'


def _code(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value if type(value) is str else str(value)


def _drawn(value: Any, locale: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return (YES if value else NO).of(locale)
        case datetime():
            return f'<span class="nowrap">{moment_of(value)}</span>'
        case date():
            return _day(value)
        case int() | Decimal():
            return f"{value:,}"
        case Markup():
            return value
    return escape(str(value))


def _aware(value: datetime) -> datetime:
    # FAB's own columns are UTC without saying so
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)
