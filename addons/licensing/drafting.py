"""Drafts: begun when nothing is in the way, filled in section by section, deleted when nobody wants them."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.licensing import prefill
from addons.licensing.gate import gate
from addons.licensing.matters import MatterVersion, matter_in_force, matter_of_version
from addons.licensing.models import Application
from addons.licensing.refusals import (
    handed_in,
    no_such_certificate,
    nobody_applies,
    not_open_to_you,
    other_certificate,
)
from addons.licensing.sections import chain_in_force, first_step, sections_at
from addons.licensing.whose import held_as_own
from addons.licensing.words import ApplicationState, Holds, Subject
from approvals.cases.queries import case_view, steps_for
from approvals.chains.versions import compiled_chain
from approvals.people.assignment import PartyKind, PartyRef, Standing
from forms import service as forms
from forms.models import Submission
from forms.service import Saved
from kernel.audit import record
from kernel.clock import local_day
from kernel.registry import Registry

ONLINE = "online"


def begin(
    session: Session,
    matter: str,
    *,
    certificate_id: int | None,
    standing: Standing,
    registry: Registry,
    now: datetime,
    channel: str = ONLINE,
) -> Application:
    """A draft that knows what is on record; the one that was begun before, brought up to date, if there is one."""
    version = matter_in_force(session, matter)
    mine = _applicants(version, standing)
    certificate = _certificate(session, certificate_id, version)
    initiator = _initiator(version, certificate, mine)
    held = certificate.id if certificate is not None else None
    drafted = _drafted(session, matter, held, initiator)
    if drafted is not None:
        # the matter may have changed since; the draft stays on the version it was begun on
        was = matter_of_version(session, drafted.version_id)
        prefill.renew(session, drafted, was, certificate=certificate, registry=registry, now=now)
        return drafted
    gate(
        session,
        version,
        person_id=certificate.holder_id if certificate is not None else _person(initiator),
        certificate=certificate,
        on=local_day(now),
        now=now,
        registry=registry,
    ).refuse(version.matter)
    try:
        with session.begin_nested():
            begun = _begun(session, version, certificate, initiator, standing, now=now, channel=channel)
    except IntegrityError:
        if (again := _drafted(session, matter, held, initiator)) is None:
            raise
        return again
    _fill_in(session, begun, version, certificate, registry=registry, now=now)
    return begun


def save(
    session: Session,
    application: Application,
    values: Mapping[str, Any],
    *,
    sections: Collection[str],
    seen: int,
    standing: Standing,
    registry: Registry,
    now: datetime,
) -> Saved:
    """The sections hold these values, and the given answers what is on record now; `seen` is the form's revision."""
    own = held_as_own(session, application, standing)
    open_now = open_sections(session, own, standing=standing, registry=registry)
    for section in sections:
        if section not in open_now:
            raise not_open_to_you(section)
    submission = session.get_one(Submission, own.submission_id)
    saved = forms.save(
        session,
        submission,
        values,
        sections=sections,
        now=now,
        registry=registry,
        seen=seen,
        actor=standing.name,
        asker=standing.user_id,
    )
    certificate = certificate_of(session, own)
    matter = matter_of_version(session, own.version_id)
    prefill.renew(session, own, matter, certificate=certificate, registry=registry, now=now)
    return replace(saved, values=submission.answers, revision=submission.revision)


def discard(session: Session, application: Application, *, standing: Standing, now: datetime) -> None:
    """The draft and what was filled in are gone; what has been handed in is withdrawn instead."""
    own = held_as_own(session, application, standing)
    if own.state != ApplicationState.DRAFT:
        raise handed_in(own)
    submission = session.get_one(Submission, own.submission_id)
    detail = {"matter": own.matter, "certificate": own.certificate_id}
    record(
        session,
        actor=standing.name,
        action="application.discard",
        thing=f"application:{own.id}",
        detail=detail,
        now=now,
    )
    session.delete(own)
    session.flush()
    session.delete(submission)
    session.flush()


def open_sections(
    session: Session, application: Application, *, standing: Standing, registry: Registry
) -> tuple[str, ...]:
    """The sections they may fill in now: those of the first step in a draft, else those of their open steps."""
    submission = session.get_one(Submission, application.submission_id)
    form = forms.form_of(session, submission, registry).form
    if application.case_id is None:
        matter = matter_of_version(session, application.version_id)
        step = first_step(chain_in_force(session, registry, matter.chain), matter.chain)
        return sections_at(form, step)
    mine = steps_for(session, standing, application.case_id)
    if not mine:
        return ()
    connection = session.connection()
    case = case_view(session, application.case_id)
    chain = compiled_chain(connection, registry, case.version_id)
    return tuple(name for step in mine for name in sections_at(form, chain.steps[step]))


def certificate_of(session: Session, application: Application) -> Certificate | None:
    """The certificate that the application concerns, as it is now."""
    return session.get(Certificate, application.certificate_id) if application.certificate_id else None


def _certificate(session: Session, certificate_id: int | None, version: MatterVersion) -> Certificate | None:
    if version.matter.certificate_type is None:
        return None
    certificate = session.get(Certificate, certificate_id or 0)
    if certificate is None:
        raise no_such_certificate()
    return certificate


def _applicants(version: MatterVersion, standing: Standing) -> list[PartyRef]:
    """The parties for which they may apply: themselves once their identity is known, or their enterprises."""
    # asked before anything is looked up: who stands for nobody learns of no certificate
    kind = PartyKind.PERSON if version.matter.subject is Subject.PERSON else PartyKind.ENTERPRISE
    mine = sorted((one for one in standing.parties if one.kind == kind), key=lambda one: one.id)
    if not mine:
        raise nobody_applies(version.matter.title)
    return mine


def _initiator(version: MatterVersion, certificate: Certificate | None, mine: list[PartyRef]) -> PartyRef:
    """The party that applies; somebody else's certificate is as one that is not there."""
    matter = version.matter
    if certificate is None:
        return mine[0]
    kind = mine[0].kind
    named = certificate.holder_id if kind == PartyKind.PERSON else certificate.enterprise_id
    if PartyRef(kind, named or 0) not in mine:
        raise no_such_certificate()
    if not matter.takes(certificate_type=certificate.type, category=certificate.category):
        raise other_certificate(matter.title)
    return PartyRef(kind, named or 0)


def _drafted(
    session: Session, matter: str, certificate_id: int | None, initiator: PartyRef
) -> Application | None:
    return session.scalars(
        select(Application)
        .where(
            Application.matter == matter,
            Application.certificate_id == certificate_id
            if certificate_id is not None
            else Application.certificate_id.is_(None),
            Application.initiator_kind == initiator.kind,
            Application.initiator_id == initiator.id,
            Application.state == ApplicationState.DRAFT,
        )
        .order_by(Application.id)
        .limit(1)
        .with_for_update()
    ).one_or_none()


def _begun(
    session: Session,
    version: MatterVersion,
    certificate: Certificate | None,
    initiator: PartyRef,
    standing: Standing,
    *,
    now: datetime,
    channel: str,
) -> Application:
    submission = forms.draft(session, version.matter.form, standing.name, now)
    application = Application(
        matter=version.name,
        version_id=version.version_id,
        submission_id=submission.id,
        certificate_id=certificate.id if certificate is not None else None,
        certificate_revision=certificate.revision if certificate is not None else None,
        exclusive=version.matter.holds is Holds.EXCLUSIVE,
        initiator_kind=initiator.kind,
        initiator_id=initiator.id,
        person_id=_person(initiator),
        enterprise_id=initiator.id if initiator.kind == PartyKind.ENTERPRISE else None,
        channel=channel,
        started_by=standing.name,
        started_at=now,
        state=ApplicationState.DRAFT,
    )
    session.add(application)
    session.flush()
    return application


def _fill_in(
    session: Session,
    application: Application,
    version: MatterVersion,
    certificate: Certificate | None,
    *,
    registry: Registry,
    now: datetime,
) -> None:
    submission = session.get_one(Submission, application.submission_id)
    form = forms.form_of(session, submission, registry).form
    step = first_step(chain_in_force(session, registry, version.matter.chain), version.matter.chain)
    prefill.fill_in(
        session,
        application,
        version.matter,
        certificate=certificate,
        sections=sections_at(form, step),
        registry=registry,
        now=now,
    )


def _person(initiator: PartyRef) -> int | None:
    return initiator.id if initiator.kind == PartyKind.PERSON else None
