"""Drafts move to the version of their form that is in force; what was filed stays on the version it was filed on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.carrying import Carried, carried
from forms.compiler import CompiledForm, compiled
from forms.definition import examined
from forms.differing import FieldDifference, differing
from forms.models import CarriedDraft, Submission
from forms.naming import note_named
from forms.registers import registers_of
from forms.seams import field_types
from forms.subjects import subjects_of
from kernel.conditions import reading
from kernel.definitions import current
from kernel.errors import Conflict, TongbanError
from kernel.functions import functions_of
from kernel.models import DefinitionVersion
from kernel.nodes import Body
from kernel.overtaking import flush_unless_overtaken
from kernel.registry import Registry
from kernel.text import Text

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Move:
    """A draft, or what was one, between two versions of its form, with what it means for the answers."""

    before: DefinitionVersion
    after: DefinitionVersion
    old: CompiledForm
    new: CompiledForm
    differences: tuple[FieldDifference, ...]
    carried: Carried
    done: bool
    """Whether the draft is on the new version already."""


def newer(session: Session, submission: Submission) -> DefinitionVersion | None:
    """The version in force when the draft is on an older one; none for what was filed."""
    if submission.filed_at is not None:
        return None
    now = current(session, submission.form)
    return now if now is not None and now.id != submission.version_id else None


def move_of(session: Session, submission: Submission, registry: Registry, *, locale: str) -> Move | None:
    """The move that the draft may make, or the one it has made and nobody has acknowledged; else none."""
    made = session.get(CarriedDraft, submission.id)
    now = newer(session, submission)
    if submission.filed_at is not None or (made is None and now is None):
        return None
    was = made.from_version_id if made is not None and now is None else submission.version_id
    before = session.get_one(DefinitionVersion, was)
    after = now or session.get_one(DefinitionVersion, submission.version_id)
    old = _compiled(session, before, registry, locale=locale)
    new = _compiled(session, after, registry, locale=locale)
    told = (
        carried(old, new, submission.answers, submission.rough)
        if made is None or now is not None
        else Carried(submission.answers, submission.rough, made.lost)
    )
    found = differences_of(before.body, after.body, registry)
    return Move(before, after, old, new, found, told, now is None)


def rebase(
    session: Session, submission: Submission, *, now: datetime, registry: Registry, seen: int
) -> Carried:
    """The draft is on the version in force, its answers carried over; what nobody asks for any more is kept aside."""
    target = newer(session, submission)
    if target is None or submission.revision != seen:
        raise _changed(submission)
    was = session.get_one(DefinitionVersion, submission.version_id)
    old = _compiled(session, was, registry)
    new = _compiled(session, target, registry)
    told = carried(old, new, submission.answers, submission.rough)
    _keep_aside(session, submission, told.lost, now)
    submission.version_id = target.id
    submission.answers, submission.rough = dict(told.answers), dict(told.rough)
    submission.changed_at = now
    flush_unless_overtaken(session, partial(_changed, submission))
    note_named(session, submission, new)
    return told


def acknowledge(session: Session, submission: Submission) -> None:
    """Whoever fills it in has seen what the move changed; nothing more is said of it."""
    made = session.get(CarriedDraft, submission.id)
    if made is not None:
        session.delete(made)
        session.flush()


def waiting_drafts(session: Session, form: str) -> Mapping[int, int]:
    """How many drafts there are on each version of the form, by its number."""
    rows = session.execute(
        select(DefinitionVersion.number, func.count())
        .join(Submission, Submission.version_id == DefinitionVersion.id)
        .where(Submission.form == form, Submission.filed_at.is_(None))
        .group_by(DefinitionVersion.number)
        .order_by(DefinitionVersion.number.desc())
    )
    return {row[0]: row[1] for row in rows}


def rebase_drafts(session: Session, form: str, *, now: datetime, registry: Registry) -> int:
    """Some of the drafts that are on an older version have moved; how many.

    At 0 none is left but those that somebody holds at that moment: whoever saves one meets the newer version next.
    """
    target = current(session, form)
    if target is None:
        return 0
    behind = (
        select(Submission)
        .where(Submission.form == form, Submission.filed_at.is_(None), Submission.version_id != target.id)
        .order_by(Submission.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found: Sequence[Submission] = session.scalars(behind).all()
    for submission in found:
        rebase(session, submission, now=now, registry=registry, seen=submission.revision)
    return len(found)


def differences_of(before: Body, after: Body, registry: Registry) -> tuple[FieldDifference, ...]:
    """What two versions ask differently, conditions in words where they can be said in words."""
    types, functions = field_types(registry), functions_of(registry)
    forms = [examined(body, types, functions=functions)[0] for body in (after, before) if body]

    def read(text: str) -> Text:
        for form in forms:
            try:
                return reading(text, subjects_of(form), functions)
            except TongbanError:
                continue
        return Text(text, text)

    return differing(before, after, types, read=read)


def _compiled(
    session: Session, version: DefinitionVersion, registry: Registry, *, locale: str = "zh"
) -> CompiledForm:
    return compiled(
        version.id,
        version.body,
        field_types(registry),
        locale,
        functions=functions_of(registry),
        registers=registers_of(session, version.body),
    )


def _keep_aside(session: Session, submission: Submission, lost: Mapping[str, Any], now: datetime) -> None:
    made = session.get(CarriedDraft, submission.id)
    if made is None:
        made = CarriedDraft(
            submission_id=submission.id, from_version_id=submission.version_id, lost={}, carried_at=now
        )
        session.add(made)
    made.lost = {**made.lost, **lost}
    made.carried_at = now


def _changed(submission: Submission) -> Conflict:
    return Conflict(
        Text("这份草稿已经改过，或已在最新的版本上。", "The draft has changed, or is on the newest version."),
        remedy=Text("请重新打开草稿，核对后再继续。", "Open the draft again and check it."),
        place=submission.form,
    )
