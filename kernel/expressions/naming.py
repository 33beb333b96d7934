"""Names of values and functions: what to say when there is none of that name."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from kernel.errors import ExpressionError
from kernel.expressions.functions import Function
from kernel.expressions.spots import Spot
from kernel.expressions.tokens import CONSTANTS
from kernel.text import Text

SUGGESTED = 3


def unknown_name(
    name: str, spot: Spot, *, known: Iterable[str], functions: Mapping[str, Function]
) -> ExpressionError:
    """The refusal of a name nobody gives a value."""
    remedy = _nearest(name, [*known, *CONSTANTS])
    if function := functions.get(name):
        written = function.signature
        remedy = Text(f"它是函数，请写成 {written} 。", f"It is a function: write {written}.")
    return spot.error(Text(f"没有名为 {name} 的值。", f"There is no value named {name}."), remedy)


def unknown_function(name: str, spot: Spot, functions: Iterable[str]) -> ExpressionError:
    """The refusal of a function nobody has registered."""
    what = Text(f"没有函数 {name} 。", f"There is no function {name}.")
    return spot.error(what, _nearest(name, functions))


def _nearest(name: str, known: Iterable[str]) -> Text:
    spelled = {one.casefold(): one for one in sorted(known)}
    found = [spelled[one] for one in get_close_matches(name.casefold(), spelled, SUGGESTED)]
    if not found:
        return Text("请检查拼写；文本要加引号。", "Check the spelling; texts stand in quotes.")
    return Text(f"是不是 {'、'.join(found)}？", f"Did you mean {', '.join(found)}?")
