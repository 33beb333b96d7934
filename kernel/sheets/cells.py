"""What a cell of a sheet may hold, and how words are kept from being run as a formula; pure."""

import re
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from kernel.clock import LOCAL

Value = str | int | float | Decimal | date | datetime | bool | None
"""What is written into a cell; a number becomes a number, everything else words, but for days in a workbook."""

FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")
GUARDED = re.compile(r"'+\s*[=+\-@＝＋－＠]")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767
"""Characters of a cell that a spreadsheet keeps."""
FIRST = date(1900, 3, 1)
"""Before it a spreadsheet counts days wrongly, since it takes 1900 for a leap year."""
ZERO = date(1899, 12, 30)
"""The day from which a spreadsheet counts."""
DAY = 86_400
EXACT = 10**15
"""From here on a spreadsheet loses the last digits of a number."""


def harmless(words: str) -> str:
    """The words, with an apostrophe before what a spreadsheet would run; `plain` takes it off again."""
    return f"'{words}" if FORMULA.match(words) else words


def plain(words: str) -> str:
    """The words that `harmless` was given."""
    return words[1:] if GUARDED.match(words) else words


def words_of(value: Value) -> str:
    """The value as words, without characters that no sheet can hold."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime():
            return value.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case _:
            return UNPRINTABLE.sub("", str(value))[:LONGEST]


def is_number(value: Value) -> bool:
    """Whether a spreadsheet can keep the value as a number without losing digits."""
    match value:
        case bool():
            return False
        case int():
            return abs(value) < EXACT
        case float():
            return isfinite(value) and abs(value) < EXACT
        case Decimal():
            return value.is_finite() and abs(value) < EXACT
        case _:
            return False


def serial(value: Value) -> str | None:
    """The day or the moment at the offices as a spreadsheet counts it; None of anything else, and of a day too early."""
    if not isinstance(value, date):
        return None
    if not isinstance(value, datetime):
        return str((value - ZERO).days) if value >= FIRST else None
    local = value.astimezone(LOCAL)
    if local.date() < FIRST:
        return None
    seconds = local.hour * 3600 + local.minute * 60 + local.second
    return f"{(local.date() - ZERO).days + seconds / DAY:.8f}"
