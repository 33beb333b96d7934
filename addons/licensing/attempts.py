"""A gate that refuses leaves a record of the attempt, not a case: kept by the page in a transaction of its own."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from addons.licensing.findings import Refused
from approvals.people.assignment import Standing
from kernel.audit import record
from kernel.errors import TooMany
from kernel.surroundings import surroundings_of
from kernel.throttling import counted

PURPOSE = "application.refused"
SPAN = timedelta(hours=1)


def record_attempt(
    session: Session,
    refusal: Refused,
    *,
    matter: str,
    certificate_id: int | None,
    standing: Standing,
    now: datetime,
) -> None:
    """The audit log says who tried to apply for what, and which checks were in the way; once an hour of the same."""
    checks = [one.place for one in refusal.problems]
    if _is_on_record(session, f"{standing.name}|{matter}|{certificate_id}|{checks}", now):
        return
    record(
        session,
        actor=standing.name,
        action="application.refused",
        thing=f"matter:{matter}"[:200],
        detail={"certificate": certificate_id, "checks": checks},
        now=now,
    )


def _is_on_record(session: Session, attempt: str, now: datetime) -> bool:
    """Whether the same was recorded a while ago; who presses a button all day fills no log."""
    keys = surroundings_of(session).keys
    if keys is None:
        return False
    try:
        counted(session, PURPOSE, attempt, most=1, span=SPAN, keys=keys, now=now)
    except TooMany:
        return True
    return False
