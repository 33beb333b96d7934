"""The daily look for certificates whose last day is over."""

from typing import Any

from sqlalchemy.orm import Session

from addons.certificates.expiry import JOB, lapsed
from kernel.jobs import Daily, Slot
from kernel.seams import job
from kernel.surroundings import surroundings_of
from kernel.text import Text


@job(JOB, title=Text("证书到期失效", "Lapse what has ended"), schedule=Daily("00:05"), catch_up=1)
def expiry(session: Session, slot: Slot) -> dict[str, Any]:
    """What ended before the day of the slot has lapsed, a case in flight or not; days off are made good."""
    return {"lapsed": lapsed(session, on=slot.day, now=surroundings_of(session).clock.now())}
