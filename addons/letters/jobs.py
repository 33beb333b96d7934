"""The nightly jobs: documents that failed are drawn again, lookups are forgotten."""

from typing import Any

from sqlalchemy.orm import Session

from addons.letters.lookups import forget
from addons.letters.service import draw_again
from kernel.jobs import Daily, Slot
from kernel.seams import job
from kernel.surroundings import surroundings_of
from kernel.text import Text


@job(
    "letters.again",
    title=Text("重新生成失败的文书", "Draw failed documents again"),
    schedule=Daily("04:00"),
    catch_up=1,
)
def again(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Documents that could not be drawn are tried again; run it by hand once the cause is mended."""
    return {"again": draw_again(session)}


@job(
    "letters.lookups",
    title=Text("清理查验计数", "Forget lookups"),
    schedule=Daily("03:40"),
    catch_up=1,
)
def lookups(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Addresses that have not been counted lately are forgotten."""
    return {"forgotten": forget(session, now=surroundings_of(session).clock.now())}
