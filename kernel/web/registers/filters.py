"""By what a register is narrowed: choices, spans and words, each one named argument of the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from kernel.text import Text
from kernel.web.registers.columns import Words
from kernel.web.registers.reader import Reader


@dataclass(frozen=True, slots=True)
class Choices:
    """One or several of a closed list: `?status=active&status=closed`."""

    name: str
    title: Text | None = None
    """By default that of the column of the same name."""
    words: Words | Callable[[Reader], Words] | None = None
    """By default those of the column; a function reads them, such as the offices in reach."""
    sql: ColumnElement[Any] | Any | None = None
    criterion: Callable[[str, Reader], ColumnElement[bool]] | None = None
    """Instead of comparing: the criterion of one choice."""


@dataclass(frozen=True, slots=True)
class Between:
    """From one day or number to another, both included: `?since.from=2026-01-01&since.to=today+90`."""

    name: str
    title: Text | None = None
    sql: ColumnElement[Any] | Any | None = None


@dataclass(frozen=True, slots=True)
class Contains:
    """The words occur in the column: `?name.has=长春`."""

    name: str
    title: Text | None = None
    sql: ColumnElement[Any] | Any | None = None


Filter = Choices | Between | Contains


@dataclass(frozen=True, slots=True)
class StandingView:
    """Filters under a name beside every list, with the number of rows: `asked` as they stand in an address."""

    name: str
    title: Text
    asked: Mapping[str, str | tuple[str, ...]]
    kind: str = ""
    """How its number is drawn: ok, warn, bad, info; plain without it."""
