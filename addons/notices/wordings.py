"""How this office words what is told: every event, its template in force, and a message in the words of that."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing.seams import EVENTS
from addons.licensing.telling import Event, Message, said
from addons.notices.definition import NoticeTemplate, examined
from kernel.definitions import STUDIO
from kernel.models import Definition, DefinitionVersion
from kernel.registry import Registry

KIND = "notice_template"


@dataclass(frozen=True, slots=True)
class InForce:
    """A template in force: its definition and version, and what it says."""

    name: str
    number: int
    template: NoticeTemplate


def events_of(registry: Registry) -> Mapping[str, Event]:
    """Every event that is told of, by name, in the order of the plugins."""
    return {event.name: event for entry in registry.entries(EVENTS) for event in entry.thing()}


def templates_in_force(session: Session) -> Mapping[str, InForce]:
    """The template of each event that has one: the office's own before that of a plugin."""
    rows = session.execute(
        select(Definition.name, Definition.plugin, DefinitionVersion.number, DefinitionVersion.body)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.kind == KIND, Definition.retired.is_(False))
    ).all()
    # of several the last one stands: the studio's come last, each by its name
    rows = sorted(rows, key=lambda row: (row.plugin == STUDIO, row.name))
    found = {}
    for name, _, number, body in rows:
        template, _problems = examined(body)
        found[template.event] = InForce(name, number, template)
    return found


def reworded(session: Session, message: Message) -> Message:
    """The message in the words of this office, where it has its own for the event."""
    found = templates_in_force(session).get(message.event) if message.event else None
    if found is None:
        return message
    template = found.template
    return replace(
        message, title=said(template.subject, message.words), body=said(template.text, message.words)
    )
