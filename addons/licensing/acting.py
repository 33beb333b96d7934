"""Acts on an application's case: the form, the gate, the case and the application move together or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.licensing import prefill
from addons.licensing.closing import settle
from addons.licensing.drafting import certificate_of
from addons.licensing.editing import edited
from addons.licensing.facts import Facts, facts_of
from addons.licensing.gate import gate
from addons.licensing.matters import MatterVersion, matter_of_version
from addons.licensing.models import Application
from addons.licensing.refusals import handed_back, not_handed_in
from addons.licensing.standing_in import at_hand, refuse_gone
from addons.licensing.stepping import Scene, filled_in
from addons.licensing.unmended import keep_returned, refuse_unmended
from addons.licensing.whose import held_as_own, held_if_seen, is_initiator
from addons.licensing.words import Moment
from approvals.acts import service as approvals
from approvals.acts.service import Decided
from approvals.cases.queries import case_view, steps_for
from approvals.chains.definition import Step
from approvals.engine import Defect, Edit
from approvals.people.assignment import Standing
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


class Said(TypedDict, total=False):
    """What somebody says with an act, and whom or what they name."""

    opinion: str
    defects: Sequence[Defect]
    to: str
    value: str
    people: Sequence[str]
    days: int


@dataclass(frozen=True, slots=True)
class Typed:
    """What was filled in at the step, what was written for answers on file, and the form's revision then."""

    values: Mapping[str, Any] | None
    edits: Mapping[str, Any] | None
    form_seen: int | None


@dataclass(frozen=True, slots=True)
class Brought:
    """What is known after the step was filled in, and which answers on file are others now."""

    facts: Facts | None = None
    edits: tuple[Edit, ...] = ()


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
    values: Mapping[str, Any] | None = None,
    edits: Mapping[str, Any] | None = None,
    form_seen: int | None = None,
    **said: Unpack[Said],
) -> Acted:
    """The act is done; `seen` is the case's revision, `form_seen` the form's.

    `values` is what was filled in with it, `edits` what was written for answers on file.
    """
    found = held_if_seen(session, application, standing)
    scene = _scene(session, found, standing, registry=registry, now=now)
    brought = _passed_on(scene, step, verb, seen, typed=Typed(values, edits, form_seen))
    if verb is Verb.RESUBMIT and brought.facts is not None and is_initiator(found, standing):
        # an enterprise that mends its own part has no place to say why
        refuse_unmended(scene, said.get("opinion", ""))
    decided = approvals.decide(
        session,
        scene.case.id,
        step=step,
        verb=verb,
        actor=standing,
        seen=seen,
        now=now,
        registry=registry,
        facts=brought.facts.known if brought.facts is not None else None,
        edits=brought.edits,
        **said,
    )
    _follow(scene, decided, verb, step, brought)
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
    why: str = "",
) -> Acted:
    """What was to be mended is handed in again, all of it at once; `why` says what needed no change."""
    own = held_as_own(session, application, standing)
    if own.case_id is None:
        raise not_handed_in()
    state = case_view(session, own.case_id).state
    if state.correction is None and state.outcome is None:
        raise handed_back()
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
        opinion=why,
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
    typed: Typed,
) -> Brought:
    """What the step fills in and changes is on file, nothing is in the way; returns what is known from now on."""
    refuse_gone(scene, name)
    step = at_hand(scene, name, verb, seen) if verb in PASSING or typed.edits else None
    if step is None:
        # who comes too late, or may not act at all, hears that and nothing else: the case itself tells them
        return Brought()
    edits = typed.edits or {}
    if verb not in PASSING:
        # what was changed goes with no other act: the case says so
        return Brought(None, edited(scene, edits, typed.form_seen))
    certificate = certificate_of(scene.session, scene.application)
    _refuse_at_gate(scene, step, certificate)
    filled = filled_in(scene, step, typed.values, typed.form_seen)
    changed = edited(scene, edits, None if filled else typed.form_seen) if edits else ()
    if not filled and not changed and verb not in HANDING_IN:
        return Brought()
    return Brought(_known(scene, certificate), changed)


def _known(scene: Scene, certificate: Certificate | None) -> Facts:
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


def _follow(scene: Scene, decided: Decided, verb: Verb, step: str, brought: Brought) -> None:
    """The application goes with its case, and the act is in the audit log."""
    application = scene.application
    if brought.facts is not None and brought.facts.office is not None:
        application.office_id = brought.facts.office.id
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
    if verb is Verb.RETURN and correction is not None:
        keep_returned(scene, decided.case)
    settle(application, decided.case, now=scene.now)
    record(
        scene.session,
        actor=scene.standing.name,
        action=f"application.{verb}",
        thing=f"application:{application.id}",
        detail={"number": application.number, "step": step, "outcome": application.outcome}
        | ({"changed": sorted(one.at for one in brought.edits)} if brought.edits else {}),
        now=scene.now,
    )
    scene.session.flush()
