"""The definitions in force as the list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.models import Definition, DefinitionLayer, DefinitionVersion
from kernel.text import Text
from kernel.titles import title_in

MOST = 200
"""So many are listed; who looks for one of more has to say what it is called."""


@dataclass(frozen=True, slots=True)
class Row:
    """One definition in force."""

    name: str
    kind: str
    plugin: str
    title: Text
    number: int
    published_at: datetime
    published_by: str
    changed: bool


def retired_count(session: Session) -> int:
    """How many definitions are retired."""
    return session.scalar(select(func.count()).select_from(Definition).where(Definition.retired)) or 0


def rows(session: Session, *, retired: bool = False) -> list[Row]:
    """Every definition in force, or every retired one, by kind and name."""
    changed = set(session.scalars(select(DefinitionLayer.target).where(DefinitionLayer.plugin == "studio")))
    found = session.execute(
        select(Definition.name, Definition.kind, Definition.plugin, DefinitionVersion.body["title"])
        .add_columns(DefinitionVersion.number, DefinitionVersion.published_at, DefinitionVersion.published_by)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.retired.is_(retired))
        .order_by(Definition.kind, Definition.name)
    )
    return [
        Row(name, kind, plugin, title_in(name, title), number, at, by, name in changed)
        for name, kind, plugin, title, number, at, by in found
    ]


def matching(found: Iterable[Row], *, query: str = "", kind: str = "", changed: bool = False) -> list[Row]:
    """The definitions that a filter leaves."""
    needle = query.strip().lower()
    return [
        one
        for one in found
        if (not needle or needle in f"{one.name} {one.title.zh} {one.title.en}".lower())
        and (not kind or one.kind == kind)
        and (not changed or one.changed)
    ]
