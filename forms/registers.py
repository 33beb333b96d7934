"""The option registers that forms draw from: definitions of their own, the version in force being what is offered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.options import OptionRegister, examined_register, registers_named, with_former
from kernel.errors import NotFound
from kernel.models import Definition, DefinitionVersion
from kernel.text import Text

KIND = "option_register"
MOST = 256
"""Registers that a process keeps."""
FORMER = 20
"""So many versions back options keep their words after they were dropped."""


def registers_of(session: Session, body: Mapping[str, Any]) -> dict[str, OptionRegister]:
    """The registers from which the fields of this form choose; one that there is not is left out."""
    names = registers_named(body)
    return registers_called(session, names) if names else {}


def registers_called(session: Session, names: Collection[str]) -> dict[str, OptionRegister]:
    """The registers of these names as they are in force."""
    wanted = (
        select(Definition.name, Definition.id, DefinitionVersion.id, DefinitionVersion.digest)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.name.in_(sorted(names)), Definition.kind == KIND)
    )
    return {
        name: _register(session, number, version, digest)
        for name, number, version, digest in session.execute(wanted)
    }


def offered_registers(session: Session) -> list[tuple[str, Text]]:
    """Every register that a form may draw from, with its title."""
    rows = session.execute(
        select(Definition.name, DefinitionVersion.body["title"])
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.kind == KIND, Definition.retired.is_(False))
        .order_by(Definition.name)
    )
    # the options of every register would be read for each page of the designer
    return [(name, examined_register({"title": title})[0].title) for name, title in rows]


@dataclass(frozen=True, slots=True)
class Listed:
    """A register as a list shows it."""

    name: str
    title: Text
    number: int
    count: int


def registers_listed(session: Session) -> list[Listed]:
    """Every register in force, with how many options can be chosen."""
    rows = session.execute(
        select(Definition.name, DefinitionVersion.number, DefinitionVersion.body)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.kind == KIND, Definition.retired.is_(False))
        .order_by(Definition.name)
    )
    found = [(name, number, examined_register(body)[0]) for name, number, body in rows]
    return [
        Listed(name, register.title, number, sum(not option.closed for option in register.options))
        for name, number, register in found
    ]


def register_in_force(session: Session, name: str) -> DefinitionVersion:
    """The register of that name."""
    found: DefinitionVersion | None = session.scalar(
        select(DefinitionVersion)
        .join(Definition, Definition.current_id == DefinitionVersion.id)
        .where(Definition.name == name, Definition.kind == KIND, Definition.retired.is_(False))
    )
    if found is None:
        raise NotFound(
            Text(f"没有选项登记册“{name}”。", f"There is no option register “{name}”."),
            remedy=Text("请从列表中选择。", "Choose one from the list."),
            place=name,
        )
    return found


def _register(session: Session, definition_id: int, version_id: int, digest: str) -> OptionRegister:
    # an id says which version of one database; the digest tells it from another's
    key = (version_id, digest)
    if (known := _kept.get(key)) is not None:
        return known
    versions = session.scalars(
        select(DefinitionVersion.body)
        .where(DefinitionVersion.definition_id == definition_id)
        .order_by(DefinitionVersion.number.desc())
        .limit(FORMER)
    )
    current, *former = (examined_register(body)[0] for body in versions)
    while len(_kept) >= MOST:
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = found = with_former(current, former)
    return found


_kept: dict[tuple[int, str], OptionRegister] = {}
