"""and, or, not, and the choice between two values: only true and false decide, and empty counts as false."""

from collections.abc import Callable, Sequence
from typing import Any

from kernel.expressions.parts import Part, Run, composed
from kernel.expressions.spots import Spot
from kernel.expressions.values import Facts, kind_name
from kernel.text import Text


def every(parts: Sequence[Part], spot: Spot) -> Part:
    """The part that is true when all others are; it stops at the first that is not."""
    tests = [decided(part) for part in parts]

    def run(facts: Facts) -> bool:
        for test in tests:  # noqa: SIM110 — all(…) over a generator takes three times as long
            if not test(facts):
                return False
        return True

    return composed(run, spot, *parts, truth=True)


def some(parts: Sequence[Part], spot: Spot) -> Part:
    """The part that is true when one of the others is; it stops at the first that is."""
    tests = [decided(part) for part in parts]

    def run(facts: Facts) -> bool:
        for test in tests:  # noqa: SIM110 — any(…) over a generator takes three times as long
            if test(facts):
                return True
        return False

    return composed(run, spot, *parts, truth=True)


def opposite(operand: Part, spot: Spot) -> Part:
    """The part that is true when the other is not."""
    test = decided(operand)
    return composed(lambda facts: not test(facts), spot, operand, truth=True)


def chosen(condition: Part, then: Part, otherwise: Part, spot: Spot) -> Part:
    """One part when the condition is true, the other when it is not; the one not chosen is never computed."""
    test, yes, no = decided(condition), then.run, otherwise.run

    def run(facts: Facts) -> Any:
        return yes(facts) if test(facts) else no(facts)

    return composed(run, spot, condition, then, otherwise, truth=then.truth and otherwise.truth)


def decided(part: Part) -> Callable[[Facts], bool]:
    """The part as a condition."""
    if part.truth:
        return part.run
    inner: Run = part.run

    def run(facts: Facts) -> bool:
        value = inner(facts)
        if value is True:
            return True
        if value is False or value is None:
            return False
        name = kind_name(value)
        raise part.spot.error(
            Text(f"这里要是非，实际是{name.zh}。", f"True or false is needed here, this is {name.en}."),
            Text("请写成比较，例如 x != None。", "Write a comparison, such as x != None."),
        )

    return run
