"""Functions that ask for, or fill, what is empty."""

from typing import Any

from kernel.expressions.functions import EVERY, Function, Parameter
from kernel.text import Text


def is_empty(value: Any) -> bool:
    """Whether the value is missing, a blank text or a list without members."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def coalesce(*values: Any) -> Any:
    """The first value that is not empty."""
    return next((value for value in values if not is_empty(value)), None)


FUNCTIONS = (
    Function(
        "is_empty",
        (Parameter("value", EVERY),),
        Text("是否空值、空白文本或空列表", "whether it is empty, a blank text or an empty list"),
        is_empty,
        'is_empty(None) and is_empty(" ") and not is_empty(0)',
    ),
    Function(
        "coalesce",
        (Parameter("values", EVERY, many=True),),
        Text("第一个不空的值", "the first value that is not empty"),
        coalesce,
        'coalesce(None, "", 3) == 3',
    ),
)
