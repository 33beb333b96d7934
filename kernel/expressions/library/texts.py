"""Functions of texts."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kernel.clock import LOCAL
from kernel.expressions.functions import Function, Parameter
from kernel.expressions.values import EXACT, Kind
from kernel.text import Text

TEXT = Parameter("text", (Kind.TEXT,))


def written(value: Any) -> str:
    """A value as text; nothing for an empty one."""
    match value:
        case None:
            return ""
        case str():
            return value
        case datetime():
            return value.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
    number = EXACT.plus(Decimal(value))
    return f"{number:f}" if number else f"{number.copy_abs():f}"


FUNCTIONS = (
    Function("lower", (TEXT,), Text("小写", "in lower case"), str.lower, 'lower("Ab") == "ab"'),
    Function("upper", (TEXT,), Text("大写", "in upper case"), str.upper, 'upper("Ab") == "AB"'),
    Function(
        "strip", (TEXT,), Text("去掉首尾空白", "without blanks at the ends"), str.strip, 'strip(" a ") == "a"'
    ),
    Function(
        "starts_with",
        (TEXT, Parameter("beginning", (Kind.TEXT,))),
        Text("是否以某文本开头", "whether the text begins so"),
        str.startswith,
        'starts_with("220102", "22")',
    ),
    Function(
        "ends_with",
        (TEXT, Parameter("ending", (Kind.TEXT,))),
        Text("是否以某文本结尾", "whether the text ends so"),
        str.endswith,
        'ends_with("长春市", "市")',
    ),
    Function(
        "contains",
        (TEXT, Parameter("words", (Kind.TEXT,))),
        Text("是否含有某文本", "whether the words stand in the text"),
        str.__contains__,
        'contains("吉林省长春市", "长春")',
    ),
    Function(
        "text",
        (Parameter("value", (Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.MOMENT, Kind.EMPTY)),),
        Text(
            "转成文本：数字照写，日期如 2026-11-20，时刻用北京时间，空值为空文本",
            "as text: a number's digits, a day as 2026-11-20, a moment in China's time, nothing for empty",
        ),
        written,
        'text(round(2.5, 2)) + text(None) == "2.50"',
    ),
)
