"""Reads: applications of somebody, of cases and certificates; matters; what can be done with a certificate now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.windows import Missed, Opening, Timing, standing
from addons.licensing.definition import Matter
from addons.licensing.findings import Gate
from addons.licensing.gate import gate
from addons.licensing.matters import (
    MatterVersion,
    matter_in_force,
    matter_of_version,
    matters_in_force,
)
from addons.licensing.models import Application
from addons.licensing.refusals import no_such_application
from addons.licensing.whose import may_see
from addons.licensing.words import ApplicationState
from approvals.people.assignment import Standing
from kernel.access import Actor, rules_of, scoped
from kernel.clock import local_day
from kernel.registry import Registry
from kernel.text import Text

CAN_READ = "can_read"
DRAFT, OPEN = ApplicationState.DRAFT, ApplicationState.OPEN


@dataclass(frozen=True, slots=True)
class Possible:
    """A matter and whether it can be applied for now with a certificate, in one sentence."""

    version: MatterVersion
    gate: Gate
    timing: Timing | None
    """How today stands to the window; None where there is none."""
    sentence: Text
    application: Application | None = None
    """The draft or the open application that is already there."""

    @property
    def matter(self) -> Matter:
        """What the matter says."""
        return self.version.matter

    @property
    def opening(self) -> Opening | None:
        """The first and the last day."""
        return self.gate.opening

    @property
    def open(self) -> bool:
        """Whether one can begin now."""
        return self.gate.passes


def application(session: Session, application_id: int, standing: Standing) -> Application:
    """The application, if it concerns them; somebody else's is as one that is not there."""
    found = session.get(Application, application_id)
    if found is None or not may_see(session, found, standing):
        raise no_such_application(application_id)
    return found


def applications_of(session: Session, person_id: int) -> Sequence[Application]:
    """The applications about somebody, drafts first, then the latest."""
    return _listed(session, select(Application).where(Application.person_id == person_id))


def applications_of_enterprise(
    session: Session, enterprise_id: int, *, states: Collection[str] = tuple(ApplicationState)
) -> Sequence[Application]:
    """The applications that name the enterprise; drafts are among them only if they are its own."""
    named = select(Application).where(
        Application.enterprise_id == enterprise_id, Application.state.in_(states)
    )
    return _listed(session, named)


def visible(session: Session, actor: Actor, registry: Registry) -> Select[tuple[Application]]:
    """The applications that the roles of a user let them see, to be narrowed further."""
    rules = rules_of(session, actor.role_ids)
    return scoped(
        select(Application), Application, actor, permission=CAN_READ, registry=registry, rules=rules
    )


def by_case(session: Session, case_ids: Iterable[int]) -> dict[int, Application]:
    """The application of each case that has one."""
    found = session.scalars(select(Application).where(Application.case_id.in_(list(case_ids))))
    return {one.case_id: one for one in found if one.case_id is not None}


def in_flight(session: Session, certificate_ids: Iterable[int]) -> dict[int, Application]:
    """The open application on each certificate that has one; an exclusive one before others."""
    found = session.scalars(
        select(Application)
        .where(Application.certificate_id.in_(list(certificate_ids)), Application.state == OPEN)
        .order_by(Application.exclusive, Application.id)
    )
    return {one.certificate_id: one for one in found if one.certificate_id is not None}


def matters(session: Session) -> Sequence[MatterVersion]:
    """Every matter that one can apply for, in the order of their codes."""
    return matters_in_force(session)


def matter(session: Session, name: str) -> MatterVersion:
    """The matter of that name, if one can apply for it."""
    return matter_in_force(session, name)


def matter_of(session: Session, application: Application) -> Matter:
    """What the application was begun on."""
    return matter_of_version(session, application.version_id)


def possible(
    session: Session, certificate: Certificate, *, registry: Registry, now: datetime
) -> list[Possible]:
    """What can be applied for with the certificate, now or at another time; what can be missed comes first."""
    taking = [one for one in matters_in_force(session) if _takes(one.matter, certificate)]
    begun = _begun(session, certificate) if taking else {}
    found = [
        possibility(session, one, certificate, registry=registry, now=now, begun=begun.get(one.name))
        for one in taking
    ]
    return sorted(found, key=lambda one: (one.opening and one.opening.last) or date.max)


def possibility(
    session: Session,
    version: MatterVersion,
    certificate: Certificate | None,
    *,
    registry: Registry,
    now: datetime,
    person_id: int | None = None,
    begun: Application | None = None,
) -> Possible:
    """Whether this matter can be applied for with the certificate now: the answer to “can I?” on a guide."""
    today = local_day(now)
    found = gate(
        session,
        version,
        person_id=certificate.holder_id if certificate is not None else person_id,
        certificate=certificate,
        on=today,
        now=now,
        registry=registry,
        application=begun,
    )
    timing = standing(found.opening, today) if found.opening is not None else None
    return Possible(version, found, timing, _sentence(version.matter, found, timing, begun), begun)


def _sentence(matter: Matter, found: Gate, timing: Timing | None, begun: Application | None) -> Text:
    if begun is not None and begun.state == OPEN:
        return Text(f"正在办理，办件 {begun.number}。", f"In progress as case {begun.number}.")
    opening = found.opening
    if timing is Timing.EARLY and opening is not None:
        return Text(f"{opening.first} 起可以办理。", f"Possible from {opening.first} on.")
    if timing is Timing.LATE and opening is not None:
        return Text(f"已过办理时间（{opening.last} 止）。", f"Too late; the last day was {opening.last}.")
    failures = found.failures
    if failures:
        words = failures[0].finding.words
        more = len(failures) - 1
        return (
            words if not more else Text(f"{words.zh}另有 {more} 项不符合。", f"{words.en} And {more} more.")
        )
    if opening is None or opening.last is None:
        return Text("现在可以办理。", "Possible now.")
    final = matter.window is not None and matter.window.missed is Missed.LAPSE_FINAL
    warning = Text("逾期不能补办。", " It cannot be made up for later.") if final else Text("", "")
    return Text(
        f"现在可以办理，最后一天是 {opening.last}。{warning.zh}",
        f"Possible now; the last day is {opening.last}.{warning.en}",
    )


def _begun(session: Session, certificate: Certificate) -> Mapping[str, Application]:
    """The draft or open application of each matter on the certificate; an open one before a draft."""
    found = session.scalars(
        select(Application)
        .where(Application.certificate_id == certificate.id, Application.state.in_((DRAFT, OPEN)))
        .order_by(Application.state != DRAFT, Application.id)
    )
    return {one.matter: one for one in found}


def _takes(matter: Matter, certificate: Certificate) -> bool:
    return matter.takes(certificate_type=certificate.type, category=certificate.category)


def _listed(session: Session, wanted: Select[tuple[Application]]) -> Sequence[Application]:
    when = func.coalesce(Application.filed_at, Application.started_at)
    newest = wanted.order_by(Application.state != DRAFT, when.desc(), Application.id.desc())
    return list(session.scalars(newest))
