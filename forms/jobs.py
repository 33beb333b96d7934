"""Scheduled work: uploads that no submission names are forgotten; their contents are looked at afterwards."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms.cleaning import forget, in_use
from forms.storage import LocalFiles, folder_in
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
NIGHTS, SHELVES = 8, 256
"""In so many nights every shelf of the storage is looked at."""


@job(
    "forms.uploads", title=Text("清理未用的文件", "Forget unused files"), schedule=Daily("03:50"), catch_up=1
)
def uploads(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Old uploads in no answers are gone; contents are removed only once that is committed."""
    now = surroundings_of(session).clock.now()
    digests = forget(session, before=now - timedelta(days=UNNAMED_DAYS), most=MOST)
    for some in _parted(digests):
        outbox.defer(session, CONTENTS, {"digests": some}, now=now)
    return {"contents": len(digests)}


@job(
    "forms.orphans",
    title=Text("清理无主的文件内容", "Remove orphaned contents"),
    schedule=Daily("04:10"),
    catch_up=1,
)
def orphans(session: Session, slot: Slot) -> dict[str, Any]:
    """Contents whose request was rolled back after they were put have no row anywhere: they go, some shelves a night."""
    here = surroundings_of(session)
    if here.folder is None:
        return {}
    storage = LocalFiles(folder_in(here.folder))
    tonight = range(slot.day.toordinal() % NIGHTS, SHELVES, NIGHTS)
    found = [digest for shelf in tonight for digest in storage.resting(f"{shelf:02x}")]
    unused = 0
    for some in _parted(found):
        gone = sorted(set(some) - in_use(session, here.registry, some))
        unused += len(gone)
        if gone:
            # asked again when it is done: an upload may be on its way
            outbox.defer(session, CONTENTS, {"digests": gone}, now=here.clock.now())
    return {"looked_at": len(found), "contents": unused}


def _parted(digests: Sequence[str]) -> Iterator[Sequence[str]]:
    return (digests[first : first + TOGETHER] for first in range(0, len(digests), TOGETHER))
