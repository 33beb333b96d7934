"""Who acts in a case, as the people and offices on record say: parties by name, offices by routing.

A case tells by its facts: `holder` (person), `employer`, `former_employer`, `receiving_enterprise` (enterprise),
`provider` (enterprise), `agent` (person), `office` (chosen by the applicant), `region`; each is the id of a row.
"""

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties.models import Enterprise, Office, Person, Region
from addons.parties.office_accounts import accounts_of, overseen_by, roles_held
from addons.parties.queries import party_of
from addons.parties.reach import current_employers
from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.people.assignment import Assignment, PartyKind, PartyRef, Standing
from approvals.people.signers import Colleague
from approvals.seams import actor, signers, standing
from approvals.words import Party
from kernel.access import Actor
from kernel.db import Base
from kernel.models import PluginRecord

NOBODY = Assignment()
"""Approvals then say that nobody can do the step, and what to do about it."""

Row = TypeVar("Row", bound=Base)


@standing("parties")
def standing_on_record(session: Session, user: Actor) -> Standing:
    """The person, enterprises and offices that the user is bound to, and the names of their roles."""
    if user.user_id is None:
        return Standing(None, "")
    held = party_of(session, user.user_id)
    refs = {PartyRef(PartyKind.ENTERPRISE, number) for number, _ in held.enterprises}
    refs |= {PartyRef(PartyKind.OFFICE, number) for number, _ in held.offices}
    if held.person is not None:
        refs.add(PartyRef(PartyKind.PERSON, held.person))
    roles, looks_after = roles_held(session, user.role_ids)
    return Standing(
        user.user_id,
        user.username,
        parties=frozenset(refs),
        offices=frozenset(number for number, _ in held.offices),
        roles=roles,
        oversees=overseen_by(session, user.user_id) if looks_after and held.offices else frozenset(),
    )


@signers("parties")
def colleagues(session: Session, assignment: Assignment) -> list[Colleague]:
    """The active accounts of the office with the role, or of the party."""
    return accounts_of(session, assignment)


@actor(Party.HOLDER.value)
def holder(session: Session, case: CaseView, step: Step) -> Assignment:  # noqa: ARG001 a resolver's signature
    """The person whom the certificate belongs to; who began the case, when nobody else is named."""
    named = _row(session, Person, case.facts.get("holder"))
    if named is not None:
        return _party(PartyKind.PERSON, named.id)
    return Assignment(party=case.initiator) if case.initiator.kind == PartyKind.PERSON else NOBODY


@actor(Party.EMPLOYER.value)
def employer(session: Session, case: CaseView, step: Step) -> Assignment:
    """The enterprise the application names; else the only one the holder works for."""
    found = _employer(session, case, step)
    return _party(PartyKind.ENTERPRISE, found.id) if found is not None else NOBODY


@actor(Party.FORMER_EMPLOYER.value)
def former_employer(session: Session, case: CaseView, step: Step) -> Assignment:  # noqa: ARG001
    """The enterprise that the holder leaves."""
    return _enterprise(session, case.facts.get("former_employer"))


@actor(Party.RECEIVING_ENTERPRISE.value)
def receiving_enterprise(session: Session, case: CaseView, step: Step) -> Assignment:  # noqa: ARG001
    """The enterprise that the holder goes to."""
    return _enterprise(session, case.facts.get("receiving_enterprise"))


@actor(Party.AGENT.value)
def agent(session: Session, case: CaseView, step: Step) -> Assignment:  # noqa: ARG001
    """The person whom the holder has asked to act for them."""
    named = _row(session, Person, case.facts.get("agent"))
    return _party(PartyKind.PERSON, named.id) if named is not None else NOBODY


@actor(Party.PROVIDER.value)
def provider(session: Session, case: CaseView, step: Step) -> Assignment:  # noqa: ARG001
    """The enterprise that holds the class or the exam."""
    return _enterprise(session, case.facts.get("provider"))


@actor("office.any")
def chosen_office(session: Session, case: CaseView, step: Step) -> Assignment:
    """The office the applicant chose, of the level that the step asks for."""
    office = _row(session, Office, case.facts.get("office"))
    return _office(office if office is not None and _fits(office, step) else None)


@actor("office.by_employer")
def office_of_employer(session: Session, case: CaseView, step: Step) -> Assignment:
    """The office that looks after the employer, or the one above it at the level of the step."""
    enterprise = _employer(session, case, step)
    office = session.get(Office, enterprise.office_id) if enterprise is not None else None
    while office is not None and not _fits(office, step):
        office = session.get(Office, office.parent_id) if office.parent_id is not None else None
    return _office(office)


@actor("office.by_region")
def office_of_region(session: Session, case: CaseView, step: Step) -> Assignment:
    """The office of the region the application names, or of the region around it, at the level of the step."""
    region = _row(session, Region, case.facts.get("region"))
    while region is not None and step.office is not None:
        offices = select(Office).where(
            Office.region_id == region.id, Office.level == step.office.level.value, Office.closed_on.is_(None)
        )
        if (office := session.scalars(offices.order_by(Office.code).limit(1)).one_or_none()) is not None:
            return _office(office)
        region = session.get(Region, region.parent_id) if region.parent_id is not None else None
    return NOBODY


@actor("office.fixed")
def fixed_office(session: Session, case: CaseView, step: Step) -> Assignment:  # noqa: ARG001 see `holder`
    """The office that the chain names by its external id."""
    plugin, _, name = (step.office.fixed or "" if step.office else "").rpartition(".")
    known = select(PluginRecord.row_id).where(
        PluginRecord.plugin == plugin, PluginRecord.name == name, PluginRecord.model == "offices"
    )
    office = session.get(Office, session.scalar(known) or 0)
    return _office(office if office is not None and _fits(office, step) else None)


def _employer(session: Session, case: CaseView, step: Step) -> Enterprise | None:
    named = case.facts.get("employer")
    if named is not None:
        return _row(session, Enterprise, named)
    if case.initiator.kind == PartyKind.ENTERPRISE:
        return session.get(Enterprise, case.initiator.id)
    party = holder(session, case, step).party
    if party is None:
        return None
    found = session.scalars(select(Enterprise).where(Enterprise.id.in_(current_employers(party.id)))).all()
    return found[0] if len(found) == 1 else None


def _enterprise(session: Session, named: Any) -> Assignment:
    found = _row(session, Enterprise, named)
    return _party(PartyKind.ENTERPRISE, found.id) if found is not None else NOBODY


def _row(session: Session, model: type[Row], row_id: Any) -> Row | None:
    """Facts are free: what is no number names nothing."""
    return session.get(model, row_id) if isinstance(row_id, int) and row_id is not True else None


def _fits(office: Office, step: Step) -> bool:
    level = step.office.level.value if step.office else office.level
    return office.closed_on is None and office.level == level


def _party(kind: PartyKind, row_id: int) -> Assignment:
    return Assignment(party=PartyRef(kind, row_id))


def _office(office: Office | None) -> Assignment:
    return Assignment(office=office.id) if office is not None else NOBODY
