"""An applicant says that another party does nothing: the case goes where its chain says, and the application with it."""

from datetime import datetime

from sqlalchemy.orm import Session

from addons.licensing.closing import settle
from addons.licensing.models import Application
from addons.licensing.refusals import not_handed_in
from addons.licensing.whose import held_as_own
from approvals.acts import silence
from approvals.acts.reporting import Report, Reported, What
from approvals.people.assignment import Standing
from kernel.audit import record
from kernel.registry import Registry


def declare_silent(
    session: Session,
    application: Application,
    *,
    step: str,
    seen: int,
    words: str,
    standing: Standing,
    registry: Registry,
    now: datetime,
    after: int,
) -> Reported:
    """The step of the other party is left; without a clock of its own it has been open `after` working days."""
    own = held_as_own(session, application, standing)
    if own.case_id is None:
        raise not_handed_in()
    said = Report(
        what=What.PARTY_SILENT,
        seen=seen,
        standing=standing,
        registry=registry,
        now=now,
        words=words,
        step=step,
    )
    found = silence.declare_silent(session, own.case_id, said, after=after)
    settle(own, found.case, now=now)
    record(
        session,
        actor=standing.name,
        action=f"application.{What.PARTY_SILENT}",
        thing=f"application:{own.id}",
        detail={"number": own.number, "step": step, "seq": found.entry, "outcome": own.outcome},
        now=now,
    )
    session.flush()
    return found
