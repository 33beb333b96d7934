"""The one party that approvals know themselves: who started the case."""

from sqlalchemy.orm import Session

from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.people.assignment import Assignment
from approvals.seams import actor
from approvals.words import Party


@actor(Party.INITIATOR.value)
def initiator(session: Session, case: CaseView, step: Step) -> Assignment:  # noqa: ARG001 a resolver's signature
    """The party that started the case."""
    return Assignment(party=case.initiator)
