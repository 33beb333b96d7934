"""Deferred work: contents of forgotten uploads are removed from the storage, drafts move to a newer form."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms.cleaning import remove
from forms.rebasing import rebase_drafts
from forms.storage import RESTING, LocalFiles, folder_in
from kernel import outbox
from kernel.seams import topic
from kernel.surroundings import surroundings_of
from kernel.text import Text

CONTENTS = "forms.contents"
MOVING = "forms.moving"


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


@topic(MOVING, title=Text("草稿改用新版表单", "move drafts to a newer form"))
def moving(session: Session, payload: Mapping[str, Any]) -> None:
    """Some drafts are on the version in force; as long as there were any, the rest follows."""
    here = surroundings_of(session)
    now = here.clock.now()
    if rebase_drafts(session, payload["form"], now=now, registry=here.registry):
        outbox.defer(session, MOVING, dict(payload), now=now)
