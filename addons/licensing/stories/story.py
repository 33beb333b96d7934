"""A story of one case, as a plugin's demo/cases.yaml tells it; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from kernel.clock import LOCAL, local_day
from kernel.workdays import Calendar

ONE_DAY = timedelta(days=1)


class Doing(StrEnum):
    """What is done besides the verbs of chains."""

    DRAFT = "draft"
    MESSAGE = "message"
    NOTE = "note"
    CLAIM = "claim"
    RELEASE = "release"
    FOLLOW = "follow"
    LABEL = "label"
    """An office calls it so; a label that it has not yet is made, in the colour that `to` names."""
    LOOK = "look"
    """They have seen the case as it is."""
    JUDGE = "judge"
    """What they find of a file: what is wrong with it, or that it is in order when nothing is said."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be mended, where, and perhaps which place of its file: `1:g5` is the middle of page 1."""

    at: str
    what: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that somebody did, so many working days ago at a time of day."""

    ago: int
    at: time
    who: str
    does: str
    step: str = ""
    says: str = ""
    to: str = ""
    people: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """The names of the files that are handed in, by field; or the field of the file that is judged."""
    written: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Where in the file each answer stands: with the deed, or under a name that it refers to."""
    path: str = ""
    """Where it stands in its file."""


@dataclass(frozen=True, slots=True)
class Story:
    """One case: whose certificate, which matter, and what happened in order."""

    name: str
    matter: str
    certificate: str
    deeds: tuple[Deed, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """Who stands in for whom, from which working day to which, counted from today."""

    account: str
    deputy: str
    first: int
    last: int
    path: str = ""


def moment_of(calendar: Calendar, now: datetime, *, ago: int, at: time) -> datetime:
    """So many working days before the last one there was, today included; nothing that is still to come."""
    day = calendar.added(local_day(now) + ONE_DAY, -1 - ago)
    return min(datetime.combine(day, at, LOCAL), now)
