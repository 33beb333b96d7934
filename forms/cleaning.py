"""Uploads that nobody came to use are forgotten, and contents that nothing refers to any more are removed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from forms.models import Naming, Upload
from forms.seams import STORED_DIGESTS
from forms.storage import Storage
from kernel.models import Plugin
from kernel.registry import Registry

NAMED = exists().where(Naming.upload_id == Upload.id)


def forget(session: Session, *, before: datetime, most: int) -> Sequence[str]:
    """The uploads of before this moment that no submission names are gone; the digests of their contents."""
    old = select(Upload.id).where(Upload.uploaded_at < before, ~NAMED).order_by(Upload.id).limit(most)
    ids = session.scalars(old.with_for_update(of=Upload, skip_locked=True)).all()
    if not ids:
        return []
    # asked again: one may have been named between the look and the lock
    gone = delete(Upload).where(Upload.id.in_(ids), ~NAMED).returning(Upload.digest)
    digests = session.scalars(gone, execution_options={"synchronize_session": False}).all()
    return sorted(set(digests))


def in_use(session: Session, registry: Registry, digests: Collection[str]) -> frozenset[str]:
    """Those of the digests that an upload or a plugin at the seam still refers to."""
    found = set(session.scalars(select(Upload.digest).where(Upload.digest.in_(digests)).distinct()))
    for entry in registry.entries(STORED_DIGESTS):
        found |= set(entry.thing(session, digests))
    return frozenset(found & set(digests))


def remove(session: Session, registry: Registry, storage: Storage, digests: Collection[str]) -> list[str]:
    """The contents that nothing refers to are gone; those that cannot be told yet are returned, to be asked again.

    Those that somebody has just put, and all of them while an installed plugin could not be loaded: it cannot answer.
    """
    if set(session.scalars(select(Plugin.name))) - set(registry.plugins):
        return list(digests)
    used = in_use(session, registry, digests)
    return [digest for digest in digests if digest not in used and not storage.remove(digest)]
