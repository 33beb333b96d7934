"""Something to be told to parties, and the passing of it to whatever ways of telling are installed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from addons.licensing.seams import TOLD
from approvals.assignment import PartyRef
from kernel.registry import Registry
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Message:
    """What is told once to each of its parties; the key says which telling it is."""

    key: str
    to: tuple[PartyRef, ...]
    title: Text
    body: Text
    link: str
    """A path on this site, where one sees or does more."""
    at: datetime


def tell(session: Session, registry: Registry, message: Message) -> None:
    """Every installed way of telling has taken the message on, in this transaction."""
    if message.to:
        for entry in registry.entries(TOLD):
            entry.thing(session, message)
