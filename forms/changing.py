"""Single answers of what is on file, changed by somebody else than who filled them in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from forms.answers import CLOSED, UNKNOWN, Outcome
from forms.compiler import CompiledForm
from forms.fields.file import FileField
from forms.models import Submission
from forms.offering import not_theirs
from forms.service import flush_unless_stale, form_of, refuse_stale, refuse_unready
from kernel.clock import local_day
from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer on file that is another now, as it is kept; what is reckoned from it is among them too."""

    name: str
    before: Any
    after: Any


def changeable(form: CompiledForm, name: str) -> bool:
    """Whether somebody else may change the answer: one that is typed or chosen, no file, nothing the platform says."""
    field = form.fields.get(name)
    return (
        field is not None
        and field.type.asks
        and field.type.shown
        and field.compute is None
        and name not in form.given
        and not isinstance(field.type, FileField)
    )


def change(
    session: Session,
    submission: Submission,
    values: Mapping[str, Any],
    *,
    now: datetime,
    registry: Registry,
    seen: int,
    asker: int | None = None,
) -> tuple[Changed, ...]:
    """The answers on file are these, valid beside all the others; returns those that are not as they were.

    `values` are as they were typed; what was wrong elsewhere before does not stand in the way.
    """
    refuse_stale(submission, seen)
    form, today = form_of(session, submission, registry), local_day(now)
    refuse_unready(
        {name: CLOSED if name in form.fields else UNKNOWN for name in values if not changeable(form, name)}
    )
    before = _judged(form, submission.answers, today)
    after = _judged(form, {**submission.answers, **values}, today)
    on_offer = not_theirs(
        form.fields, after, submission.answers, session=session, registry=registry, asker=asker, on=today
    )
    faults = {**after.faults, **on_offer}
    refuse_unready(
        {path: fault for path, fault in faults.items() if _root(path) in values or path not in before.faults}
    )
    was, now_is = _kept(form, before), _kept(form, after)
    changed = tuple(
        Changed(name, was.get(name), now_is.get(name))
        for name in form.fields
        if was.get(name) != now_is.get(name)
    )
    if changed:
        answers = {**submission.answers, **{one.name: one.after for one in changed}}
        submission.answers = {name: value for name, value in answers.items() if value is not None}
        submission.changed_at = now
        flush_unless_stale(session)
    return changed


def _judged(form: CompiledForm, answers: Mapping[str, Any], today: date) -> Outcome:
    names = form.questions(form.sections).names
    asked = {name: value for name, value in answers.items() if name in names}
    kept = form.restored({name: value for name, value in answers.items() if name not in names})
    return form.normalised(asked, form.sections, today=today, kept=kept)


def _kept(form: CompiledForm, outcome: Outcome) -> dict[str, Any]:
    """What is hidden now stays on file, where no rule and no page looks at it."""
    return form.stored(outcome.values)


def _root(path: str) -> str:
    return path.partition(".")[0]
