"""What comes to a case from outside: an event that is waited for, or a party that can no longer act."""

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from approvals.acts.bringing import brought_about, scene_of
from approvals.acts.clocking import run_clocks
from approvals.acts.recording import Scene, learned
from approvals.cases.statements import DECISION
from approvals.cases.view import CASE, IS_OPEN, TASK, CaseView, locked
from approvals.chains.versions import compiled_chain
from approvals.engine import Act, CompiledChain, State, awaited
from approvals.engine.filing import exits_now
from approvals.people.assignment import PartyRef
from approvals.words import Exit, Happening, Verb
from kernel import outbox
from kernel.db import connection_of
from kernel.errors import Conflict
from kernel.registry import Registry
from kernel.text import Text

RING = 50
"""So many entries are looked at for a case that goes round by itself."""
LEAVE = "approvals.leave"
"""The topic on which cases leave a step whose party is gone, each in a transaction of its own."""


def happened(
    session: Session, case_id: int, *, event: str, now: datetime, registry: Registry, **facts: object
) -> CaseView:
    """Every step that waited for the event is passed; what came with it is known from now on."""
    scene, case = scene_of(session, case_id, now=now, registry=registry)
    if case.state.outcome is not None or not awaited(scene.chain, case.state, event):
        raise no_wait_for(event)
    case = learned(scene.connection, case, facts)
    case = waits_passed(scene, case, Act(verb=Happening.EVENT, at=now, value=event))
    if facts:
        run_clocks(session, case_id, now=now, registry=registry)
        case = locked(scene.connection, case_id, "")[0]
    return case


def leave(
    session: Session, case_id: int, step: str, way: Exit, *, now: datetime, registry: Registry
) -> CaseView:
    """The open step is left by the way that the chain gives for this; refused where it gives none."""
    scene, case = scene_of(session, case_id, now=now, registry=registry)
    return brought_about(scene, case, Act(verb=Happening.EXIT, at=now, step=step, way=way))


@dataclass(frozen=True, slots=True)
class Awaited:
    """An open step that waits for a party, and whether the chain says where to go without it."""

    case_id: int
    step: str
    seq: int
    opened_at: datetime
    leaves: bool


def waiting_for(
    session: Session, party: PartyRef, *, registry: Registry, case_id: int | None = None
) -> list[Awaited]:
    """The open steps of the party, of one case or of all."""
    chains = select(
        *(TASK.c.case_id, TASK.c.step, TASK.c.seq, TASK.c.opened_at, CASE.c.version_id, CASE.c.state),
    ).join(CASE, CASE.c.id == TASK.c.case_id)
    theirs = chains.where(TASK.c.party_kind == party.kind, TASK.c.party_id == party.id, IS_OPEN)
    if case_id is not None:
        theirs = theirs.where(TASK.c.case_id == case_id)
    connection = connection_of(session)
    found = []
    for case, step, seq, at, version, state in connection.execute(theirs.order_by(TASK.c.id)).all():
        chain = compiled_chain(connection, registry, version)
        found.append(Awaited(case, step, seq, at, _leaves(connection, chain, case, state, step)))
    return found


def party_gone(
    session: Session,
    party: PartyRef,
    *,
    now: datetime,
    registry: Registry,
    case_id: int | None = None,
    after: int = 0,
) -> int:
    """Every open step of the party whose chain says where to go without it is about to go there; how many are.

    Of one case it is asked after each of its entries: one that was suspended goes when it has been resumed.
    """
    count = 0
    for one in waiting_for(session, party, registry=registry, case_id=case_id):
        if one.leaves:
            way = Exit.PARTY_DEREGISTERED.value
            payload = {"case": one.case_id, "step": one.step, "seq": one.seq, "way": way}
            key = f"{LEAVE}:{one.case_id}:{one.step}:{one.seq}" + (f":{after}" if after else "")
            count += outbox.defer(session, LEAVE, payload, now=now, key=key)
    return count


def _leaves(connection: Connection, chain: CompiledChain, case_id: int, state: str, step: str) -> bool:
    """Whether the chain lets the case go without the party now; where it has done so before, somebody has to act first."""
    way = Exit.PARTY_DEREGISTERED
    if way not in chain.steps[step].exits:
        return False
    if way not in exits_now(chain, State.from_json(state), step):
        return False
    latest = select(DECISION.c.verb, DECISION.c.step).where(DECISION.c.case_id == case_id)
    for verb, left in connection.execute(latest.order_by(DECISION.c.seq.desc()).limit(RING)):
        if verb in set(Verb):
            return True
        if verb == Happening.EXIT and left == step:
            return False
    return True


def waits_passed(scene: Scene, case: CaseView, act: Act) -> CaseView:
    """The case after every step that waits for the event of the act, unless the one before has led away from it."""
    for step in awaited(scene.chain, case.state, act.value):
        if case.state.opening(step) is not None:
            case = brought_about(scene, case, replace(act, step=step))
    return case


def no_wait_for(event: str) -> Conflict:
    """Said of an event for which nothing waits."""
    return Conflict(
        Text(f"没有步骤在等“{event}”。", f"No step waits for “{event}”."),
        remedy=Text("请核对办件和事件名称。", "Check the case and the name of the event."),
        place="case",
    )
