"""A gate that refuses leaves a record of the attempt, not a case: kept by the page in a transaction of its own."""

from datetime import datetime

from sqlalchemy.orm import Session

from addons.licensing.findings import Refused
from approvals.assignment import Standing
from kernel.audit import record


def record_attempt(
    session: Session,
    refusal: Refused,
    *,
    matter: str,
    certificate_id: int | None,
    standing: Standing,
    now: datetime,
) -> None:
    """The audit log says who tried to apply for what, and which checks were in the way."""
    record(
        session,
        actor=standing.name,
        action="application.refused",
        thing=f"matter:{matter}"[:200],
        detail={"certificate": certificate_id, "checks": [one.place for one in refusal.problems]},
        now=now,
    )
