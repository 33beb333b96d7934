"""What was typed on a page that could not be taken any more because its session had ended: closed up, a day long."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kernel.errors import TongbanError
from kernel.keys import KeyRing
from kernel.keys.closing import closed, opened
from kernel.models import KeptPage

Pairs = Sequence[tuple[str, str]]
CONTEXT = "accounts.kept"
LASTING = timedelta(days=1)
MOST = 256 * 1024
"""Bytes of one page; nobody types more."""
PAGES = 20
"""Pages of one account; an older one gives way."""
LONGEST_PATH = 300


def keep(session: Session, user_id: int, path: str, pairs: Pairs, *, keys: KeyRing, now: datetime) -> bool:
    """Whether the page is kept, in place of the one kept before; one that is too large is not."""
    plain = json.dumps(list(pairs), ensure_ascii=False).encode()
    if len(plain) > MOST or len(path) > LONGEST_PATH:
        return False
    kept = (
        select(KeptPage.id)
        .where(KeptPage.user_id == user_id, KeptPage.path != path)
        .order_by(KeptPage.kept_at.desc())
    )
    old = session.scalars(kept.offset(PAGES - 1)).all()
    if old:
        session.execute(delete(KeptPage).where(KeptPage.id.in_(old)))
    content = closed(keys, plain, context=f"{CONTEXT}:{user_id}:{path}")
    connection = session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(KeptPage).values(user_id=user_id, path=path, content=content, kept_at=now)
    # two windows may send the same page at once
    anew = {"content": row.excluded.content, "kept_at": row.excluded.kept_at}
    connection.execute(row.on_conflict_do_update(index_elements=["user_id", "path"], set_=anew))
    return True


def kept(session: Session, user_id: int, path: str, *, keys: KeyRing, now: datetime) -> Pairs | None:
    """What was typed on the page, if something is kept of it."""
    row = session.scalar(select(KeptPage).where(KeptPage.user_id == user_id, KeptPage.path == path))
    if row is None or row.kept_at + LASTING < now:
        return None
    try:
        plain = opened(keys, row.content, context=f"{CONTEXT}:{user_id}:{path}")
    except TongbanError:
        # closed with a key that is gone: there is nothing to show
        return None
    return [(str(name), str(value)) for name, value in json.loads(plain)]


def forget(session: Session, user_id: int, path: str) -> None:
    """Nothing is kept of the page."""
    session.execute(delete(KeptPage).where(KeptPage.user_id == user_id, KeptPage.path == path))


def forget_below(session: Session, user_id: int, path: str) -> None:
    """Nothing is kept of any page below the path: what they were about is gone."""
    below = KeptPage.path.startswith(f"{path}/", autoescape=True)
    session.execute(delete(KeptPage).where(KeptPage.user_id == user_id, below))


def forget_old(session: Session, *, before: datetime) -> int:
    """Pages kept before the moment are gone; how many."""
    return session.connection().execute(delete(KeptPage).where(KeptPage.kept_at < before)).rowcount
