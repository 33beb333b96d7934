"""What matters, offices and steps are called, for filters and sheets."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.assignment import Standing
from approvals.cases import CASE, IS_OPEN, TASK
from approvals.chains import compiled_chain
from approvals.seams import OFFICE_NAME
from approvals.statements import COUNTER
from approvals.timeline import step_title
from approvals.waiting import role_of
from kernel.models import Definition, DefinitionVersion
from kernel.registry import Registry
from kernel.text import Text

MATTERS = ("matter", "chain")
"""The kinds whose names a case bears as its matter; without a matter it goes by its chain."""
LOOKED_AT = 1_000
"""So many open tasks are looked at for the steps that a list may be narrowed to."""


def matters_named(session: Session, names: Collection[str]) -> dict[str, Text]:
    """The titles of the matters; one that is none goes by its name."""
    found = {name: Text(name, name) for name in names}
    rows = session.execute(
        select(Definition.name, DefinitionVersion.body)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.name.in_(sorted(names)), Definition.kind.in_(MATTERS))
    )
    return found | {name: _title(name, body) for name, body in rows}


def offices_named(session: Session, registry: Registry, offices: Collection[int]) -> dict[int, Text]:
    """The names of the offices; one that no plugin knows goes by its number."""
    found = {office: Text(f"#{office}", f"#{office}") for office in offices}
    for entry in registry.entries(OFFICE_NAME) if found else ():
        found |= entry.thing(session, sorted(found))
    return found


def matters_at(session: Session, offices: Collection[int]) -> list[str]:
    """The matters of which there has been work at the offices."""
    known = select(COUNTER.c.matter).where(COUNTER.c.office_id.in_(sorted(offices))).distinct()
    return sorted(session.scalars(known))


def steps_at(session: Session, registry: Registry, standing: Standing) -> dict[str, Text]:
    """The steps at which something waits for somebody, by their titles."""
    waiting = (
        select(TASK.c.step, TASK.c.case_id)
        .where(TASK.c.office_id.in_(sorted(standing.offices)), IS_OPEN, role_of(standing))
        .limit(LOOKED_AT)
        .subquery()
    )
    rows = session.execute(
        select(waiting.c.step, CASE.c.version_id).join(CASE, CASE.c.id == waiting.c.case_id).distinct()
    )
    return {
        step: step_title(compiled_chain(session.connection(), registry, version), step)
        for step, version in sorted(tuple(row) for row in rows)
    }


def with_chosen(names: Sequence[Any], chosen: Any) -> list[Any]:
    """The names, with the chosen one even when nothing goes by it any more."""
    return [*names] if not chosen or chosen in names else [*names, chosen]


def _title(name: str, body: Any) -> Text:
    title = body.get("title") if isinstance(body, dict) else None
    if isinstance(title, dict):
        zh = str(title.get("zh") or name)
        return Text(zh, str(title.get("en") or zh))
    return Text(str(title or name), str(title or name))
