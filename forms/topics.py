"""Deferred work: contents of forgotten uploads are removed from the storage."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms.cleaning import remove
from forms.storage import RESTING, LocalFiles, folder_in
from kernel import outbox
from kernel.seams import topic
from kernel.surroundings import surroundings_of
from kernel.text import Text

CONTENTS = "forms.contents"


@topic(CONTENTS, title=Text("移除无主的文件内容", "remove contents of forgotten files"))
def contents(session: Session, payload: Mapping[str, Any]) -> None:
    """What nothing refers to is gone; what somebody has just put again is asked about later."""
    here = surroundings_of(session)
    if here.folder is None:
        return
    left = remove(session, here.registry, LocalFiles(folder_in(here.folder)), payload["digests"])
    if left:
        now = here.clock.now()
        later = now + timedelta(seconds=RESTING)
        outbox.defer(session, CONTENTS, {"digests": left}, now=now, due_at=later)
