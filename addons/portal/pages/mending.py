"""Answers on file that the step of an enterprise may change: asked beside what it adds, told with what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from addons.licensing.editing import MARK, Question, edits_in, of_sections, questions_of, typed_in
from addons.portal.filling import Filling, asking_of
from addons.portal.pages.asking import locale, registry
from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.chains.versions import compiled_chain
from approvals.words import CHANGING, Verb
from forms.answers import Fault

Pairs = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Mending:
    """What may be changed with the act, whether something was typed for it, and what is wrong with that."""

    questions: Sequence[Question] = ()
    typed: bool = False
    faults: Mapping[str, str] = field(default_factory=dict)
    mark: str = MARK


def posted() -> Pairs:
    """Every text of the form, by its name."""
    return pairs_of(request.form)


def pairs_of(form: MultiDict[str, str]) -> Pairs:
    """The same of one that was kept while somebody signed in again."""
    return {key: form.getlist(key) for key in form}


def gathered(
    session: Session, found: Filling, case: CaseView, name: str
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """What was posted for the open sections, and for answers on file; none where the step changes none."""
    step = _step(session, case, name)
    if step is None or not step.edits:
        return found.form.raw_from(request.form, found.sections), None
    edits = edits_in(found.form, step, found.submission.answers, posted())
    return of_sections(found.form, found.sections, posted()) or {}, edits


def mending(
    session: Session,
    found: Filling,
    case: CaseView,
    name: str,
    *,
    verb: Verb | None,
    typed: Pairs,
    faults: Mapping[str, Fault],
) -> Mending:
    """How the answers are asked that may be changed with the act, with what was typed for them."""
    step = _step(session, case, name)
    if step is None or not step.edits or verb not in CHANGING:
        return Mending()
    said = typed_in(found.form, step, found.submission.answers, typed)
    questions = questions_of(asking_of(session, found), case, found.form, step, said)
    names = {one.name for one in questions}
    told = {path: one.sentence(locale()) for path, one in faults.items() if path.partition(".")[0] in names}
    return Mending(questions, bool(said or told), told)


def _step(session: Session, case: CaseView, name: str) -> Step | None:
    return compiled_chain(session.connection(), registry(), case.version_id).steps.get(name)
