"""One piece of a compiled rule: a closure over the facts, and where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kernel.errors import ExpressionError
from kernel.expressions.limits import DIGITS
from kernel.expressions.spots import Spot
from kernel.expressions.values import Facts
from kernel.text import Text

Run = Callable[[Facts], Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What a node computes; `fixed` needs no facts, `truth` is never anything but true or false."""

    run: Run
    spot: Spot
    fixed: bool = False
    truth: bool = False

    @property
    def value(self) -> Any:
        """The value of a fixed part."""
        return self.run({})


def constant(value: Any, spot: Spot) -> Part:
    """A part that always has this value."""
    return Part(lambda _: value, spot, fixed=True, truth=value.__class__ is bool)


def composed(run: Run, spot: Spot, *parts: Part, truth: bool = False) -> Part:
    """A part made of others; computed once and for all when none of them needs facts."""
    if all(part.fixed for part in parts):
        return constant(run({}), spot)
    return Part(run, spot, truth=truth)


def beyond_range(spot: Spot) -> ExpressionError:
    """The refusal of a number no rule can hold."""
    return spot.error(
        Text("结果超出数字的范围。", "The result is beyond the range of numbers."),
        Text(
            f"数字最多 {DIGITS} 位，请用较小的数字。",
            f"Numbers have at most {DIGITS} digits; use smaller ones.",
        ),
    )
