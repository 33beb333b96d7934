"""A proposal as it is entered and decided, whatever it is about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import audit
from kernel.models.proposals import DefinitionProposal, ProposalAct, ProposalState
from kernel.nodes import Body

LONGEST_WORDS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to become of a definition, who wants it and why, and which version they saw."""

    name: str
    kind: str
    body: Body
    seen: int
    actor: str
    reason: str
    now: datetime
    act: ProposalAct = ProposalAct.CHANGE
    new_name: str | None = None


def enter(session: Session, wanted: Wanted) -> DefinitionProposal:
    """It waits for a second person, and the log says so."""
    found = DefinitionProposal(
        name=wanted.name,
        act=wanted.act,
        new_name=wanted.new_name,
        kind=wanted.kind,
        body=dict(wanted.body),
        seen=wanted.seen,
        reason=wanted.reason.strip()[:LONGEST_WORDS],
        proposed_by=wanted.actor,
        proposed_at=wanted.now,
        state=ProposalState.OPEN,
    )
    session.add(found)
    session.flush()
    note(session, "definition.propose", found, wanted.actor, wanted.now)
    return found


def open_of(session: Session, name: str) -> list[DefinitionProposal]:
    """Those that wait; nobody sends one back or takes it back until the transaction ends."""
    waiting = (DefinitionProposal.name == name, DefinitionProposal.state == ProposalState.OPEN)
    return list(session.scalars(select(DefinitionProposal).where(*waiting).with_for_update()))


def decide(found: DefinitionProposal, state: ProposalState, actor: str, now: datetime) -> None:
    """Nobody waits for it any more."""
    found.state, found.decided_by, found.decided_at = state, actor, now


def note(session: Session, action: str, found: DefinitionProposal, actor: str, now: datetime) -> None:
    """The act on the proposal stands in the log."""
    words = found.remark or found.reason
    detail = {"proposal": found.id, "version": found.seen, "reason": words, "proposed_by": found.proposed_by}
    if found.act != ProposalAct.CHANGE:
        detail |= {"act": found.act} | ({"new_name": found.new_name} if found.new_name else {})
    audit.record(session, actor=actor, action=action, thing=found.name, detail=detail, now=now)
