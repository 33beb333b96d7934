"""What carries a telling out of the house, and which of the ways can be used here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from addons.notices.seams import CARRIER
from kernel.registry import Registry
from kernel.surroundings import Surroundings
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Told:
    """One telling to one account, ready to be carried; links are whole addresses."""

    key: str
    title: Text
    body: Text
    link: str
    preferences: str
    """Where its reader says how they want to hear of things."""
    site: str
    """What the platform is called."""
    at: datetime


class Carrier(Protocol):
    """A way out of the house."""

    def is_ready(self, around: Surroundings) -> bool:
        """Whether this installation can send anything this way."""
        ...

    def address(self, session: Session, user_id: int) -> str | None:
        """Where the account is reached, if it has said so and proved it."""
        ...

    def carry(self, around: Surroundings, address: str, told: Told) -> None:
        """It is on its way; what fails raises and is tried again later."""
        ...


def carriers(registry: Registry, around: Surroundings) -> Iterator[tuple[str, Text, Carrier]]:
    """The carriers that can be used here, each with its name and title."""
    for entry in registry.entries(CARRIER):
        found: Carrier = entry.thing()
        if found.is_ready(around):
            yield entry.name, entry.options["title"], found
