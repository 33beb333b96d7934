"""Acts on notices: kept once for each party, read, forgotten; each flushes, the page commits."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, delete, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from addons.licensing.telling import Message
from addons.notices.models import ONCE, Notice, Reading
from addons.notices.queries import Mailbox, addressed, earlier, notice_of, unread
from kernel.once import inserted_once

READING = cast(Table, Reading.__table__)


def keep(session: Session, message: Message) -> int:
    """Each of the message's parties has it to read; returns for how many of them it is new."""
    return len(kept(session, message))


def kept(session: Session, message: Message) -> list[int]:
    """The same; returns the notices that are new."""
    words = {
        "title_zh": message.title.zh,
        "title_en": message.title.en,
        "body_zh": message.body.zh,
        "body_en": message.body.en,
    }
    new = []
    for party in dict.fromkeys(message.to):
        values = {
            "key": message.key,
            "party_kind": str(party.kind),
            "party_id": party.id,
            "link": message.link,
            "created_at": message.at,
            "about": message.group.value,
            **words,
        }
        new.append(inserted_once(session, Notice, unique=ONCE, values=values))
    return [number for number in new if number is not None]


def read(session: Session, box: Mailbox, number: int, *, now: datetime) -> Notice:
    """The account has read the notice; somebody else's is not there."""
    found = notice_of(session, box, number)
    _read(session, box, Notice.id == number, now)
    return found


def read_all(session: Session, box: Mailbox, *, up_to: int, now: datetime) -> int:
    """The account has read everything up to that notice, and nothing that came while it looked; how many."""
    if not box.parties:
        return 0
    return _read(session, box, or_(Notice.id == up_to, earlier(session, up_to)), now)


def forget(session: Session, *, before: datetime, most: int) -> int:
    """Of the notices from before that moment the oldest are gone, so many at most; how many."""
    old = select(Notice.id).where(Notice.created_at < before).order_by(Notice.created_at).limit(most)
    gone = session.execute(delete(Notice).where(Notice.id.in_(old)), execution_options=NOT_LOADED)
    return int(cast(Any, gone).rowcount)


NOT_LOADED = {"synchronize_session": False}


def _read(session: Session, box: Mailbox, which: ColumnElement[bool], now: datetime) -> int:
    user, at = literal(box.user_id), literal(now, READING.c.read_at.type)
    wanted = select(Notice.id, user, at).where(which, addressed(box), unread(box))
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert(READING)
    once = insert.from_select(["notice_id", "user_id", "read_at"], wanted).on_conflict_do_nothing()
    return len(session.execute(once.returning(READING.c.notice_id)).all())
