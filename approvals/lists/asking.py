"""Questions about open tasks in made-up words, so that the statement is compiled once for everybody who asks alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Dialect

from approvals.lists.narrowing import Narrowing
from approvals.lists.views import SOON, View, criteria_of
from approvals.people.assignment import Standing
from approvals.people.waiting import role_of
from kernel.prepared import Prepared

DAY = date.min
"""Stands for today; no task is due so early."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose open tasks, of which list, on which day, narrowed to what."""

    standing: Standing
    view: View
    today: date
    narrowing: Narrowing

    @property
    def offices(self) -> list[int]:
        """The offices that the question is about."""
        return self.narrowing.offices(self.standing.offices)

    def criteria(self) -> list[ColumnElement[bool]]:
        """The same as conditions on tasks, without the office."""
        lists = [*criteria_of(self.view, self.today), *self.narrowing.criteria(self.today, self.offices)]
        return [*lists, role_of(self.standing), self.narrowing.untaken(self.standing.name)]


class Masks:
    """Hands out made-up words in order: who has as many offices, roles and matters asks in the same ones."""

    def __init__(self, today: date) -> None:
        ahead = timedelta(days=SOON)
        self.stands: dict[Any, Any] = {DAY: today, DAY + ahead: today + ahead}
        """What each made-up word stands for."""

    def word(self, real: str) -> str:
        """A word that nobody uses; what says nothing stays as it is."""
        made = f"\0{len(self.stands)}"
        if real:
            self.stands[made] = real
        return made if real else ""

    def number(self, real: int) -> int:
        """A number that nothing has; zero stays as it is."""
        made = -len(self.stands)
        if real:
            self.stands[made] = real
        return made if real else 0

    def words(self, real: Iterable[str]) -> frozenset[str]:
        """As many of them."""
        return frozenset(self.word(one) for one in sorted(real))

    def standing(self, real: Standing, offices: Iterable[int]) -> Standing:
        """Whoever asks, of these offices, with as many roles."""
        numbers = frozenset(self.number(one) for one in sorted(offices))
        return Standing(None, self.word(real.name), offices=numbers, roles=self.words(real.roles))

    def narrowing(self, real: Narrowing) -> Narrowing:
        """What a list is narrowed to, in the same respects."""
        return replace(
            real,
            matter=self.word(real.matter),
            office=self.number(real.office),
            step=self.word(real.step),
            label=self.number(real.label),
            matters=self.words(real.matters),
            deputy=real.deputy and self.standing(real.deputy, real.deputy.offices),
        )


@lru_cache(maxsize=4096)
def masked(asked: Asked) -> tuple[Asked, Mapping[Any, Any]]:
    """The same asked in made-up words, and what they stand for: somebody leafs through one list all day."""
    masks = Masks(asked.today)
    standing = masks.standing(asked.standing, asked.offices)
    narrowing = masks.narrowing(replace(asked.narrowing, office=0))
    return Asked(standing, asked.view, DAY, narrowing), masks.stands


def filled(prepared: Prepared, dialect: Dialect, stands: Mapping[Any, Any]) -> dict[str, Any]:
    """What the parameters of the statement stand for."""
    given = prepared.made(dialect).given
    return {name: stands[made] for name, made in given.items() if made in stands}
