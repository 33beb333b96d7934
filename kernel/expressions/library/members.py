"""Functions that walk through lists, or through several values given one by one."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from kernel.errors import ExpressionError
from kernel.expressions.comparing import ORDERED
from kernel.expressions.functions import EVERY, Function, Parameter
from kernel.expressions.values import EXACT, NUMBERS, Kind, equal, kind_name
from kernel.text import Text

VALUES = Parameter("values", EVERY, many=True)
LIST = Parameter("list", (Kind.LIST, Kind.EMPTY))


def length(value: Any) -> int:
    """Characters of a text, members of a list, none of an empty value."""
    return 0 if value is None else len(value)


def total(*values: Any) -> Decimal:
    """The sum of the numbers; empty values are left out."""
    result = Decimal(0)
    for value in filled(values):
        if value.__class__ not in NUMBERS:
            name = kind_name(value)
            raise ExpressionError(
                Text(f"{name.zh}不能求和。", f"A sum cannot hold {name.en}."),
                remedy=Text(
                    "请只给数字，或先用 number(…) 转换。", "Give numbers only, or convert with number(…)."
                ),
            )
        result = EXACT.add(result, value)
    return result


def extreme(choose: Callable[[Sequence[Any]], Any]) -> Callable[..., Any]:
    """The function that chooses the least or the greatest of values of one kind; empty when there is none."""

    def chosen(*values: Any) -> Any:
        found = filled(values)
        if not found:
            return None
        kinds = {Decimal if value.__class__ is int else value.__class__ for value in found}
        if len(kinds) > 1 or not kinds <= ORDERED:
            raise ExpressionError(
                Text("这些值不能互相比较大小。", "These values cannot be compared with each other."),
                remedy=Text(
                    "请只给数字，或只给文本、日期、时刻。", "Give only numbers, texts, dates or moments."
                ),
            )
        return choose(found)

    return chosen


def filled(values: Sequence[Any]) -> list[Any]:
    """The members of the one list, or the values themselves, without the empty ones."""
    one = values[0] if len(values) == 1 else None
    return [value for value in (one if one.__class__ is list else values) if value is not None]


def truths(members: list[Any] | None) -> list[bool]:
    """The members as true or false; empty ones count as false."""
    for member in members or ():
        if member is not None and member.__class__ is not bool:
            name = kind_name(member)
            raise ExpressionError(
                Text(
                    f"列表里要是非，有一项是{name.zh}。",
                    f"The list must hold true or false, one member is {name.en}.",
                ),
                remedy=Text("请先写成比较。", "Write comparisons as its members."),
            )
    return [member is True for member in members or ()]


def counted(members: list[Any] | None, *wanted: Any) -> int:
    """How many members are the value; without one, how many are not empty."""
    if not wanted:
        return sum(member is not None for member in members or ())
    return sum(equal(member, wanted[0]) for member in members or ())


FUNCTIONS = (
    Function(
        "len",
        (Parameter("value", (Kind.TEXT, Kind.LIST, Kind.EMPTY)),),
        Text("文本的字数或列表的项数，空值为 0", "characters of a text or members of a list; 0 when empty"),
        length,
        'len("通办") == 2 and len([1, None]) == 2 and len(None) == 0',
    ),
    Function(
        "count",
        (LIST, Parameter("value", EVERY, optional=True)),
        Text(
            "列表中等于某值的项数；不给值则为非空的项数",
            "members that are the value; without one, those not empty",
        ),
        counted,
        "count([1, 2, 1], 1) == 2 and count([1, None]) == 1",
    ),
    Function(
        "sum",
        (VALUES,),
        Text(
            "一个列表或几个数字之和，略去空值", "the sum of a list or of several numbers, without empty ones"
        ),
        total,
        "sum([1, None, 2.5]) == 3.5 and sum(1, 2) == 3",
    ),
    Function(
        "min",
        (VALUES,),
        Text("最小的一个，略去空值；没有则为空值", "the least, without empty ones; empty when there is none"),
        extreme(min),
        "min([3, 1]) == 1 and min(None, 2) == 2",
    ),
    Function(
        "max",
        (VALUES,),
        Text(
            "最大的一个，略去空值；没有则为空值", "the greatest, without empty ones; empty when there is none"
        ),
        extreme(max),
        "max(3, 1) == 3 and max([]) == None",
    ),
    Function(
        "any",
        (LIST,),
        Text("是否有一项为真", "whether one member is true"),
        lambda members: any(truths(members)),
        "any([False, True]) and not any([])",
    ),
    Function(
        "all",
        (LIST,),
        Text("是否每项都为真", "whether every member is true"),
        lambda members: all(truths(members)),
        "all([True, True]) and not all([True, None])",
    ),
)
