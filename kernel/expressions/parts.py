"""One piece of a compiled rule: a closure over the facts, and where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kernel.errors import ExpressionError
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


def mismatch(spot: Spot, what: Text) -> ExpressionError:
    """The refusal of values that do not go together."""
    return spot.error(
        what, Text("请用同一类的值，可用函数转换。", "Use values of one kind; functions convert them.")
    )
