"""Plus, minus, times, divided by, remainder: exact decimals, joined texts; with an empty value, empty."""

import ast
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from kernel.errors import ExpressionError
from kernel.expressions.parts import Part, beyond_range, composed
from kernel.expressions.spots import Spot
from kernel.expressions.values import EXACT, NUMBERS, Facts, bounded, kind_name
from kernel.text import Text

Compute = Callable[[Any, Any], Decimal]
OPERATIONS: dict[type[ast.operator], tuple[str, Compute]] = {
    ast.Add: ("+", EXACT.add),
    ast.Sub: ("-", EXACT.subtract),
    ast.Mult: ("*", EXACT.multiply),
    ast.Div: ("/", EXACT.divide),
    ast.Mod: ("%", EXACT.remainder),
}


def computed(operator: type[ast.operator], left: Part, right: Part, spot: Spot) -> Part:
    """The part that computes with two others."""
    sign, compute = OPERATIONS[operator]
    first, second = left.run, right.run

    def run(facts: Facts) -> Any:
        one = first(facts)
        other = second(facts)
        if one.__class__ in NUMBERS and other.__class__ in NUMBERS:
            try:
                return compute(one, other)
            except ArithmeticError:
                raise _impossible(sign, other, spot) from None
        return _otherwise(sign, one, other, spot)

    return composed(run, spot, left, right)


def negated(operand: Part, spot: Spot) -> Part:
    """The part with the other sign."""
    return _signed(EXACT.minus, operand, spot)


def unchanged(operand: Part, spot: Spot) -> Part:
    """The part with a plus before it."""
    return _signed(EXACT.plus, operand, spot)


def _signed(compute: Callable[[Any], Decimal], operand: Part, spot: Spot) -> Part:
    inner = operand.run

    def run(facts: Facts) -> Any:
        value: Any = inner(facts)
        if value is None:
            return None
        if value.__class__ in NUMBERS:
            return compute(Decimal(value))
        name = kind_name(value)
        raise spot.error(
            Text(f"正负号后面要数字，这里是{name.zh}。", f"A sign needs a number, this is {name.en}."),
            Text("请去掉正负号，或用 number(…) 转成数字。", "Drop the sign, or convert with number(…)."),
        )

    return composed(run, spot, operand)


def _otherwise(sign: str, one: Any, other: Any, spot: Spot) -> Any:
    if one is None or other is None:
        return None
    if sign == "+" and one.__class__ is str and other.__class__ is str:
        return bounded(one + other, spot)
    left, right = kind_name(one), kind_name(other)
    raise spot.error(
        Text(
            f"{left.zh}与{right.zh}之间不能用 {sign} 。",
            f"{sign} does not work between {left.en} and {right.en}.",
        ),
        Text(
            "请用 number(…)、text(…) 转换；日期请用 add_days、days_between 等函数。",
            "Convert with number(…) or text(…); for dates use add_days, days_between and the like.",
        ),
    )


def _impossible(sign: str, divisor: Any, spot: Spot) -> ExpressionError:
    if sign in "/%" and not divisor:
        return spot.error(
            Text("除数是 0。", "Division by zero."),
            Text("请先判断除数不是 0。", "Test first that the divisor is not 0."),
        )
    return beyond_range(spot)
