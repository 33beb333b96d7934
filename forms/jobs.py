"""Scheduled work: uploads that no submission names are forgotten; their contents are looked at afterwards."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms.cleaning import forget
from forms.topics import CONTENTS
from forms.uploads import UNNAMED_DAYS
from kernel import outbox
from kernel.jobs import Daily, Slot
from kernel.seams import job
from kernel.surroundings import surroundings_of
from kernel.text import Text

MOST = 5_000
"""In one run: a transaction stays short."""
TOGETHER = 200
"""Digests in one piece of deferred work."""


@job(
    "forms.uploads", title=Text("清理未用的文件", "Forget unused files"), schedule=Daily("03:50"), catch_up=1
)
def uploads(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Old uploads in no answers are gone; contents are removed only once that is committed."""
    now = surroundings_of(session).clock.now()
    digests = forget(session, before=now - timedelta(days=UNNAMED_DAYS), most=MOST)
    for first in range(0, len(digests), TOGETHER):
        outbox.defer(session, CONTENTS, {"digests": digests[first : first + TOGETHER]}, now=now)
    return {"contents": len(digests)}
