"""Who carries out an act on a case of licensing: the act moves the application too."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing.acting import act
from addons.licensing.automatic import passes
from addons.licensing.editing import edits_in, of_sections
from addons.licensing.models import Application
from addons.licensing.sections import sections_at
from approvals.acts.deeds import Deed
from approvals.acts.service import Decided
from approvals.cases.queries import case_view
from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.chains.versions import compiled_chain
from approvals.seams import case_act, case_checks
from approvals.words import Verb
from forms import service as forms
from forms.models import Submission
from kernel.registry import Registry


@case_checks("licensing")
def checked(session: Session, registry: Registry, case: CaseView, step: Step, now: datetime) -> bool | None:
    """Whether nothing that the automatic step checks is in the way; None for a case that is no application's."""
    application = session.scalars(select(Application).where(Application.case_id == case.id)).one_or_none()
    if application is None:
        return None
    return passes(session, registry, application, case=case, step=step, now=now)


@case_act("licensing")
def carried_out(session: Session, case_id: int, deed: Deed) -> Decided | None:
    """The act is done on the case and on its application; None for a case that is no application's."""
    application = session.scalars(select(Application).where(Application.case_id == case_id)).one_or_none()
    if application is None:
        return None
    values, edits = None, None
    if deed.values:
        values, edits = _gathered(session, application, case_view(session, case_id), deed)
    return act(
        session,
        application,
        step=deed.step,
        verb=deed.verb,
        seen=deed.seen,
        standing=deed.standing,
        registry=deed.registry,
        now=deed.now,
        opinion=deed.opinion,
        defects=deed.defects,
        to=deed.to,
        value=deed.value,
        people=deed.people,
        days=deed.days,
        values=values,
        edits=edits,
    ).decided


def _gathered(
    session: Session, application: Application, case: CaseView, deed: Deed
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """What was posted for the sections of the step, None when it fills in nothing; and for answers on file."""
    step = compiled_chain(session.connection(), deed.registry, case.version_id).steps.get(deed.step)
    if step is None:
        return None, None
    submission = session.get_one(Submission, application.submission_id)
    form = forms.form_of(session, submission, deed.registry)
    if deed.verb is Verb.SUBSTITUTE and step.substitute is not None:
        step = replace(step, sections=step.substitute.sections or step.sections)
    values = of_sections(form, sections_at(form.form, step), deed.values)
    return values, edits_in(form, step, submission.answers, deed.values)
