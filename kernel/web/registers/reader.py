"""Who reads a register, and what reading stands on; made of a request or of deferred work."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from kernel.access import Actor, Rule
from kernel.keys import KeyRing
from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Reader:
    """The session, the actor with their rules, the snapshot, the keys, the day and the language."""

    session: Session
    actor: Actor
    rules: frozenset[Rule]
    registry: Registry
    keys: KeyRing | None
    today: date
    locale: str = "zh"
