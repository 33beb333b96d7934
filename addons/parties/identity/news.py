"""What parties are told about identities and claims, handed to whatever plugin passes it on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from addons.parties.seams import PARTY_LISTENER
from approvals.people.assignment import PartyRef
from kernel.registry import Registry
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class News:
    """Something told once to each of its parties; the key says which telling it is."""

    key: str
    to: tuple[PartyRef, ...]
    title: Text
    body: Text
    link: str
    """A path on this site, where one sees or does more."""
    at: datetime


def tell(session: Session, registry: Registry, news: News) -> None:
    """Every listener has passed the news on, in this transaction."""
    for entry in registry.entries(PARTY_LISTENER):
        entry.thing(session, news)
