"""What a drawn chain is made of: boxes, and groups of ways with boxes in them; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from kernel.text import Text


class Stage(StrEnum):
    """How far a case has come with something; nothing of the kind is said of a chain that does not run."""

    DONE = "done"
    NOW = "now"
    SKIPPED = "skipped"
    AHEAD = "todo"
    ENDED = "ended"
    """The case ended here, and not with the grant."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a node, or had better be different."""

    at: str
    what: Text
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Halt:
    """Where a case waits, or has waited, for somebody."""

    office: Text | None = None
    claimed: str = ""
    """The account that has it for itself."""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a step: who did what, when, with which opinion; or until when it waits for somebody."""

    stage: Stage
    by: str = ""
    deed: Text | None = None
    at: datetime | None = None
    opinion: str = ""
    due: date | None = None
    stands: Text | None = None
    """Why its clock stands."""
    votes: tuple[tuple[str, Text | None], ...] = ()
    """Who is to sign, and how they voted."""
    office: Text | None = None
    """Where it is or was done."""
    since: datetime | None = None
    """Since when it waits."""
    in_vain: Text | None = None
    """Why it could not go on by itself, though it was to."""


@dataclass(frozen=True, slots=True)
class Box:
    """A step: its kind, who does it, by when, and in a case what became of it."""

    name: str
    title: Text
    kind: str
    icon: str
    kind_title: Text
    lines: tuple[Text, ...] = ()
    remarks: tuple[Remark, ...] = ()
    fate: Fate | None = None

    @property
    def stage(self) -> str:
        """How far a case has come with it; empty when none runs."""
        return self.fate.stage.value if self.fate else ""

    @property
    def wrong(self) -> bool:
        """Whether it keeps the chain from being published."""
        return any(one.fatal for one in self.remarks)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of a group; `into` names the list of its steps, and only what is named can be chosen."""

    name: str
    into: str
    title: Text
    when: Text | None
    items: "tuple[Item, ...]"
    remarks: tuple[Remark, ...] = ()
    stage: str = ""

    @property
    def wrong(self) -> bool:
        """Whether it keeps the chain from being published."""
        return any(one.fatal for one in self.remarks)


@dataclass(frozen=True, slots=True)
class Group:
    """Ways side by side: one of them is taken, or all of them."""

    name: str
    title: Text
    kind: str
    icon: str
    kind_title: Text
    ways: tuple[Way, ...]
    remarks: tuple[Remark, ...] = ()
    stage: str = ""
    closed: bool = True
    """Whether something is said of all remaining cases."""

    @property
    def wrong(self) -> bool:
        """Whether it keeps the chain from being published."""
        return any(one.fatal for one in self.remarks)


Item: TypeAlias = Box | Group


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole chain; in a case also when it began and how it ended."""

    title: Text
    items: tuple[Item, ...]
    lines: tuple[Text, ...] = ()
    runs: bool = False
    began: datetime | None = None
    outcome: Text | None = None
    granted: bool = False


def boxes_of(items: tuple[Item, ...]) -> Iterator[Box]:
    """Every step in the order of the drawing."""
    for item in items:
        match item:
            case Box():
                yield item
            case Group():
                for way in item.ways:
                    yield from boxes_of(way.items)
