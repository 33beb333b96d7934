"""What is left to do in a draft: each section with how it stands, how much is missing, and how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from addons.portal.filling import Filling, asks, faults_in
from forms.definition import Section
from forms.estimating import minutes


class TaskState(StrEnum):
    """How a section of a draft stands."""

    GIVEN = "given"
    """Nothing is asked: what the platform knows is to be looked at."""
    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task:
    """A section, how it stands, how many places are missing or wrong, and the minutes that it takes."""

    section: Section
    state: TaskState
    left: int
    minutes: int


def tasks_of(found: Filling, *, on: date) -> Sequence[Task]:
    """The open sections of the draft in order."""
    return [_task(found, section, on=on) for section in found.opened]


def _task(found: Filling, section: Section, *, on: date) -> Task:
    faults = faults_in(found, [section.name], on=on)
    return Task(section, _state(found, section, bool(faults)), len(faults), minutes([section]))


def _state(found: Filling, section: Section, is_faulty: bool) -> TaskState:
    if not asks(section):
        return TaskState.OPEN if is_faulty else TaskState.GIVEN
    if not is_faulty:
        return TaskState.DONE
    # what the draft began with nobody has typed
    touched = found.submission.changed_at > found.submission.started_at
    begun = any(found.values.get(field.name) is not None for field in section.fields if field.asked)
    return TaskState.BEGUN if touched and begun else TaskState.OPEN
