"""Functions of numbers."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kernel.errors import ExpressionError
from kernel.expressions.functions import Function, Parameter
from kernel.expressions.limits import DIGITS
from kernel.expressions.values import EXACT, Kind
from kernel.text import Text

MOST_DECIMALS = 10
NUMBER = Parameter("number", (Kind.NUMBER,))
_WRITTEN = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def rounded(number: int | Decimal, decimals: int = 0) -> Decimal:
    """The nearest number with so many decimals, halves away from zero; tens, hundreds… when negative."""
    if not -MOST_DECIMALS <= decimals <= MOST_DECIMALS:
        raise ExpressionError(
            Text(f"不能保留 {decimals} 位小数。", f"Rounding to {decimals} decimals is not possible."),
            remedy=Text(
                f"请用 -{MOST_DECIMALS} 到 {MOST_DECIMALS}。", f"Use -{MOST_DECIMALS} to {MOST_DECIMALS}."
            ),
        )
    near = Decimal(number).quantize(Decimal((0, (1,), -decimals)), ROUND_HALF_UP, EXACT)
    return near if decimals >= 0 else near.quantize(Decimal(1), ROUND_HALF_UP, EXACT)


def read_number(value: Any) -> Decimal | None:
    """The number a text writes; a blank text is empty."""
    if not isinstance(value, str):
        return EXACT.plus(Decimal(value))
    words = value.strip()
    if not words:
        return None
    if not _WRITTEN.fullmatch(words) or len(words) > DIGITS:
        raise ExpressionError(
            Text("这个文本不是数字。", "This text is not a number."),
            remedy=Text(
                f"数字写如 -12.50，最多 {DIGITS} 个字符。", f"Write -12.50, at most {DIGITS} characters."
            ),
        )
    return EXACT.create_decimal(words)


FUNCTIONS = (
    Function(
        "round",
        (NUMBER, Parameter("decimals", (Kind.WHOLE,), optional=True)),
        Text("四舍五入到几位小数（不写为 0 位）", "rounded half up to so many decimals (0 when left out)"),
        rounded,
        "round(2.345, 2) == 2.35 and round(-2.5) == -3",
    ),
    Function("abs", (NUMBER,), Text("绝对值", "without its sign"), EXACT.abs, "abs(-3) == 3"),
    Function(
        "number",
        (Parameter("text", (Kind.TEXT, Kind.NUMBER)),),
        Text("把文本读成数字；空白为空值，其他文本报错", "the number written; blank is empty, else an error"),
        read_number,
        'number(" 12.50 ") == 12.5',
    ),
)
