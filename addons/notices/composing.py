"""What is carried: one notice, the digest of a day, or the letter that proves an address."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.notices.addresses import token_of
from addons.notices.carrying import Told
from addons.notices.models import Address, Notice, Sending
from kernel.keys import KeyRing
from kernel.settings import settings_of
from kernel.surroundings import Surroundings
from kernel.text import Text

PREFERENCES = "/my/preferences"
NOTICES = "/notices"
MOST = 100
"""Notices that a digest lists; the rest are counted."""


def one_notice(session: Session, number: int, user_id: int, around: Surroundings) -> Told | None:
    """The notice as it is carried to the account; none when it is gone."""
    notice = session.get(Notice, number)
    if notice is None:
        return None
    title, body = Text(notice.title_zh, notice.title_en), Text(notice.body_zh, notice.body_en)
    key = f"notice:{number}:{user_id}"
    return _told(session, around, key, title, body, link=notice.link)


def one_digest(session: Session, user_id: int, day: date, around: Surroundings) -> Told | None:
    """Everything that waited for the digest of the day, the newest first."""
    rows = session.scalars(
        select(Notice)
        .join(Sending, Sending.notice_id == Notice.id)
        .where(Sending.user_id == user_id, Sending.digest_on == day, Sending.in_digest.is_(True))
        .order_by(Notice.created_at.desc(), Notice.id.desc())
    ).all()
    if not rows:
        return None
    title = Text(
        f"今日摘要：{len(rows)} 条消息", f"Digest: {len(rows)} {'message' if len(rows) == 1 else 'messages'}"
    )
    body = Text(_listed(rows, chinese=True), _listed(rows, chinese=False))
    return _told(session, around, f"digest:{user_id}:{day}", title, body, link=NOTICES)


def proof_letter(session: Session, row: Address, keys: KeyRing, around: Surroundings) -> Told:
    """The letter whose link shows that the account reads the address."""
    title = Text("请确认您的邮箱", "Please confirm your mail address")
    body = Text(
        "有人在平台上把这个邮箱填作接收消息的地址。是您本人的，请在 24 小时内登录并打开下面的链接；不是，请忽略这封邮件。",
        "Somebody gave this address on the platform to get messages. If it was you, sign in and open the link below "
        "within 24 hours; if not, ignore this letter.",
    )
    token = token_of(keys, row)
    key = f"confirm:{row.user_id}:{token[:12]}"
    return _told(session, around, key, title, body, link=f"{PREFERENCES}/confirm/{token}")


def _told(session: Session, around: Surroundings, key: str, title: Text, body: Text, *, link: str) -> Told:
    settings = settings_of(session.connection(), around.registry)
    return Told(
        key=key,
        title=title,
        body=body,
        link=f"{around.address}{link}" if link else "",
        preferences=f"{around.address}{PREFERENCES}",
        site=str(settings.get("site_name", "通办")),
        at=around.clock.now(),
    )


def _listed(notices: Sequence[Notice], *, chinese: bool) -> str:
    lines = []
    for one in notices[:MOST]:
        title, body = (one.title_zh, one.body_zh) if chinese else (one.title_en, one.body_en)
        lines.append(f"· {title}\n  {body}")
    left = len(notices) - MOST
    if left > 0:
        lines.append(f"· 另有 {left} 条" if chinese else f"· and {left} more")
    return "\n".join(lines)
