"""Finding from anywhere: what the plugins find for somebody by a few typed letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from kernel.access import Actor, rules_of, scoped
from kernel.registry import Entry, Registry
from kernel.seams import FINDER
from kernel.text import Text

Rows = TypeVar("Rows", bound=Any)
LONGEST = 80
"""Letters of a search that are looked at."""
LEAST = 2
"""Letters for which rows are looked up: one finds half of everything."""
UNSAID = Text("", "")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: what it is called, its page, and what tells it from others."""

    title: Text
    endpoint: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    about: Text = UNSAID


@dataclass(frozen=True, slots=True)
class Group:
    """What one finder found, under its heading."""

    title: Text
    icon: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who looks for something, and what the looking stands on."""

    actor: Actor
    permissions: frozenset[tuple[str, str]]
    registry: Registry
    now: datetime
    role_version: int | None = None

    def may(self, permission: str, resource: str) -> bool:
        """Whether a role of theirs has the permission at all."""
        return (permission, resource) in self.permissions

    def theirs(
        self, session: Session, statement: Select[Rows], model: type[Any], *, permission: str
    ) -> Select[Rows]:
        """The statement over the rows of `model` that they may see."""
        rules = rules_of(session, self.actor.role_ids, version=self.role_version)
        return scoped(
            statement, model, self.actor, permission=permission, registry=self.registry, rules=rules
        )


def found(session: Session, seeker: Seeker, text: str, *, limit: int) -> list[Group]:
    """What every finder finds, under its heading; a finder that finds nothing has none."""
    wanted = " ".join(text.split())[:LONGEST]
    groups = [
        Group(entry.options["title"], entry.options["icon"], _hits(entry, session, seeker, wanted, limit))
        for entry in sorted(seeker.registry.entries(FINDER), key=lambda one: one.options["order"])
    ]
    return [group for group in groups if group.hits]


def _hits(entry: Entry, session: Session, seeker: Seeker, wanted: str, limit: int) -> tuple[Hit, ...]:
    hits: Sequence[Hit] = entry.thing(session, seeker, wanted, limit)
    return tuple(hits[:limit])
