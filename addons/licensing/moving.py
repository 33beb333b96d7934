"""A draft moves to the version of its form that is in force, and what is on record is brought to it anew."""

from datetime import datetime

from sqlalchemy.orm import Session

from addons.licensing import prefill
from addons.licensing.drafting import certificate_of
from addons.licensing.matters import matter_of_version
from addons.licensing.models import Application
from addons.licensing.refusals import handed_in
from addons.licensing.whose import held_as_own
from addons.licensing.words import ApplicationState
from approvals.people.assignment import Standing
from forms.carrying import Carried
from forms.models import Submission
from forms.rebasing import acknowledge, rebase
from kernel.registry import Registry


def move_to_newer(
    session: Session,
    application: Application,
    *,
    seen: int,
    standing: Standing,
    registry: Registry,
    now: datetime,
) -> Carried:
    """The draft is on the newest version of its form; what changed is told until its applicant knows."""
    own = _own_draft(session, application, standing)
    submission = session.get_one(Submission, own.submission_id)
    told = rebase(session, submission, now=now, registry=registry, seen=seen)
    prefill.renew(
        session,
        own,
        matter_of_version(session, own.version_id),
        certificate=certificate_of(session, own),
        registry=registry,
        now=now,
    )
    return told


def acknowledge_move(session: Session, application: Application, *, standing: Standing) -> None:
    """The applicant knows what the move changed."""
    own = _own_draft(session, application, standing)
    acknowledge(session, session.get_one(Submission, own.submission_id))


def _own_draft(session: Session, application: Application, standing: Standing) -> Application:
    own = held_as_own(session, application, standing)
    if own.state != ApplicationState.DRAFT:
        raise handed_in(own)
    return own
