"""What a step may change of the answers on file, asked beside the act; what is personal is not shown in full."""

from typing import Any

from flask import render_template, request
from markupsafe import Markup
from sqlalchemy import select

from addons.licensing.editing import MARK, editable, questions_of, typed_in
from addons.licensing.models import Application
from addons.licensing.pages.panels import asking_of, locale_of
from approvals.casefile.casepage import CasePage
from approvals.chains.definition import Step
from approvals.chains.versions import compiled_chain
from approvals.words import CHANGING
from forms import service as forms
from forms.compiler import CompiledForm
from forms.models import Submission
from kernel.seams import slot
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
    if not editable(form, step):
        return NOTHING
    asking = asking_of(session, form, submission.answers, here.clock.now())
    typed = _typed(form, step, submission)
    return Markup(  # noqa: S704 drawn with everything escaped
        render_template(
            "licensing/edit.html",
            questions=questions_of(asking, page.case, form, step, typed),
            mark=MARK,
            typed=bool(typed),
        )
    )


def _typed(form: CompiledForm, step: Step, submission: Submission) -> dict[str, Any]:
    """What was posted, when the page comes back."""
    if request.method != "POST":
        return {}
    posted = {key: request.form.getlist(key) for key in request.form}
    return typed_in(form, step, submission.answers, posted)
