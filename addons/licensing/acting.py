"""Acts on an application's case: the form, the gate, the case and the application move together or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.licensing import prefill
from addons.licensing.closing import settle
from addons.licensing.drafting import certificate_of
from addons.licensing.facts import Facts, facts_of
from addons.licensing.gate import gate
from addons.licensing.matters import MatterVersion, matter_of_version
from addons.licensing.models import Application
from addons.licensing.refusals import not_handed_in
from addons.licensing.standing_in import at_hand, refuse_gone
from addons.licensing.stepping import Scene, filled_in
from addons.licensing.whose import held_as_own, held_if_seen, is_initiator
from addons.licensing.words import Moment
from approvals import service as approvals
from approvals.assignment import Standing
from approvals.definition import Step
from approvals.engine import Defect
from approvals.queries import case_view, steps_for
from approvals.service import Decided
from approvals.words import StepKind, Verb
from kernel.audit import record
from kernel.clock import local_day
from kernel.registry import Registry

PASSING = frozenset(
    {Verb.SUBMIT, Verb.RESUBMIT, Verb.ACCEPT, Verb.APPROVE, Verb.COUNTERSIGN, Verb.SUBSTITUTE}
)
"""Verbs that carry the case on: who does one stands for what the step fills in, and for the gate."""
HANDING_IN = frozenset({Verb.SUBMIT, Verb.RESUBMIT, Verb.SUBSTITUTE})


@dataclass(frozen=True, slots=True)
class Acted:
    """What an act came to."""

    application: Application
    decided: Decided


def act(
    session: Session,
    application: Application,
    *,
    step: str,
    verb: Verb,
    seen: int,
    standing: Standing,
    registry: Registry,
    now: datetime,
    opinion: str = "",
    defects: Sequence[Defect] = (),
    to: str = "",
    value: str = "",
    people: Sequence[str] = (),
    values: Mapping[str, Any] | None = None,
    form_seen: int | None = None,
) -> Acted:
    """The act is done; `seen` is the case's revision, `values` what was filled in with it, `form_seen` the form's."""
    found = held_if_seen(session, application, standing)
    scene = _scene(session, found, standing, registry=registry, now=now)
    facts = _passed_on(scene, step, verb, seen, values=values, form_seen=form_seen)
    decided = approvals.decide(
        session,
        scene.case.id,
        step=step,
        verb=verb,
        actor=standing,
        seen=seen,
        now=now,
        registry=registry,
        opinion=opinion,
        defects=defects,
        to=to,
        value=value,
        people=people,
        facts=facts.known if facts is not None else None,
    )
    _follow(scene, decided, verb, step, facts)
    return Acted(found, decided)


def resubmit(
    session: Session,
    application: Application,
    *,
    seen: int,
    form_seen: int,
    standing: Standing,
    registry: Registry,
    now: datetime,
) -> Acted:
    """What was to be mended is handed in again, all of it at once."""
    own = held_as_own(session, application, standing)
    if own.case_id is None:
        raise not_handed_in()
    state = case_view(session, own.case_id).state
    mine = steps_for(session, standing, own.case_id)
    step = state.correction.step if state.correction is not None else next(iter(mine), "")
    return act(
        session,
        own,
        step=step,
        verb=Verb.RESUBMIT,
        seen=seen,
        standing=standing,
        registry=registry,
        now=now,
        form_seen=form_seen,
    )


def withdraw(
    session: Session,
    application: Application,
    *,
    seen: int,
    standing: Standing,
    registry: Registry,
    now: datetime,
    opinion: str = "",
) -> Acted:
    """The applicant has taken the application back; the certificate is free for another."""
    own = held_as_own(session, application, standing)
    return act(
        session,
        own,
        step="",
        verb=Verb.WITHDRAW,
        seen=seen,
        standing=standing,
        registry=registry,
        now=now,
        opinion=opinion,
    )


def _scene(
    session: Session,
    application: Application,
    standing: Standing,
    *,
    registry: Registry,
    now: datetime,
) -> Scene:
    if application.case_id is None:
        raise not_handed_in()
    matter = matter_of_version(session, application.version_id)
    version = MatterVersion(application.matter, application.version_id, matter)
    case = case_view(session, application.case_id)
    return Scene(session, application, version, case, standing, registry, now)


def _passed_on(
    scene: Scene,
    name: str,
    verb: Verb,
    seen: int,
    *,
    values: Mapping[str, Any] | None,
    form_seen: int | None,
) -> Facts | None:
    """What the step fills in is on file, nothing is in the way; returns what is known from now on."""
    refuse_gone(scene, name)
    step = at_hand(scene, name, verb, seen) if verb in PASSING else None
    if step is None:
        # who comes too late, or may not act at all, hears that and nothing else: the case itself tells them
        return None
    certificate = certificate_of(scene.session, scene.application)
    _refuse_at_gate(scene, step, certificate)
    filled = filled_in(scene, step, values, form_seen)
    if not filled and verb not in HANDING_IN:
        return None
    return facts_of(
        scene.session,
        scene.application,
        scene.matter,
        certificate=certificate,
        registry=scene.registry,
        now=scene.now,
    )


def _refuse_at_gate(scene: Scene, step: Step, certificate: Certificate | None) -> None:
    """Nothing when the gate lets the step pass; a case that was filed has passed it."""
    unfiled = scene.case.state.filed is None
    moments = {Moment.START} if unfiled and step.kind is StepKind.FILL else set()
    moments |= {Moment.FILING} if unfiled and step.files else set()
    if moments:
        gate(
            scene.session,
            scene.matter,
            person_id=certificate.holder_id if certificate is not None else scene.application.person_id,
            certificate=certificate,
            on=local_day(scene.now),
            now=scene.now,
            registry=scene.registry,
            moments=moments,
            application=scene.application,
            facts=scene.case.facts,
        ).refuse(scene.matter.matter)


def _follow(scene: Scene, decided: Decided, verb: Verb, step: str, facts: Facts | None) -> None:
    """The application goes with its case, and the act is in the audit log."""
    application = scene.application
    if facts is not None and facts.office is not None:
        application.office_id = facts.office.id
    correction = decided.case.state.correction
    if verb is Verb.RETURN and correction is not None and not is_initiator(application, scene.standing):
        # who mends it sees the certificate as it is now
        certificate = certificate_of(scene.session, application)
        prefill.renew(
            scene.session,
            application,
            scene.matter.matter,
            certificate=certificate,
            registry=scene.registry,
            now=scene.now,
        )
    settle(application, decided.case, now=scene.now)
    record(
        scene.session,
        actor=scene.standing.name,
        action=f"application.{verb}",
        thing=f"application:{application.id}",
        detail={"number": application.number, "step": step, "outcome": application.outcome},
        now=scene.now,
    )
    scene.session.flush()
