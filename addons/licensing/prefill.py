"""Fills in what the platform knows: given answers are its own, others a beginning that may be changed."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.licensing.definition import Matter
from addons.licensing.models import Application
from addons.licensing.seams import SOURCE
from addons.licensing.sources import Known
from addons.parties.models import Enterprise, Person
from forms import service as forms
from forms.compiler import CompiledForm
from forms.fieldtype import as_json
from forms.models import Submission
from kernel.registry import Registry


def fill_in(
    session: Session,
    application: Application,
    matter: Matter,
    *,
    certificate: Certificate | None,
    sections: Collection[str],
    registry: Registry,
    now: datetime,
) -> Submission:
    """The new draft holds everything that the matter's sources know of it."""
    submission = session.get_one(Submission, application.submission_id)
    form = forms.form_of(session, submission, registry)
    known = on_record(session, matter, certificate, registry, form.fields)
    offered = {name: as_json(value) for name, value in known.items() if name not in form.brought}
    if offered:
        asked = form.questions(sections).names
        forms.save(
            session,
            submission,
            {name: value for name, value in offered.items() if name in asked and value is not None},
            sections=sections,
            now=now,
            registry=registry,
            seen=submission.revision,
        )
    return _give(session, application, known, form=form, certificate=certificate, registry=registry, now=now)


def renew(
    session: Session,
    application: Application,
    matter: Matter,
    *,
    certificate: Certificate | None,
    registry: Registry,
    now: datetime,
) -> Submission:
    """The given answers say what is on record now; what somebody typed stays."""
    submission = session.get_one(Submission, application.submission_id)
    form = forms.form_of(session, submission, registry)
    known = on_record(session, matter, certificate, registry, form.brought)
    return _give(session, application, known, form=form, certificate=certificate, registry=registry, now=now)


def _give(
    session: Session,
    application: Application,
    known: Mapping[str, Any],
    *,
    form: CompiledForm,
    certificate: Certificate | None,
    registry: Registry,
    now: datetime,
) -> Submission:
    submission = session.get_one(Submission, application.submission_id)
    given = {name: value for name, value in known.items() if name in form.brought}
    if given:
        forms.give(session, submission, given, now=now, registry=registry)
    application.certificate_revision = certificate.revision if certificate is not None else None
    session.flush()
    return submission


def on_record(
    session: Session,
    matter: Matter,
    certificate: Certificate | None,
    registry: Registry,
    fields: Collection[str],
) -> dict[str, Any]:
    """What the sources say for those of the matter's fields that the form has."""
    wanted = {field: source for field, source in matter.prefill.items() if field in fields}
    if not wanted:
        return {}
    held = certificate
    about = Known(
        person=session.get(Person, held.holder_id) if held is not None else None,
        certificate=held,
        enterprise=session.get(Enterprise, held.enterprise_id)
        if held is not None and held.enterprise_id is not None
        else None,
    )
    return {field: registry.thing(SOURCE, source)(session, about) for field, source in wanted.items()}
