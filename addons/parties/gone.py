"""Steps that wait for an enterprise that is no more: they go where their chain says, or whoever looks after them hears."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties.models import Enterprise
from addons.parties.office_accounts import overseers_of
from addons.parties.words import GONE
from approvals.acts.exits import Awaited, party_gone, waiting_for
from approvals.cases.queries import case_view
from approvals.cases.view import IS_OPEN, TASK, CaseView
from approvals.chains.versions import compiled_chain
from approvals.people.ahead import offices_ahead
from approvals.people.assignment import PartyKind, PartyRef
from approvals.people.telling import Word, WordKind, send_word
from kernel.db import connection_of
from kernel.registry import Registry


def go_without(
    session: Session,
    enterprise_id: int,
    *,
    now: datetime,
    registry: Registry,
    case_id: int | None = None,
    after: int = 0,
) -> None:
    """The steps of the enterprise are left by the way of their chain; of the others those who can help hear."""
    party = PartyRef(PartyKind.ENTERPRISE, enterprise_id)
    party_gone(session, party, now=now, registry=registry, case_id=case_id, after=after)
    for one in waiting_for(session, party, registry=registry, case_id=case_id):
        if not one.leaves:
            _tell(session, registry, one)


def gone_of(session: Session, registry: Registry, case: CaseView) -> list[int]:
    """The enterprises that are gone and have an open step of the case; most cases wait for an office."""
    chain = compiled_chain(connection_of(session), registry, case.version_id)
    if not any(chain.steps[one.step].party is not None for one in case.state.open):
        return []
    tasks = TASK.c.case_id == case.id, TASK.c.party_kind == PartyKind.ENTERPRISE.value, IS_OPEN
    gone = select(Enterprise.id).where(
        Enterprise.status.in_(GONE), Enterprise.id.in_(select(TASK.c.party_id).where(*tasks))
    )
    return list(session.scalars(gone.order_by(Enterprise.id)))


def _tell(session: Session, registry: Registry, one: Awaited) -> None:
    case = case_view(session, one.case_id)
    had = select(TASK.c.office_id).where(TASK.c.case_id == case.id, TASK.c.office_id.is_not(None))
    offices = {*session.scalars(had.distinct()), *offices_ahead(session, registry, case)}
    word = Word(
        kind=WordKind.STRANDED,
        accounts=overseers_of(session, offices),
        by="",
        # as it opened once, it is told once, however often the case moves
        at=one.opened_at,
        case=case.id,
        step=one.step,
    )
    send_word(session, word)
