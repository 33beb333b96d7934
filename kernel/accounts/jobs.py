"""Forgets what accounts leave behind: what was typed after a day, counts after two, sessions after half a year."""

from datetime import timedelta

from sqlalchemy.orm import Session

from kernel import throttling
from kernel.accounts import kept
from kernel.accounts.sessions import forget_ended
from kernel.jobs import Daily, Slot
from kernel.seams import job
from kernel.surroundings import surroundings_of
from kernel.text import Text

SESSIONS_KEPT = timedelta(days=180)


@job(
    "accounts_cleaning",
    title=Text("清理旧会话和计数", "Clear old sessions and counts"),
    schedule=Daily("03:40"),
    catch_up=1,
)
def accounts_cleaning(session: Session, slot: Slot) -> dict[str, int]:  # noqa: ARG001 a job is called with both
    """Forgets sessions last used half a year ago, counts older than any span, and what nobody came back for."""
    now = surroundings_of(session).clock.now()
    return {
        "sessions": forget_ended(session, before=now - SESSIONS_KEPT),
        "pages": kept.forget_old(session, before=now - kept.LASTING),
        "counts": throttling.forget_old(session, before=now - throttling.LONGEST),
    }
