"""What a register shows of a row: columns, each one expression of SQL, and the tables they are joined from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from kernel.text import Text

Words = Mapping[str, Text]
"""What the codes of a column mean to people."""

Shown = Callable[[Any], Text | str]
"""How a value is written for people; asked for values that are there."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of list, show page, sheet and API; its name is stable, since addresses and sheets use it."""

    name: str
    title: Text
    sql: ColumnElement[Any] | Any
    words: Words | None = None
    """The words for a column of codes; lists and sheets say them, the API gives the code."""
    kinds: Mapping[str, str] | None = None
    """Codes drawn as tags: ok, warn, bad, info or mute."""
    english: ColumnElement[Any] | Any | None = None
    """What those who read English see instead, where the row has it."""
    shown: Shown | None = None
    """How a value is written; dates, moments, numbers and claims are written as everywhere without it."""
    listed: bool = True
    """Whether the list shows it unless somebody chose columns; the show page has every column."""
    sortable: bool = True
    sheet: bool = True
    """Whether it goes into exports and the API."""


@dataclass(frozen=True, slots=True)
class Join:
    """A table that columns, filters or the search speak of; a left join unless every row has its partner."""

    target: type[Any] | FromClause | Any
    on: ColumnElement[bool] | Any
    always: bool = False
    """Whether every row has its partner: an inner join then."""
