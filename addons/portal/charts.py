"""Certificates that end within a year, month by month, as bars with places; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.text import Text, listed

MONTHS = 12
SOON = timedelta(days=90)
HEIGHT, PITCH, WIDTH = 70, 23.3, 15
"""Of the drawing: its tallest bar, from one bar to the next, and the width of a bar."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month: how many end in it, and where its bar stands."""

    month: int
    count: int
    soon: bool
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return round(self.x + WIDTH / 2, 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """The months in order, and the same in words."""

    months: tuple[Month, ...]
    words: Text

    @property
    def total(self) -> int:
        """How many end within the year."""
        return sum(month.count for month in self.months)


def expiring(ends: Iterable[date], *, on: date) -> Chart:
    """The twelve months from this one; what ends within ninety days is marked."""
    firsts = [_first(on, number) for number in range(MONTHS)]
    counts = dict.fromkeys(firsts, 0)
    for end in ends:
        first = end.replace(day=1)
        if end >= on and first in counts:
            counts[first] += 1
    tallest = max(*counts.values(), 1)
    months = tuple(_month(number, first, counts[first], tallest, on) for number, first in enumerate(firsts))
    said = [(f"{month.month} 月 {month.count}", f"month {month.month}: {month.count}") for month in months]
    zh, en = listed(word for word, _ in said).zh, listed(word for _, word in said).en
    return Chart(months, Text(f"各月到期证书数：{zh}", f"Certificates that expire, {en}"))


def _first(on: date, number: int) -> date:
    years, month = divmod(on.month - 1 + number, MONTHS)
    return date(on.year + years, month + 1, 1)


def _month(number: int, first: date, count: int, tallest: int, on: date) -> Month:
    height = round(HEIGHT * count / tallest, 1) if count else 1
    return Month(
        first.month,
        count,
        first <= on + SOON,
        round(3 + PITCH * number, 1),
        round(HEIGHT - height, 1),
        height,
    )
