"""How a register is written: a form, and the service that each page, request or row of a sheet goes through."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from wtforms import Form

from kernel.access import Actor
from kernel.keys import KeyRing
from kernel.registry import Registry

Values = Mapping[str, Any]

ROUTES: frozenset[str] = frozenset()
"""The methods of WritingPages that are routes of a register with `writing`."""


class RegisterForm(Form):
    """What may be written of a row; its field names are the columns of sheets and of the API."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, and what writing stands on; made of a request or of deferred work."""

    session: Session
    actor: Actor
    now: datetime
    keys: KeyRing | None
    address: str
    registry: Registry


@dataclass(frozen=True, slots=True)
class Writing:
    """The form of a register with the acts behind it; none of them commits."""

    form: type[RegisterForm]
    find: Callable[[Session, Values], int | None]
    """The row that a row of a sheet means; none when it is new."""
    load: Callable[[Session, int], Values]
    """The values of a row as the form has them."""
    add: Callable[[Writer, Values], int]
    edit: Callable[[Writer, int, Values], None]


class WritingPages:
    """The pages on which a row is added or changed."""
