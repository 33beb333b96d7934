"""Scheduled work: the digests of the day go out, old notices are forgotten."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from addons.notices.sending import gathered
from addons.notices.service import forget
from kernel.jobs import Daily, Slot
from kernel.seams import job
from kernel.surroundings import surroundings_of
from kernel.text import Text

KEPT = timedelta(days=400)
"""Longer than a year, so that the reminder of last year can be looked up."""
MOST = 20_000
"""In one run: a transaction stays short."""


@job("notices.digest", title=Text("每日摘要", "Daily digest"), schedule=Daily("08:00"), catch_up=1)
def digest(session: Session, slot: Slot) -> dict[str, Any]:
    """Whoever wants a digest gets one letter with everything since the last; after days off one, not several."""
    return {"letters": gathered(session, slot.day, now=surroundings_of(session).clock.now())}


@job("notices.retention", title=Text("清理旧消息", "Forget old notices"), schedule=Daily("03:40"), catch_up=1)
def retention(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Notices of more than 400 days ago are gone, with the record of who read them."""
    now = surroundings_of(session).clock.now()
    return {"forgotten": forget(session, before=now - KEPT, most=MOST)}
