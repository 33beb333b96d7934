"""A draft and a newer version of its form: what is asked differently, and what becomes of each answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forms.compiler import CompiledForm
from forms.differing import FieldDifference
from forms.rebasing import Move
from forms.saying import Facet
from kernel.text import Text

APPLICANT = "applicant"


class Becomes(StrEnum):
    """What becomes of an answer."""

    KEPT = "kept"
    AGAIN = "again"
    LOST = "lost"
    WANTED = "wanted"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Line:
    """One field that is asked differently, with the answer to it so far."""

    title: Text
    is_new: bool
    is_gone: bool
    facets: tuple[Facet, ...]
    becomes: Becomes
    words: str


@dataclass(frozen=True, slots=True)
class Revised:
    """What the applicant is told about the newer version."""

    before: int
    after: int
    done: bool
    reason: str
    lines: Sequence[Line]

    @property
    def to_do(self) -> int:
        """How many fields they will have to fill in, again or for the first time."""
        return sum(one.becomes in (Becomes.AGAIN, Becomes.WANTED) for one in self.lines)


def revised(move: Move) -> Revised:
    """The differences that concern the applicant, field by field."""
    asked = _applicants(move.old) | _applicants(move.new)
    lines = [_line(one, move) for one in move.differences if one.is_field and one.name in asked]
    return Revised(move.before.number, move.after.number, move.done, move.after.reason, lines)


def _applicants(form: CompiledForm) -> set[str]:
    """The fields that the applicant fills in."""
    return {
        field.name
        for section in form.form.sections
        if section.filled_by == APPLICANT
        for field in section.fields
        if field.asked
    }


def _line(one: FieldDifference, move: Move) -> Line:
    told, name = move.carried, one.name
    if one.is_gone:
        becomes, words = Becomes.LOST, _words(move.old, name, told.lost)
    elif name in told.again:
        becomes, words = Becomes.AGAIN, _rough(told.rough[name])
    elif name in told.answers:
        becomes, words = Becomes.KEPT, _words(move.new, name, told.answers)
    else:
        required = move.new.fields[name].required
        becomes, words = Becomes.WANTED if required else Becomes.OPEN, ""
    return Line(one.title, one.is_new, one.is_gone, one.facets, becomes, words)


def _words(form: CompiledForm, name: str, answers: Mapping[str, Any]) -> str:
    """The answer as people read it."""
    if name not in answers or name not in form.fields:
        return ""
    answer = form.restored({name: answers[name]}).get(name)
    return "" if answer is None else form.fields[name].type.display(answer, form.locale)


def _rough(value: Any) -> str:
    return value if isinstance(value, str) else ""
