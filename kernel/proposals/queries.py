"""Proposals as they are looked up."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from kernel.definitions import published
from kernel.errors import NotFound
from kernel.models.proposals import DefinitionProposal, ProposalState
from kernel.text import Text

MOST_NUMBER = 2**31 - 1
"""What the column holds; a greater number was typed into an address."""


def proposal(session: Session, number: int) -> DefinitionProposal:
    """The proposal of this number, whatever became of it."""
    found = session.get(DefinitionProposal, number) if 0 < number <= MOST_NUMBER else None
    if found is None:
        raise unknown(number)
    return found


def locked(session: Session, number: int) -> DefinitionProposal:
    """The same; nobody else decides on it until the transaction ends."""
    found: DefinitionProposal | None = None
    if 0 < number <= MOST_NUMBER:
        found = session.scalar(
            select(DefinitionProposal)
            .where(DefinitionProposal.id == number)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    if found is None:
        raise unknown(number)
    return found


def open_proposals(session: Session) -> Sequence[DefinitionProposal]:
    """Those that wait for a decision, the oldest first."""
    return session.scalars(
        select(DefinitionProposal)
        .where(DefinitionProposal.state == ProposalState.OPEN)
        .order_by(DefinitionProposal.id)
    ).all()


def decided_proposals(session: Session, *, most: int) -> Sequence[DefinitionProposal]:
    """The latest that nobody waits for any more."""
    return session.scalars(
        select(DefinitionProposal)
        .where(DefinitionProposal.state != ProposalState.OPEN)
        .order_by(DefinitionProposal.decided_at.desc(), DefinitionProposal.id.desc())
        .limit(most)
    ).all()


def proposals_of(session: Session, name: str) -> Sequence[DefinitionProposal]:
    """Every proposal for the definition, the newest first; what each says is read when it is asked for."""
    return session.scalars(
        select(DefinitionProposal)
        .where(DefinitionProposal.name == name)
        .order_by(DefinitionProposal.id.desc())
        .options(defer(DefinitionProposal.body))
    ).all()


def latest_of(session: Session, name: str, proposed_by: str) -> DefinitionProposal | None:
    """What this person proposed last for the definition."""
    return session.scalar(
        select(DefinitionProposal)
        .where(DefinitionProposal.name == name, DefinitionProposal.proposed_by == proposed_by)
        .order_by(DefinitionProposal.id.desc())
        .limit(1)
    )


def standing_on(session: Session, found: DefinitionProposal) -> int:
    """The version that is in force now; 0 while there is none."""
    one = published(session).get(found.name)
    return 0 if one is None else one.number


def unknown(number: int) -> NotFound:
    """There is no such proposal."""
    return NotFound(
        Text("没有这份提议。", "There is no such proposal."),
        remedy=Text("请从待发布的列表中选择。", "Choose one from the list of proposals."),
        place=str(number),
    )
