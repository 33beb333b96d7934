"""The matters as they are defined now, and as they were when somebody applied; each version read once a process."""

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from addons.licensing.definition import Matter
from addons.licensing.reading import read_matter
from kernel.errors import NotFound
from kernel.models import Definition, DefinitionVersion
from kernel.text import Text

KIND = "matter"
_read: WeakKeyDictionary[Engine, dict[int, Matter]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class MatterVersion:
    """A matter with its name and the version that says it."""

    name: str
    version_id: int
    matter: Matter


def matter_in_force(session: Session, name: str) -> MatterVersion:
    """The matter that one can apply for under this name."""
    version_id = session.scalar(
        select(Definition.current_id).where(
            Definition.name == name, Definition.kind == KIND, Definition.retired.is_(False)
        )
    )
    if version_id is None:
        raise no_such_matter(name)
    return MatterVersion(name, version_id, matter_of_version(session, version_id))


def matters_in_force(session: Session) -> Sequence[MatterVersion]:
    """Every matter that one can apply for, in the order of their codes."""
    rows = session.execute(
        select(Definition.name, Definition.current_id).where(
            Definition.kind == KIND, Definition.retired.is_(False)
        )
    )
    found = [
        MatterVersion(name, number, matter_of_version(session, number))
        for name, number in rows
        if number is not None
    ]
    return sorted(found, key=lambda one: (one.matter.code, one.name))


def matter_of_version(session: Session, version_id: int) -> Matter:
    """What the version says; it never changes."""
    kept = _read.setdefault(session.get_bind().engine, {})
    found = kept.get(version_id)
    if found is None:
        body = session.scalars(select(DefinitionVersion.body).where(DefinitionVersion.id == version_id)).one()
        found = kept[version_id] = read_matter(body)
    return found


def no_such_matter(name: str) -> NotFound:
    """Nobody can apply for it."""
    return NotFound(
        Text(f"没有名为 {name} 的事项，或已停办。", f"There is no matter {name}, or it is closed."),
        remedy=Text("请从服务目录中选择。", "Choose one from the catalogue of services."),
        place=name[:100],
    )
