"""The fields of a register's form as they are declared, without a form being made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms.fields.core import UnboundField

from kernel.text import Text


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """One field: its name, its label, whether it must be filled."""

    name: str
    label: Text
    required: bool


def fields_of(form: type[Any]) -> Sequence[DeclaredField]:
    """The fields of the form, in the order of their declaration."""
    unbound = [(name, one) for name in dir(form) if isinstance(one := getattr(form, name), UnboundField)]
    unbound.sort(key=lambda pair: pair[1].creation_counter)
    return [DeclaredField(name, one.args[0], bool(one.kwargs.get("required", True))) for name, one in unbound]
