"""A case beside the registers: what was filled in and what is on record now; numbers in full, for a reason."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.licensing.contents import submission_of
from addons.licensing.drafting import certificate_of
from addons.licensing.matters import matter_of_version
from addons.licensing.models import Application
from addons.licensing.prefill import on_record
from addons.parties.models import Person
from addons.parties.service import reveal
from addons.parties.words import DOCUMENT_TYPES
from approvals.casefile.looking import Asker, Compared, Secret
from approvals.cases.view import CaseView
from forms.compiler import CompiledForm
from forms.fieldtype import as_json
from forms.versions import form_at
from kernel.errors import TongbanError
from kernel.surroundings import surroundings_of


def compared(session: Session, case: CaseView) -> list[Compared]:
    """Every answer of which the platform has something on record, beside what is on record now."""
    application = _application(session, case)
    submission = submission_of(session, case.id)
    if application is None or submission is None:
        return []
    registry = surroundings_of(session).registry
    form = form_at(session, submission.version_id, registry)
    matter = matter_of_version(session, application.version_id)
    certificate = certificate_of(session, application)
    known: dict[str, Any] = {}
    for name in form.fields:
        # what cannot be opened here is not known; it keeps nobody from the case
        with suppress(TongbanError):
            known |= on_record(session, matter, certificate, registry, [name])
    return list(_rows(form, submission.answers, known))


def identities(session: Session, case: CaseView, asker: Asker) -> list[Secret]:
    """The number of the holder's document; the register of persons has it on record as well."""
    application = _application(session, case)
    certificate: Certificate | None = certificate_of(session, application) if application else None
    number = certificate.holder_id if certificate else application.person_id if application else None
    person = session.get(Person, number) if number is not None else None
    if person is None or application is None:
        return []
    found = reveal(
        session,
        person,
        actor=asker.account,
        reason=f"{application.number}：{asker.reason}",
        keys=asker.keys,
        now=asker.now,
        address=asker.address,
    )
    return [Secret(DOCUMENT_TYPES[found.document.type], person.name, found.document.number)]


def _rows(form: CompiledForm, stored: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[Compared]:
    values = form.restored(stored)
    for field in form.form.fields:
        given, held = values.get(field.name), known.get(field.name)
        if field.name in known and given is not None:
            yield Compared(
                title=field.title,
                said=field.type.mask(given, "zh"),
                known=field.type.mask(held, "zh") if held is not None else "",
                same=as_json(given) == as_json(held),
                path=field.name,
            )


def _application(session: Session, case: CaseView) -> Application | None:
    return session.scalars(select(Application).where(Application.case_id == case.id)).one_or_none()
