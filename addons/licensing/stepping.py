"""One act under way on an application's case, and what its step fills in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from addons.licensing.matters import MatterVersion
from addons.licensing.models import Application
from addons.licensing.sections import sections_at
from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.people.assignment import Standing
from forms import service as forms
from forms.compiler import CompiledForm
from forms.models import Submission
from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Scene:
    """One act under way."""

    session: Session
    application: Application
    matter: MatterVersion
    case: CaseView
    standing: Standing
    registry: Registry
    now: datetime


def filled_in(scene: Scene, step: Step, values: Mapping[str, Any] | None, form_seen: int | None) -> bool:
    """The sections of the step are complete and on file; False when it has none."""
    submission = scene.session.get_one(Submission, scene.application.submission_id)
    form = forms.form_of(scene.session, submission, scene.registry)
    sections = sections_at(form.form, step)
    if not sections:
        return False
    seen = submission.revision if form_seen is None else form_seen
    if values is not None:
        saved = forms.save(
            scene.session,
            submission,
            values,
            sections=sections,
            now=scene.now,
            registry=scene.registry,
            seen=seen,
            actor=scene.standing.name,
            asker=scene.standing.user_id,
        )
        seen = saved.revision
        # what is missing or no answer is told by the submission; what was not asked, by nobody else
        forms.refuse_unready(
            {path: fault for path, fault in saved.problems.items() if not _is_asked(form, path, sections)}
        )
    forms.submit(
        scene.session,
        submission,
        sections=sections,
        now=scene.now,
        registry=scene.registry,
        seen=seen,
        actor=scene.standing.name,
        asker=scene.standing.user_id,
    )
    return True


def _is_asked(form: CompiledForm, path: str, sections: Collection[str]) -> bool:
    return path.partition(".")[0] in form.questions(sections).names
