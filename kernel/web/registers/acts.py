"""Buttons of a register that lead to pages of its plugin: on one row, or on the rows selected."""

from dataclasses import dataclass

from kernel.text import Text
from kernel.web.request import Permission


@dataclass(frozen=True, slots=True)
class RowAct:
    """A button on the show page; the endpoint takes `pk`. It shows to those who have the permission."""

    endpoint: str
    title: Text
    permission: Permission
    icon: str = ""
    bad: bool = False
    """Whether the act takes something away: the button is red."""


@dataclass(frozen=True, slots=True)
class BulkAct:
    """A button over the selected rows; posts `pk` once for each to the endpoint, with the CSRF token."""

    endpoint: str
    title: Text
    permission: Permission
    icon: str = ""
