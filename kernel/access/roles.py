"""What roles are: their names for people, whether they work here, and the three duties nobody may join."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kernel.registry import Registry
from kernel.seams import ROLE
from kernel.text import Text


class Duty(StrEnum):
    """The three administrators of 等级保护; nobody holds two of their roles."""

    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


DUTIES = {
    Duty.SYSTEM: Text("系统管理", "system administration"),
    Duty.SECURITY: Text("安全管理", "security administration"),
    Duty.AUDIT: Text("审计管理", "audit administration"),
}


NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Role:
    """What a role is called, and what follows from holding it."""

    title: Text
    about: Text = NOTHING
    staff: bool = True
    """Whether its holders work here: one session at a time, and passwords that grow old."""
    duty: Duty | None = None


def role_of(registry: Registry, name: str) -> Role:
    """What the role is; one that nobody tells about is staff under its own name."""
    return registry.thing(ROLE, name)() if registry.has(ROLE, name) else Role(Text(name, name))


def duties_of(registry: Registry, names: Iterable[str]) -> frozenset[Duty]:
    """The separated duties that these roles amount to."""
    found = (role_of(registry, name).duty for name in names)
    return frozenset(duty for duty in found if duty is not None)


def is_staff(registry: Registry, names: Iterable[str]) -> bool:
    """Whether one of these roles works here."""
    return any(role_of(registry, name).staff for name in names)
