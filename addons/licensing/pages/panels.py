"""The panels of a case on the workbench: what approving does, what was filled in, what the checks find."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import render_template, request
from flask_babel import get_locale
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing.acting import PASSING
from addons.licensing.drafting import certificate_of
from addons.licensing.effect_names import names_of_effects
from addons.licensing.effect_words import Foreseen, foreseen
from addons.licensing.findings import Gate
from addons.licensing.gate import gate
from addons.licensing.matters import MatterVersion, matter_of_version
from addons.licensing.models import Application
from addons.licensing.sections import sections_at
from addons.licensing.words import Moment
from approvals.acts.preview import preview
from approvals.casefile.casepage import CasePage
from approvals.chains.versions import compiled_chain
from approvals.words import Verb
from forms import service as forms
from forms.compiler import CompiledForm
from forms.fields.file import FileField
from forms.links import shown
from forms.models import Submission
from forms.offering import Asking, names_in, offers_in, sought_in
from forms.uploads import ShownUpload, uploads_by_id
from kernel.clock import local_day
from kernel.errors import TongbanError
from kernel.registry import Registry
from kernel.seams import EFFECT, slot
from kernel.web import platform, visitor

NOTHING = Markup("")


@slot("licensing.effects", slot="case.panel", order=10)
def effects_panel(page: CasePage) -> Markup:
    """What passing the step would bring about; what stands in its way is told before somebody tries."""
    verb = next((one for one in page.verbs if one in PASSING), None)
    if verb is None or _application(page) is None:
        return NOTHING
    here = platform()
    session, now = here.database.session(), here.clock.now()
    try:
        found, hindrance = _foreseen(session, here.registry, page, verb, now), None
    except TongbanError as error:
        found, hindrance = (), error
    if not found and hindrance is None:
        return NOTHING
    return Markup(  # noqa: S704 drawn with everything escaped
        render_template("licensing/effects.html", foreseen=found, hindrance=hindrance)
    )


@slot("licensing.form", slot="case.panel", order=20)
def form_panel(page: CasePage) -> Markup:
    """The answers by sections, what is personal masked; files open for whoever has the case."""
    application = _application(page)
    if application is None:
        return NOTHING
    here = platform()
    session, now = here.database.session(), here.clock.now()
    submission = session.get_one(Submission, application.submission_id)
    form = forms.form_of(session, submission, here.registry, locale=locale_of())
    answers = form.masked_answers(
        submission.answers,
        form.sections,
        today=local_day(now),
        uploads=_uploads(session, form, submission, now),
        offers=names_in(form.form, form.sections, asking_of(session, form, submission.answers, now)),
        brought=submission.brought or {},
        changed=page.changed,
    )
    return Markup(render_template("licensing/form.html", answers=answers))  # noqa: S704 see above


@slot("licensing.checks", slot="case.panel", order=30)
def checks_panel(page: CasePage) -> Markup:
    """What the checks find today, the window measured on the day of filing; of a closed case today says nothing."""
    application = _application(page)
    if application is None or page.case.state.outcome is not None:
        return NOTHING
    here = platform()
    found = findings(here.database.session(), application, page, registry=here.registry, now=here.clock.now())
    return Markup(render_template("licensing/checks.html", gate=found))  # noqa: S704 see above


@slot("licensing.fill", slot="case.fill", order=10)
def fill_panel(page: CasePage) -> Markup:
    """The questions of the step, to be answered with the act."""
    application = _application(page)
    if application is None or not page.step:
        return NOTHING
    here = platform()
    session = here.database.session()
    submission = session.get_one(Submission, application.submission_id)
    form = forms.form_of(session, submission, here.registry, locale=locale_of())
    step = compiled_chain(session.connection(), here.registry, page.case.version_id).steps[page.step]
    sections = sections_at(form.form, step)
    if not sections:
        return NOTHING
    values, now = _on_page(submission, form, sections), here.clock.now()
    asking = replace(asking_of(session, form, values, now), sought=sought_in(request.form))
    offers = offers_in(form.form, sections, asking)
    drawn = form.page(
        values, {}, sections, today=local_day(now), offers=offers, brought=submission.brought or {}
    )
    return Markup(drawn.__html__())  # noqa: S704 drawn with everything escaped


def _on_page(submission: Submission, form: CompiledForm, sections: Sequence[str]) -> dict[str, Any]:
    """What stands on the questions of the step: what was posted, when the page comes back, over what is held."""
    names = form.questions(sections).names
    raw = form.raw_from(request.form, sections) if request.method == "POST" else {}
    return forms.retyped(submission, form, {name: value for name, value in raw.items() if name in names})


def findings(
    session: Session, application: Application, page: CasePage, *, registry: Registry, now: datetime
) -> Gate:
    """Every check of the matter as it stands for this case."""
    version = MatterVersion(
        application.matter, application.version_id, matter_of_version(session, application.version_id)
    )
    certificate = certificate_of(session, application)
    return gate(
        session,
        version,
        person_id=certificate.holder_id if certificate is not None else application.person_id,
        certificate=certificate,
        on=local_day(now),
        now=now,
        registry=registry,
        moments=frozenset(Moment),
        application=application,
        filed_on=page.case.state.filed,
        facts=page.case.facts,
    )


def _foreseen(
    session: Session, registry: Registry, page: CasePage, verb: Verb, now: datetime
) -> Sequence[Foreseen]:
    found = preview(
        session, registry, page.case.id, step=page.step, verb=verb, standing=page.standing, now=now
    )
    names = names_of_effects(session, found)
    return tuple(foreseen(one, registry.thing(EFFECT, one.effect).title, names) for one in found)


def _application(page: CasePage) -> Application | None:
    session = platform().database.session()
    return session.scalars(select(Application).where(Application.case_id == page.case.id)).one_or_none()


def _uploads(
    session: Session, form: CompiledForm, submission: Submission, now: datetime
) -> dict[int, ShownUpload]:
    files = [name for name, field in form.fields.items() if isinstance(field.type, FileField)]
    named = [submission.answers.get(name) for name in files]
    numbers = [number for held in named if isinstance(held, list) for number in held]
    uploads = uploads_by_id(session, numbers)
    return shown(uploads.values(), visitor().user_id, keys=platform().keys, now=now)


def asking_of(session: Session, form: CompiledForm, values: Mapping[str, Any], now: datetime) -> Asking:
    """The visitor before the form."""
    return Asking(
        session=session,
        registry=platform().registry,
        actor=visitor().actor,
        on=local_day(now),
        locale=form.locale,
        values=values,
    )


def locale_of() -> str:
    """The language of the forms that this page shows."""
    return "en" if str(get_locale() or "").startswith("en") else "zh"
