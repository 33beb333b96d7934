"""What a step may change of the answers on file, asked beside the act; what is personal is not shown in full."""

from typing import Any

from flask import render_template, request
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing.contents import answers
from addons.licensing.editing import MARK, editable, edits_in, is_veiled
from addons.licensing.models import Application
from addons.licensing.pages.panels import asking_of, locale_of
from approvals.casepage import CasePage
from approvals.chains import compiled_chain
from approvals.definition import Step
from approvals.words import CHANGING
from forms import service as forms
from forms.compiler import CompiledForm
from forms.models import Submission
from forms.offering import offers_in
from kernel.seams import slot
from kernel.surroundings import surroundings_of
from kernel.web import platform

NOTHING = Markup("")


@slot("licensing.edit", slot="case.fill", order=20)
def edit_panel(page: CasePage) -> Markup:
    """Each answer that may be changed with the act, with what it says now."""
    session = platform().database.session()
    application = session.scalars(
        select(Application).where(Application.case_id == page.case.id)
    ).one_or_none()
    if application is None or not page.step or not CHANGING & set(page.verbs):
        return NOTHING
    here = platform()
    step = compiled_chain(session.connection(), here.registry, page.case.version_id).steps[page.step]
    submission = session.get_one(Submission, application.submission_id)
    form = forms.form_of(session, submission, here.registry, locale=locale_of())
    names = editable(form, step)
    if not names:
        return NOTHING
    return Markup(  # noqa: S704 drawn with everything escaped
        render_template(
            "licensing/edit.html",
            questions=_questions(session, page, form, step, submission),
            mark=MARK,
            typed=bool(_typed(form, step, submission)),
        )
    )


def _questions(
    session: Session, page: CasePage, form: CompiledForm, step: Step, submission: Submission
) -> list[dict[str, Any]]:
    """Of each: how it is asked, what it says now, and whether it may be emptied."""
    names, typed = editable(form, step), _typed(form, step, submission)
    now = platform().clock.now()
    said = {one.path: one.words for one in answers(session, page.case, surroundings_of(session))}
    sections = [one.name for one in form.form.sections if any(field.name in names for field in one.fields)]
    offers = offers_in(form.form, sections, asking_of(session, form, submission.answers, now))
    found = []
    for name in names:
        held = submission.answers.get(name)
        veiled = is_veiled(form, name, held)
        value = typed.get(name, None if veiled else held)
        drawn = form.question(name, value, offers=offers)
        found.append({"name": name, "drawn": drawn, "veiled": veiled, "now": said.get(name, "")})
    return found


def _typed(form: CompiledForm, step: Step, submission: Submission) -> dict[str, Any]:
    """What was posted, when the page comes back."""
    if request.method != "POST":
        return {}
    posted = {key: request.form.getlist(key) for key in request.form}
    found = edits_in(form, step, submission.answers, posted)
    return {name: value for name, value in found.items() if value != submission.answers.get(name)}
