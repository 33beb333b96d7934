"""Scheduled work: who is to be told that a window opens or a certificate expires."""

from typing import Any

from sqlalchemy.orm import Session

from addons.licensing.reminding import found_due
from addons.licensing.topics import REMIND
from kernel import outbox
from kernel.jobs import Daily, Slot
from kernel.seams import job
from kernel.surroundings import surroundings_of
from kernel.text import Text

AT_ONCE = 200
"""Reminders that one transaction passes on."""


@job(
    "licensing.reminders",
    title=Text("窗口开放与到期提醒", "windows and reminders"),
    schedule=Daily("06:00"),
    catch_up=1,
)
def reminders(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Whatever days were missed: what has come and was not told is told, once, in its most urgent form."""
    clock = surroundings_of(session).clock
    now = clock.now()
    found = found_due(session, on=clock.today(), now=now)
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        outbox.defer(session, REMIND, {"reminders": some}, now=now, key=f"{REMIND}:{some[0]}")
    return {"reminders": len(found)}
