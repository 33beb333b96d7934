"""What an install, upgrade or removal would do, told before it is done; pure and printable."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from kernel.text import Text


class Act(StrEnum):
    INSTALL = "install"
    UPGRADE = "upgrade"
    UNINSTALL = "uninstall"


class StepKind(StrEnum):
    TRIAL = "trial"
    MIGRATE = "migrate"
    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"
    DEFINE = "define"
    REVISE = "revise"
    RETIRE = "retire"
    REPLAY = "replay"
    PERMIT = "permit"
    HOOK = "hook"
    DROP = "drop"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Member:
    """One plugin that the plan touches; `digest` is that of the folder that comes in."""

    name: str
    title: str
    act: Act
    before: str | None
    after: str | None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that will be done, and what it means for people."""

    kind: StepKind
    plugin: str
    thing: Text
    effect: Text
    details: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why the plan cannot be carried out yet; `code` is that of the refusal it would be."""

    what: Text
    remedy: Text
    place: str = ""
    examples: tuple[str, ...] = ()
    code: str = "conflict"


@dataclass(frozen=True, slots=True)
class OpenClash:
    """A place that the new version and the studio layer both changed, and the choice made, if any."""

    target: str
    path: str
    base: Any
    theirs: Any
    ours: Any
    choice: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One row of a CSV file against what is installed."""

    model: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Records:
    """What happens to the rows that a plugin brought."""

    created: tuple[RecordChange, ...] = ()
    changed: tuple[RecordChange, ...] = ()
    deleted: tuple[RecordChange, ...] = ()
    kept: tuple[RecordChange, ...] = ()


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """One definition before and after."""

    name: str
    kind: Text
    title: str
    plugin: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one member brings or takes."""

    member: Member
    has_code: bool
    revisions: tuple[tuple[str, str], ...] = ()
    tables: tuple[tuple[str, int], ...] = ()
    records: Records = Records()
    hooks: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is touched, what is done in which order, what stands in the way."""

    act: Act
    plugin: str
    members: tuple[Member, ...]
    steps: tuple[Step, ...]
    obstacles: tuple[Obstacle, ...]
    clashes: tuple[OpenClash, ...]
    merged: tuple[Text, ...]
    restart: bool

    @property
    def ready(self) -> bool:
        """Whether it may be carried out as it stands."""
        return not self.obstacles and all(clash.choice is not None for clash in self.clashes)

    @property
    def digest(self) -> str:
        """Changes when what would be done changes; titles, which only new code may know, do not count."""
        said = {
            "members": [asdict(member) for member in self.members],
            "steps": [(one.kind, one.plugin, one.key, one.effect.en, one.details) for one in self.steps],
            "clashes": [asdict(clash) for clash in self.clashes],
        }
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """The plan as JSON-like data."""
        return asdict(self)
