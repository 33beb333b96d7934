"""Comparisons: of one kind only, and false with an empty value, but for == and !=."""

import ast
import operator
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kernel.errors import ExpressionError
from kernel.expressions.parts import Part, composed
from kernel.expressions.spots import Spot
from kernel.expressions.values import NUMBERS, Facts, equal, kind_name
from kernel.text import Text

Test = Callable[[Any, Any], bool]
ORDERED = frozenset({str, Decimal, int, date, datetime})
LIKE_ONLY_THEIR_OWN = frozenset({str, date})
"""Classes whose values Python, too, finds equal to nothing of another kind."""

ORDERS: dict[type[ast.cmpop], tuple[str, Test]] = {
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}


def compared(kind: type[ast.cmpop], left: Part, right: Part, spot: Spot) -> Part:
    """The part that compares two others."""
    if kind in ORDERS:
        run = _order_run(kind, left, right, spot)
    elif kind in (ast.Eq, ast.NotEq):
        run = _equality_run(left, right, wanted=kind is ast.Eq)
    else:
        run = _membership_run(left, right, spot, wanted=kind is ast.In)
    return composed(run, spot, left, right, truth=True)


def chained(kinds: list[type[ast.cmpop]], parts: list[Part], spot: Spot) -> Part:
    """The part that compares several in a row, each with its neighbour, until one comparison fails."""
    tests = [_test(kind, spot) for kind in kinds]
    first, *others = [part.run for part in parts]
    steps = list(zip(tests, others, strict=True))

    def run(facts: Facts) -> bool:
        value = first(facts)
        for test, other in steps:
            before, value = value, other(facts)
            if not test(before, value):
                return False
        return True

    return composed(run, spot, *parts, truth=True)


def _order_run(kind: type[ast.cmpop], left: Part, right: Part, spot: Spot) -> Callable[[Facts], bool]:
    _, compare = ORDERS[kind]
    test = _test(kind, spot)
    first, second = left.run, right.run

    def run(facts: Facts) -> bool:
        one = first(facts)
        other = second(facts)
        if one.__class__ is other.__class__ and one.__class__ in ORDERED:
            return compare(one, other)
        return test(one, other)

    return run


def _equality_run(left: Part, right: Part, *, wanted: bool) -> Callable[[Facts], bool]:
    first, second = left.run, right.run
    if right.fixed and right.value.__class__ is str:
        text: str = right.value
        # A text equals nothing but a text, so Python's own comparison is right.
        if wanted:
            return lambda facts: bool(first(facts) == text)
        return lambda facts: bool(first(facts) != text)
    return lambda facts: equal(first(facts), second(facts)) is wanted


def _membership_run(left: Part, right: Part, spot: Spot, *, wanted: bool) -> Callable[[Facts], bool]:
    first, second = left.run, right.run
    members = right.value if right.fixed else None
    if members.__class__ is list and all(member.__class__ is str for member in members):
        texts = frozenset(members)

        def run(facts: Facts) -> bool:
            one = first(facts)
            return (one.__class__ is str and one in texts) is wanted

        return run
    return lambda facts: _is_member(first(facts), second(facts), spot) is wanted


def _test(kind: type[ast.cmpop], spot: Spot) -> Test:
    if kind in ORDERS:
        sign, compare = ORDERS[kind]
        return lambda one, other: _in_order(sign, compare, one, other, spot)
    if kind in (ast.Eq, ast.NotEq):
        return lambda one, other: equal(one, other) is (kind is ast.Eq)
    return lambda one, other: _is_member(one, other, spot) is (kind is ast.In)


def _in_order(sign: str, compare: Test, one: Any, other: Any, spot: Spot) -> bool:
    if one is None or other is None:
        return False
    same = one.__class__ is other.__class__ and one.__class__ in ORDERED
    if same or (one.__class__ in NUMBERS and other.__class__ in NUMBERS):
        return compare(one, other)
    raise _incomparable(sign, one, other, spot)


def _is_member(one: Any, members: Any, spot: Spot) -> bool:
    if members is None:
        return False
    if members.__class__ is not list:
        name = kind_name(members)
        raise spot.error(
            Text(
                f"in 的右边要列表，这里是{name.zh}。", f"`in` needs a list on its right, this is {name.en}."
            ),
            Text(
                '列表写作 ["甲", "乙"]；查找文本请用 contains(…)。',
                'Write ["a", "b"]; in texts use contains(…).',
            ),
        )
    if one.__class__ in LIKE_ONLY_THEIR_OWN:
        return one in members
    return any(equal(one, member) for member in members)


def _incomparable(sign: str, one: Any, other: Any, spot: Spot) -> ExpressionError:
    left, right = kind_name(one), kind_name(other)
    return spot.error(
        Text(
            f"{left.zh}与{right.zh}不能用 {sign} 比较。",
            f"{sign} does not compare {left.en} with {right.en}.",
        ),
        Text(
            "请比较两个数字、文本、日期或时刻，可用 number(…)、date(…)、text(…) 转换。",
            "Compare two numbers, texts, dates or moments; number(…), date(…) and text(…) convert.",
        ),
    )
