"""A draft is handed in: gate, form, number and case in one transaction."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.licensing.drafting import certificate_of
from addons.licensing.facts import facts_of
from addons.licensing.gate import gate
from addons.licensing.matters import MatterVersion, matter_in_force, matter_of_version
from addons.licensing.models import Application
from addons.licensing.refusals import handed_in, held_by_another, no_office
from addons.licensing.sections import chain_in_force, first_step, sections_at
from addons.licensing.serials import next_number
from addons.licensing.whose import held_as_own, initiator_of
from addons.licensing.words import ApplicationState, Moment
from addons.parties.models import Enterprise, Office
from addons.parties.queries import offices_at
from addons.parties.words import Level
from approvals.acts import service as approvals
from approvals.people.assignment import Standing
from forms import service as forms
from forms.models import Submission
from kernel.audit import record
from kernel.clock import local_day
from kernel.registry import Registry


def submit(
    session: Session,
    application: Application,
    *,
    seen: int,
    standing: Standing,
    registry: Registry,
    now: datetime,
) -> Application:
    """The application has its number and its case; `seen` is the form's revision that the applicant checked."""
    own = held_as_own(session, application, standing)
    if own.state != ApplicationState.DRAFT:
        raise handed_in(own)
    matter_in_force(session, own.matter)
    matter = MatterVersion(own.matter, own.version_id, matter_of_version(session, own.version_id))
    certificate = certificate_of(session, own)
    _pass(session, own, matter, certificate, seen=seen, standing=standing, registry=registry, now=now)
    if certificate is not None:
        own.person_id, own.enterprise_id = certificate.holder_id, certificate.enterprise_id
    _open_case(session, own, matter, certificate, standing=standing, registry=registry, now=now)
    record(
        session,
        actor=standing.name,
        action="application.submit",
        thing=f"application:{own.id}",
        detail={"number": own.number, "matter": own.matter, "certificate": own.certificate_id},
        now=now,
    )
    return own


def _open_case(
    session: Session,
    own: Application,
    matter: MatterVersion,
    certificate: Certificate | None,
    *,
    standing: Standing,
    registry: Registry,
    now: datetime,
) -> None:
    """The case runs under its number, and the certificate is held."""
    facts = facts_of(session, own, matter, certificate=certificate, registry=registry, now=now)
    own.office_id = facts.office.id if facts.office is not None else None
    own.number = next_number(session, facts.office or _office_for(session, own), day=local_day(now))
    new = approvals.NewCase(
        matter.matter.chain, initiator_of(own), facts.known, matter=matter.name, number=own.number
    )
    case = approvals.submit_case(session, new, actor=standing, now=now, registry=registry)
    own.case_id, own.filed_at, own.state = case.id, now, ApplicationState.OPEN
    try:
        session.flush()
    except IntegrityError:
        # two drafts on one certificate, handed in at once: the index lets one of them through
        raise held_by_another() from None


def _pass(
    session: Session,
    own: Application,
    matter: MatterVersion,
    certificate: Certificate | None,
    *,
    seen: int,
    standing: Standing,
    registry: Registry,
    now: datetime,
) -> None:
    """Nothing is in the way, and the sections of the first step are complete and on file."""
    submission = session.get_one(Submission, own.submission_id)
    form = forms.form_of(session, submission, registry)
    step = first_step(chain_in_force(session, registry, matter.matter.chain), matter.matter.chain)
    gate(
        session,
        matter,
        person_id=certificate.holder_id if certificate is not None else own.person_id,
        certificate=certificate,
        on=local_day(now),
        now=now,
        registry=registry,
        moments={Moment.START, Moment.FILING} if step.files else {Moment.START},
        application=own,
        facts=forms.facts(session, submission, registry, now=now),
    ).refuse(matter.matter)
    forms.submit(
        session,
        submission,
        sections=sections_at(form.form, step),
        now=now,
        registry=registry,
        seen=seen,
        actor=standing.name,
        asker=standing.user_id,
    )


def _office_for(session: Session, own: Application) -> Office:
    """Who numbers a case for which no window was chosen: the office of the employer, or else the province."""
    enterprise = session.get(Enterprise, own.enterprise_id) if own.enterprise_id is not None else None
    office = session.get(Office, enterprise.office_id) if enterprise is not None else None
    found = office or next(iter(offices_at(session, Level.PROVINCE)), None)
    if found is None:
        raise no_office()
    return found
