"""The acts on a submission: begin, save, file; each flushes, the page commits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms.answers import Fault, Outcome
from forms.compiler import CompiledForm
from forms.eligibility import unmet
from forms.fieldtype import CONTROL, AnswerError
from forms.models import Submission
from forms.naming import foreign_files, note_named
from forms.offering import not_theirs
from forms.versions import form_at
from kernel.clock import local_day
from kernel.definitions import current
from kernel.errors import Conflict, Invalid, NotFound, RegistryError
from kernel.overtaking import flush_unless_overtaken
from kernel.reading import NAME
from kernel.registry import Registry
from kernel.text import Text

ROUGH = 200_000
"""Characters of what was typed that are kept although they are no answer: ten times the longest that is one."""
MANY = 100


class NotReady(Invalid):
    """Something is wrong or missing; `faults` says what, by field."""

    code = "not_ready"
    faults: Mapping[str, Fault] = {}


@dataclass(frozen=True, slots=True)
class Saved:
    """What the draft holds now, what of it is no answer, and the revision that the next page carries."""

    values: Mapping[str, Any]
    problems: Mapping[str, Fault]
    revision: int


def draft(session: Session, form: str, owner: str, now: datetime) -> Submission:
    """A new submission on the version in force; it stays on that version."""
    version = current(session, form)
    if version is None:
        raise NotFound(
            Text(f"没有名为 {form} 的表单，或已停用。", f"There is no form {form}, or it is retired."),
            remedy=Text("请从办事指南重新开始。", "Start again from the guide."),
            place=form,
        )
    submission = Submission(
        form=form,
        version_id=version.id,
        owner=owner,
        answers={},
        rough={},
        started_at=now,
        changed_at=now,
    )
    session.add(submission)
    session.flush()
    return submission


def form_of(
    session: Session, submission: Submission, registry: Registry, *, locale: str = "zh"
) -> CompiledForm:
    """The version that the submission is pinned to, compiled."""
    return form_at(session, submission.version_id, registry, locale=locale)


def save(
    session: Session,
    submission: Submission,
    values: Mapping[str, Any],
    *,
    sections: Collection[str],
    now: datetime,
    registry: Registry,
    seen: int,
    actor: str = "",
    asker: int | None = None,
) -> Saved:
    """The open sections hold these values; what is no answer is kept as it was typed, and told.

    `asker` is the account that chooses at pickers; the platform, which is none, knows what it brings.
    """
    refuse_stale(submission, seen)
    form = form_of(session, submission, registry)
    names = form.questions(sections).names
    outcome, problems = _judged(session, submission, form, values, sections, now=now, actor=actor)
    foreign = _not_theirs(session, submission, form, outcome, registry=registry, asker=asker, now=now)
    wrong = {path.partition(".")[0] for path in (*problems, *foreign)} & names
    submission.answers = form.stored(
        {name: value for name, value in outcome.values.items() if name not in wrong}
    ) | form.given_in(submission.answers)
    submission.rough = {name: text for name, text in submission.rough.items() if name not in names} | {
        name: kept_rough(values[name]) for name in wrong & values.keys()
    }
    submission.changed_at = now
    flush_unless_stale(session)
    note_named(session, submission, form)
    # of what the page does not show nobody can be told anything
    told = {name: fault for name, fault in foreign.items() if name in names - outcome.hidden}
    return Saved(submission.answers, problems | told, submission.revision)


def give(
    session: Session, submission: Submission, values: Mapping[str, Any], *, now: datetime, registry: Registry
) -> Submission:
    """The given fields hold what the platform knows; None empties one, and what is so already changes nothing."""
    # what may be corrected follows until somebody corrects it; what was brought last is kept beside it, unless unfit
    form = form_of(session, submission, registry)
    answers, brought = dict(submission.answers), dict(submission.brought or {})
    for name, value in values.items():
        if name not in form.brought:
            raise _not_given(submission.form, name)
        try:
            known = form.known(name, value)
        except Invalid as error:
            if name in form.given:
                place = f"{submission.form}.{name}"
                raise AnswerError(error.what, remedy=error.remedy, place=place) from error
            known = None
        if name in form.given or _is_untouched(submission, name):
            answers[name] = known
        if name not in form.given:
            brought[name] = known
    answers = {name: value for name, value in answers.items() if value is not None}
    if (answers, brought) != (submission.answers, submission.brought or {}):
        submission.answers, submission.brought, submission.changed_at = answers, brought or None, now
        flush_unless_stale(session)
    return submission


def _is_untouched(submission: Submission, name: str) -> bool:
    """Whether the answer is still as it was brought, or nobody has answered yet."""
    before = (submission.brought or {}).get(name)
    return name not in submission.rough and submission.answers.get(name) == before


def submit(
    session: Session,
    submission: Submission,
    *,
    sections: Collection[str],
    now: datetime,
    registry: Registry,
    seen: int,
    actor: str = "",
    asker: int | None = None,
) -> Submission:
    """The open sections are on file: valid, complete, without what nobody could see; `asker` as in `save`."""
    refuse_stale(submission, seen)
    form = form_of(session, submission, registry)
    if submission.filed_at is None:
        refuse_unready(unmet(form.form, form.facts(submission.answers, today=local_day(now))))
    names = form.questions(sections).names
    values = {name: value for name, value in typed(submission).items() if name in names}
    outcome, problems = _judged(session, submission, form, values, sections, now=now, actor=actor)
    foreign = _not_theirs(session, submission, form, outcome, registry=registry, asker=asker, now=now)
    dropped = outcome.hidden & names
    told = {name: fault for name, fault in foreign.items() if name in names - dropped}
    refuse_unready({**problems, **told, **outcome.missing})
    submission.answers = form.stored(
        {name: value for name, value in outcome.values.items() if name not in dropped}
    ) | form.given_in(submission.answers)
    rough = {name: text for name, text in submission.rough.items() if name not in names}
    # what was declared stays on file; should the sections come back, it is to be declared for what they say then
    submission.rough = rough | {name: [] for name in form.declared & names & submission.answers.keys()}
    submission.changed_at = now
    submission.filed_at = submission.filed_at or now
    flush_unless_stale(session)
    note_named(session, submission, form)
    return submission


def answers(submission: Submission) -> dict[str, Any]:
    """The answers as JSON keeps them."""
    return dict(submission.answers)


def typed(submission: Submission) -> dict[str, Any]:
    """What stands on the page: the answers, and over them what is none yet."""
    return {**submission.answers, **submission.rough}


def retyped(submission: Submission, form: CompiledForm, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What stands on a page that was posted: `typed`, over it what was posted, and nothing in place of the given."""
    return {**typed(submission), **raw, **dict.fromkeys(form.given), **form.given_in(submission.answers)}


def facts(session: Session, submission: Submission, registry: Registry, *, now: datetime) -> dict[str, Any]:
    """The answers as rules read them, every field of the form by its name."""
    form = form_of(session, submission, registry)
    return form.facts(submission.answers, today=local_day(now))


def refuse_unready(faults: Mapping[str, Fault]) -> None:
    """Nothing, or one refusal that carries every fault at its field."""
    if not faults:
        return
    problem = NotReady(
        Text(f"有 {len(faults)} 处需要修改。", f"{len(faults)} places need attention."),
        remedy=Text("请改正下列各处后再提交。", "Correct the places below and submit again."),
        problems=tuple(
            AnswerError(fault.what, remedy=fault.remedy, place=path) for path, fault in faults.items()
        ),
    )
    problem.faults = faults
    raise problem


def kept_rough(raw: Any) -> Any:
    """What was typed as far as a database and a page can hold it."""
    if isinstance(raw, str):
        return CONTROL.sub("", raw)[:ROUGH]
    if isinstance(raw, list | tuple):
        return [kept_rough(item) for item in raw[:MANY]]
    if isinstance(raw, dict):
        return {
            key: kept_rough(cell) for key, cell in raw.items() if isinstance(key, str) and NAME.fullmatch(key)
        }
    return raw if isinstance(raw, bool) else None


def _judged(
    session: Session,
    submission: Submission,
    form: CompiledForm,
    values: Mapping[str, Any],
    sections: Collection[str],
    *,
    now: datetime,
    actor: str,
) -> tuple[Outcome, dict[str, Fault]]:
    names = form.questions(sections).names
    elsewhere = {name: value for name, value in submission.answers.items() if name not in names}
    kept = form.restored(elsewhere)
    outcome = form.normalised(values, sections, today=local_day(now), kept=kept)
    asked = {name: outcome.values.get(name) for name in names}
    foreign = foreign_files(session, submission, form, asked, owner=actor or submission.owner)
    return outcome, {**outcome.problems, **foreign}


def _not_theirs(
    session: Session,
    submission: Submission,
    form: CompiledForm,
    outcome: Outcome,
    *,
    registry: Registry,
    asker: int | None,
    now: datetime,
) -> dict[str, Fault]:
    held, on = submission.answers, local_day(now)
    return not_theirs(form.fields, outcome, held, session=session, registry=registry, asker=asker, on=on)


def refuse_stale(submission: Submission, seen: int) -> None:
    """Raises when the submission is no longer the one that was looked at."""
    if submission.revision != seen:
        raise _changed()


def flush_unless_stale(session: Session) -> None:
    """What was changed is written, unless somebody else was first."""
    flush_unless_overtaken(session, _changed)


def _not_given(form: str, name: str) -> RegistryError:
    return RegistryError(
        Text(f"表单 {form} 没有由系统带入的“{name}”。", f"The form {form} has no given field “{name}”."),
        remedy=Text("请在表单中给它加上 given: true。", "Add given: true to it in the form."),
        place=f"{form}.{name}",
    )


def _changed() -> Conflict:
    return Conflict(
        Text(
            "这份申请在别的窗口里改过了，这次没有保存。",
            "The application was changed in another window; this was not saved.",
        ),
        remedy=Text("请重新载入页面，核对后再填写。", "Load the page again, check it and fill it in anew."),
    )
