"""Shares of months as a line: where it goes, what stands at its sides; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from approvals.lists.overview import Finished

WIDE, HIGH = 420, 150
LEFT, RIGHT, TOP, BOTTOM = 40, 34, 18, 24
ABOVE, BELOW = 9, 19
"""How far from the last point its words stand."""
STEPS = (0.02, 0.05, 0.1, 0.25)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words at a place of the picture."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A line of shares, its grid, the goal, and its last point."""

    points: str
    across: tuple[Mark, ...]
    """The lines of the grid, each with its share."""
    months: tuple[Mark, ...]
    goal: float
    last: Mark
    label: float
    """The height of the words at the last point, on the side from which the line does not come."""

    wide: int = WIDE
    high: int = HIGH
    left: int = LEFT
    right: int = WIDE - RIGHT


def chart_of(months: Sequence[Finished], goal: float) -> Chart | None:
    """The line of the months that have a share; none for fewer than two."""
    known = [(place, one) for place, one in enumerate(months) if one.rate is not None]
    if len(known) < 2:
        return None
    rates = [one.rate or 0.0 for _, one in known]
    least, step = _scale(min(*rates, goal))

    def x(place: int) -> float:
        return round(LEFT + (WIDE - LEFT - RIGHT) * place / (len(months) - 1), 1)

    def y(rate: float) -> float:
        return round(TOP + (HIGH - TOP - BOTTOM) * (1 - rate) / (1 - least), 1)

    lines = [1 - step * place for place in range(round((1 - least) / step) + 1)]
    return Chart(
        points=" ".join(f"{x(place)},{y(one.rate or 0.0)}" for place, one in known),
        across=tuple(Mark(LEFT - 6, y(rate), f"{rate:.0%}") for rate in lines),
        months=tuple(
            Mark(x(place), HIGH - 6, str(int(one.key[-2:])))
            for place, one in enumerate(months)
            if place % 2 == (len(months) - 1) % 2
        ),
        goal=y(goal),
        last=Mark(x(known[-1][0]), y(rates[-1]), f"{rates[-1]:.1%}"),
        label=_beside(y(rates[-2]), y(rates[-1])),
    )


def _beside(before: float, last: float) -> float:
    below = last + BELOW
    return below if before < last and below < HIGH - BOTTOM else last - ABOVE


def _scale(lowest: float) -> tuple[float, float]:
    """The share at the foot of the picture, and how far the lines of its grid are apart."""
    for step in STEPS:
        if 1 - 3 * step <= lowest:
            return 1 - 3 * step, step
    return 0.0, STEPS[-1]
