"""What one plugin has brought: definitions, patches on others, rows; and what was done to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.layers import LayerMode
from kernel.models import Definition, DefinitionLayer, DefinitionVersion, PluginOperation, PluginRecord
from kernel.text import Text
from kernel.titles import title_in

SHOWN = 20
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Brought:
    """A definition that is in force."""

    name: str
    kind: str
    title: Text
    number: int


def definitions_of(session: Session, plugin: str) -> list[Brought]:
    """The plugin's definitions in force, by kind and name."""
    rows = session.execute(
        select(Definition.name, Definition.kind, DefinitionVersion.body["title"], DefinitionVersion.number)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.plugin == plugin, Definition.retired.is_(False))
        .order_by(Definition.kind, Definition.name)
    )
    return [Brought(name, kind, title_in(name, title), number) for name, kind, title, number in rows]


def amended_by(session: Session, plugin: str) -> Sequence[str]:
    """The definitions of others that the plugin patches in place."""
    return session.scalars(
        select(DefinitionLayer.target)
        .where(DefinitionLayer.plugin == plugin, DefinitionLayer.mode == LayerMode.EXTENSION.value)
        .distinct()
        .order_by(DefinitionLayer.target)
    ).all()


def rows_of(session: Session, plugin: str) -> list[tuple[str, int]]:
    """The registers that the plugin filled, and with how many rows."""
    rows = session.execute(
        select(PluginRecord.model, func.count())
        .where(PluginRecord.plugin == plugin)
        .group_by(PluginRecord.model)
        .order_by(PluginRecord.model)
    )
    return [(model, count) for model, count in rows]


def operations_on(session: Session, plugin: str) -> list[PluginOperation]:
    """The last operations that touched the plugin, also those asked for another plugin."""
    rows = session.execute(
        select(PluginOperation.id, PluginOperation.plugin, PluginOperation.plan["members"])
        .order_by(PluginOperation.id.desc())
        .limit(LOOKED_AT)
    )
    numbers = [
        number
        for number, asked, members in rows
        if asked == plugin or any(one["name"] == plugin for one in members or ())
    ]
    found = session.scalars(
        select(PluginOperation)
        .where(PluginOperation.id.in_(numbers[:SHOWN]))
        .order_by(PluginOperation.id.desc())
    )
    return list(found)
