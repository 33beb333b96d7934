"""Whose an application is, and the row held while somebody acts on it."""

from sqlalchemy.orm import Session

from addons.licensing.models import Application
from addons.licensing.refusals import no_such_application
from addons.licensing.words import ApplicationState
from approvals.cases.queries import steps_for
from approvals.people.assignment import PartyKind, PartyRef, Standing
from approvals.people.authority import may_speak


def initiator_of(application: Application) -> PartyRef:
    """The party whose application it is."""
    return PartyRef(application.initiator_kind, application.initiator_id)


def is_initiator(application: Application, standing: Standing) -> bool:
    """Whether they may fill it in, hand it in and take it back."""
    return initiator_of(application) in standing.parties


def may_see(session: Session, application: Application, standing: Standing) -> bool:
    """Whether it concerns them: their own, one that names them, or one with a step of theirs open."""
    if is_initiator(application, standing):
        return True
    if application.state == ApplicationState.DRAFT or application.case_id is None:
        return False
    named = {
        PartyRef(PartyKind.PERSON, application.person_id or 0),
        PartyRef(PartyKind.ENTERPRISE, application.enterprise_id or 0),
    }
    if named & standing.parties or application.office_id in standing.offices | standing.oversees:
        return True
    return bool(steps_for(session, standing, application.case_id)) or _looks_after(
        session, application.case_id, standing
    )


def _looks_after(session: Session, case_id: int, standing: Standing) -> bool:
    """Whether its case is, or is going to be, at an office that they look after."""
    return bool(standing.oversees) and may_speak(session, standing, case_id)


def held(session: Session, application: Application) -> Application:
    """The application as it is now, which nobody else may change until the transaction ends."""
    found = session.get(Application, application.id, with_for_update=True, populate_existing=True)
    if found is None:
        raise no_such_application(application.id)
    return found


def held_as_own(session: Session, application: Application, standing: Standing) -> Application:
    """The same, for who applies; to everybody else it is not there."""
    found = held(session, application)
    if not is_initiator(found, standing):
        raise no_such_application(found.id)
    return found


def held_if_seen(session: Session, application: Application, standing: Standing) -> Application:
    """The same, for all whom it concerns; to everybody else it is not there."""
    found = held(session, application)
    if not may_see(session, found, standing):
        raise no_such_application(found.id)
    return found
