"""The year ahead, day by day: how many certificates end on each, drawn as weeks beside each other; pure but for the count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from addons.certificates.models import Certificate
from addons.certificates.words import State

WEEKS, DAYS = 53, 7
STEP, SIDE = 19, 15
LEFT, TOP = 34, 22
LEVELS = 4
MOST = 4
"""So many of the fullest days are named."""
SOON = 90


@dataclass(frozen=True, slots=True)
class Cell:
    """A day in the picture."""

    day: date
    count: int
    level: int
    x: int
    y: int
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month: where it stands in the picture, its days and how many end in it."""

    first: date
    last: date
    count: int
    x: int


@dataclass(frozen=True, slots=True)
class Year:
    """What ends in the weeks from this one on."""

    cells: tuple[Cell, ...]
    months: tuple[Month, ...]
    fullest: tuple[tuple[date, int], ...]
    soon: int
    """How many end within 90 days."""

    wide: int = LEFT + WEEKS * STEP
    high: int = TOP + DAYS * STEP
    side: int = SIDE
    weekdays: tuple[tuple[int, int], ...] = tuple((LEFT - 8, TOP + row * STEP + 12) for row in (0, 2, 4, 6))


def ends_by_day(today: date) -> Select[Any]:
    """How many valid certificates end on each day of the year ahead; the caller narrows it to who looks."""
    counted: Any = select(Certificate.valid_to, func.count()).group_by(Certificate.valid_to)
    valid: Select[Any] = counted.where(Certificate.state == State.VALID, *_ahead(today))
    return valid


def year_of(counts: Mapping[date, int], today: date) -> Year:
    """The picture of the counts, and the days on which most of them end."""
    monday = today - timedelta(days=today.weekday())
    # where a day has but a few, one is not yet many
    most = max(*counts.values(), LEVELS) if counts else LEVELS
    days = [monday + timedelta(days=number) for number in range(WEEKS * DAYS)]
    cells = tuple(
        Cell(
            day,
            counts.get(day, 0),
            -(-counts.get(day, 0) * LEVELS // most),
            LEFT + number // DAYS * STEP,
            TOP + number % DAYS * STEP,
            day == today,
        )
        for number, day in enumerate(days)
        if day >= today
    )
    fullest = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST]
    soon = sum(count for day, count in counts.items() if day <= today + timedelta(days=SOON))
    return Year(cells, tuple(_months(cells)), tuple(fullest), soon)


def last_day(today: date) -> date:
    """The last day that the picture shows."""
    return today - timedelta(days=today.weekday()) + timedelta(days=WEEKS * DAYS - 1)


def _ahead(today: date) -> tuple[ColumnElement[bool], ...]:
    return (Certificate.valid_to >= today, Certificate.valid_to <= last_day(today))


def _months(cells: tuple[Cell, ...]) -> list[Month]:
    found: dict[tuple[int, int], list[Cell]] = {}
    for cell in cells:
        found.setdefault((cell.day.year, cell.day.month), []).append(cell)
    return [
        Month(days[0].day, days[-1].day, sum(cell.count for cell in days), days[0].x)
        for days in found.values()
    ]
