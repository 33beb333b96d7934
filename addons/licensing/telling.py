"""Something to be told, in the words of its event, and the passing of it to whatever ways of telling are installed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing.seams import TOLD
from addons.licensing.wording import worded
from approvals.people.assignment import PartyRef
from kernel.access.tables import USER
from kernel.registry import Registry
from kernel.text import Text

ACCOUNT = "account"
"""The kind of a party that is an account itself: what is told to a clerk and not to the whole office."""
Words = Mapping[str, Text]


class Group(StrEnum):
    """What a telling is about; people say for each how they want to hear of it."""

    PROGRESS = "progress"
    CORRECTION = "correction"
    OUTCOME = "outcome"
    TASK = "task"
    DEADLINE = "deadline"
    REMINDER = "reminder"
    MESSAGE = "message"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Word:
    """A name that a wording may use, what it means, and a sample."""

    name: str
    title: Text
    sample: Text


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is told of: its words, and how it is told until an office words it otherwise."""

    name: str
    group: Group
    title: Text
    subject: Text
    text: Text
    words: tuple[Word, ...]


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
    event: str = ""
    words: Words = field(default_factory=lambda: MappingProxyType({}))
    """What an office that words the event otherwise may say."""
    group: Group = Group.PROGRESS


def message_of(
    event: Event, words: Words, *, key: str, to: tuple[PartyRef, ...], link: str, at: datetime
) -> Message:
    """The event told in its own words."""
    subject, text = said(event.subject, words), said(event.text, words)
    return Message(key, to, subject, text, link, at, event.name, words, event.group)


def said(wording: Text, words: Words) -> Text:
    """The wording with the words in it, in either language."""
    zh = worded(wording.zh, {name: word.zh for name, word in words.items()})
    return Text(zh, worded(wording.en, {name: word.en for name, word in words.items()}))


def tell(session: Session, registry: Registry, message: Message) -> None:
    """Every installed way of telling has taken the message on, in this transaction."""
    if message.to:
        for entry in registry.entries(TOLD):
            entry.thing(session, message)


def accounts_named(session: Session, usernames: tuple[str, ...]) -> tuple[PartyRef, ...]:
    """The accounts of these names; one that is closed or gone is left out."""
    if not usernames:
        return ()
    open_ones = USER.c.username.in_(usernames), USER.c.active.is_(True)
    found = session.execute(select(USER.c.username, USER.c.id).where(*open_ones))
    ids = {row.username: row.id for row in found}
    return tuple(PartyRef(ACCOUNT, ids[name]) for name in usernames if name in ids)
