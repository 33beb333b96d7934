"""Cases begin: the version in force is pinned, the first step opens or is submitted at once."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from approvals.acts.answering import answers
from approvals.acts.recording import Scene, calendar_asked, known_of, open_rows, settled
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain, current_version
from approvals.engine import Act, Actor, State, advance, start
from approvals.people.assignment import PartyRef, Standing
from approvals.words import Verb
from kernel.db import connection_of
from kernel.registry import Registry
from kernel.workdays import Calendar


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case starts from; the matter is what its open work is counted under."""

    chain: str
    initiator: PartyRef
    facts: Mapping[str, Any]
    matter: str = ""
    number: str | None = None


def open_case(
    session: Session,
    new: NewCase,
    *,
    actor: Standing,
    now: datetime,
    registry: Registry,
    calendar: Calendar | None = None,
) -> CaseView:
    """The case has begun and waits at its first step."""
    return _begun(session, new, actor, now, registry=registry, calendar=calendar, submits=())


def submit_case(
    session: Session,
    new: NewCase,
    *,
    actor: Standing,
    now: datetime,
    registry: Registry,
    calendar: Calendar | None = None,
) -> CaseView:
    """The case has begun and its first step, which the initiator fills, is submitted in the same act."""
    return _begun(session, new, actor, now, registry=registry, calendar=calendar, submits=(Verb.SUBMIT,))


def _begun(
    session: Session,
    new: NewCase,
    actor: Standing,
    now: datetime,
    *,
    registry: Registry,
    calendar: Calendar | None,
    submits: Sequence[Verb],
) -> CaseView:
    session.flush()
    connection = connection_of(session)
    version_id = current_version(connection, new.chain)
    scene = Scene(session, connection, registry, now, compiled_chain(connection, registry, version_id))
    asked = calendar_asked(session, calendar)
    key = secrets.token_hex(16)
    matter = new.matter or new.chain
    case = CaseView(
        *(0, key, new.number, new.chain, version_id, matter, new.initiator),
        *(new.facts, State(), key),
    )
    known = known_of(scene.chain, case, now)
    asks = answers(session, registry, case, asked, now)
    advances = [start(scene.chain, known, actor=actor.name, at=now, **asks)]
    for verb in submits:
        state = advances[-1].state
        steps = frozenset(one.step for one in state.open)
        act = Act(verb=verb, at=now, actor=actor.name, step=min(steps, default=""))
        who = Actor(actor.name, steps, initiator=True)
        advances.append(advance(scene.chain, state, act, known, actor=who, **asks))
    case = case.after(advances[-1].state, key)
    case, works = open_rows(scene, case, [one.entry for one in advances])
    settled(scene, case, works, advances=advances, openings=case.state.open, counts={})
    return case
