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
class Beginning:
    """What a case starts from; the matter is what its open work is counted under."""

    chain: str
    initiator: PartyRef
    facts: Mapping[str, Any]
    matter: str = ""
    number: str | None = None


def open_case(
    session: Session,
    chain: str,
    *,
    initiator: PartyRef,
    facts: Mapping[str, Any],
    now: datetime,
    registry: Registry,
    actor: Standing,
    matter: str = "",
    number: str | None = None,
    calendar: Calendar | None = None,
) -> CaseView:
    """The case has begun and waits at its first step."""
    beginning = Beginning(chain, initiator, facts, matter, number)
    return _begun(session, beginning, actor, now, registry=registry, calendar=calendar, submits=())


def submit_case(
    session: Session,
    chain: str,
    *,
    initiator: PartyRef,
    facts: Mapping[str, Any],
    now: datetime,
    registry: Registry,
    actor: Standing,
    matter: str = "",
    number: str | None = None,
    calendar: Calendar | None = None,
) -> CaseView:
    """The case has begun and its first step, which the initiator fills, is submitted in the same act."""
    beginning = Beginning(chain, initiator, facts, matter, number)
    submits = (Verb.SUBMIT,)
    return _begun(session, beginning, actor, now, registry=registry, calendar=calendar, submits=submits)


def _begun(
    session: Session,
    beginning: Beginning,
    actor: Standing,
    now: datetime,
    *,
    registry: Registry,
    calendar: Calendar | None,
    submits: Sequence[Verb],
) -> CaseView:
    session.flush()
    connection = connection_of(session)
    version_id = current_version(connection, beginning.chain)
    scene = Scene(session, connection, registry, now, compiled_chain(connection, registry, version_id))
    asked = calendar_asked(session, calendar)
    key = secrets.token_hex(16)
    matter = beginning.matter or beginning.chain
    case = CaseView(
        *(0, key, beginning.number, beginning.chain, version_id, matter, beginning.initiator),
        *(beginning.facts, State(), key),
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
