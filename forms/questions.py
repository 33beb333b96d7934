"""What the sections of a form ask, compiled for the loop over answers; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forms.rules import Step
from kernel.expressions import Expression
from kernel.text import Text

Normaliser = Callable[[Any], Any]
Dated = Callable[[Any, date], None]
Beside = Callable[[Any, Any], None]
Cell = tuple[str, Normaliser, bool]


@dataclass(frozen=True, slots=True)
class Check:
    """A condition, where its failure shows, and the words for it."""

    path: str
    holds: Expression
    message: Text
    needs_answer: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A field of rows: its count is normalised first, then each row's cells."""

    name: str
    counted: Normaliser
    required: bool
    cells: tuple[Cell, ...]
    dated: tuple[tuple[str, Dated], ...]
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Questions:
    """What some sections ask, compiled for the loop."""

    names: frozenset[str]
    cells: tuple[Cell, ...]
    tables: tuple[Table, ...] = ()
    dated: tuple[tuple[str, Dated], ...] = ()
    required_when: tuple[tuple[str, Expression], ...] = ()
    optional_unless: tuple[tuple[Expression, tuple[str, ...]], ...] = ()
    """The same by the rule: each is asked once, however many fields it makes required."""
    checks: tuple[Check, ...] = ()
    leaning: tuple[tuple[str, str, Beside], ...] = ()
    """Each field with the other that decides what may be answered, and what refuses the rest."""
    groups: tuple[tuple[str, ...], ...] = ()
    """Fields of which one answer is enough."""

    @property
    def rules(self) -> bool:
        """Whether a rule of these sections has to be asked."""
        return bool(self.checks or self.required_when or self.leaning or self.groups)


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for the whole form: every name empty, the rules in order, the titles."""

    blank: Mapping[str, Any]
    titles: Mapping[str, Text]
    wanted: Mapping[str, Any]
    """What is said of each field that is not filled in."""
    steps: tuple[Step, ...] = ()
    listed: Mapping[str, str] = field(default_factory=dict)
    """The first column of each field of rows that a rule reads."""
