"""What matters, offices and steps are called, for filters and sheets."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, String, bindparam, false, literal, or_, select
from sqlalchemy.orm import Session

from approvals.casefile.timeline import step_title
from approvals.cases.statements import COUNTER
from approvals.cases.view import IS_OPEN, TASK
from approvals.chains.versions import BODY, DEFINITION, VERSION, compiled_chain
from approvals.people.assignment import Standing
from approvals.seams import OFFICE_NAME
from kernel.db import connection_of
from kernel.prepared import Among, Prepared
from kernel.registry import Registry
from kernel.text import Text

MATTERS = ("matter", "chain")
"""The kinds whose names a case bears as its matter; without a matter it goes by its chain."""
LOOKED_AT = 1_000
"""So many open tasks are looked at for the steps that a list may be narrowed to."""
KNOWN = Prepared(select(COUNTER.c.matter).where(Among(COUNTER.c.office_id, "offices")).distinct())
_titles: WeakKeyDictionary[Engine, dict[int, Text]] = WeakKeyDictionary()
"""What matters are called by the version that says so, which never changes."""


def matters_named(session: Session, names: Collection[str]) -> dict[str, Text]:
    """The titles of the matters; one that is none goes by its name."""
    connection = connection_of(session)
    kept = _titles.setdefault(connection.engine, {})
    found = {name: Text(name, name) for name in names}
    if not found:
        return {}
    for name, version in _current(len(found)).rows(connection, _numbered("name", found)):
        if version not in kept:
            kept[version] = _title(name, connection.execute(BODY, {"id": version}).scalar_one())
        found[name] = kept[version]
    return found


def offices_named(session: Session, registry: Registry, offices: Collection[int]) -> dict[int, Text]:
    """The names of the offices; one that no plugin knows goes by its number."""
    found = {office: Text(f"#{office}", f"#{office}") for office in offices}
    for entry in registry.entries(OFFICE_NAME) if found else ():
        found |= entry.thing(session, sorted(found))
    return found


def matters_at(session: Session, offices: Collection[int]) -> list[str]:
    """The matters of which there has been work at the offices."""
    return sorted(matter for (matter,) in KNOWN.rows(connection_of(session), {"offices": offices}))


def steps_at(session: Session, registry: Registry, standing: Standing) -> dict[str, Text]:
    """The steps at which something waits for somebody, by their titles."""
    connection = connection_of(session)
    asked = {"offices": standing.offices, **_numbered("role", sorted(standing.roles))}
    return {
        step: step_title(compiled_chain(connection, registry, version), step)
        for step, version in sorted(_waiting(len(standing.roles)).rows(connection, asked))
    }


def with_chosen(names: Sequence[Any], chosen: Any) -> list[Any]:
    """The names, with the chosen one even when nothing goes by it any more."""
    return [*names] if not chosen or chosen in names else [*names, chosen]


@lru_cache(maxsize=256)
def _current(number: int) -> Prepared:
    """The version in force of so many names."""
    names = [bindparam(f"name{place}", type_=String) for place in range(number)]
    current = select(DEFINITION.c.name, DEFINITION.c.current_id)
    return Prepared(
        current.where(
            DEFINITION.c.name.in_(names), DEFINITION.c.kind.in_([literal(one) for one in MATTERS])
        ).join(VERSION, DEFINITION.c.current_id == VERSION.c.id)
    )


@lru_cache(maxsize=256)
def _waiting(roles: int) -> Prepared:
    """Where tasks of no role, or of one of so many, are open, and by which version; read from the lists' index alone."""
    named = [bindparam(f"role{place}", type_=String) for place in range(roles)]
    theirs = TASK.c.role.in_(named) if named else false()
    waiting = (
        select(TASK.c.step, TASK.c.version_id)
        .where(Among(TASK.c.office_id, "offices"), IS_OPEN, or_(TASK.c.role.is_(None), theirs))
        .where(TASK.c.version_id.is_not(None))
        .limit(LOOKED_AT)
        .subquery()
    )
    return Prepared(select(waiting).distinct())


def _numbered(name: str, words: Iterable[str]) -> dict[str, str]:
    return {f"{name}{place}": word for place, word in enumerate(words)}


def _title(name: str, body: Any) -> Text:
    title = body.get("title") if isinstance(body, dict) else None
    if isinstance(title, dict):
        zh = str(title.get("zh") or name)
        return Text(zh, str(title.get("en") or zh))
    return Text(str(title or name), str(title or name))
