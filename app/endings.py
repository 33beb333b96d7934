"""How sessions end: too long without a request, too long altogether, replaced, closed; and what people are told."""

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from kernel.accounts.sessions import SEEN_EVERY, Ending, end_one, seen
from kernel.clock import LOCAL
from kernel.models import AccountSession
from kernel.versions import Versions
from kernel.web import platform
from kernel.web.settings import setting

NOTED = "noted"
LONGEST = "longest"


def why_over(session: MutableMapping[str, Any], versions: Versions, *, now: datetime) -> str | None:
    """Why the browser's session has ended; none while it stands."""
    if session.get("epoch") != versions.epoch or not versions.session:
        return Ending.ENDED
    moment = now.timestamp()
    if moment - session.get("seen", 0) >= setting("session_idle_minutes") * 60:
        return Ending.IDLE
    if moment - session.get("since", 0) >= setting("session_longest_hours") * 3600:
        return LONGEST
    return None


def note_use(session: MutableMapping[str, Any], *, now: datetime) -> None:
    """The row of the session says that it is used, to within some minutes."""
    moment = int(now.timestamp())
    last = session.setdefault(NOTED, session.get("since", moment))
    if moment - last >= SEEN_EVERY.total_seconds():
        with platform().database.transaction() as writing:
            seen(writing, int(session["number"]), now=now)
        session[NOTED] = moment


def said(user_id: int, number: int | None, over: str | None) -> str:
    """What the person is told; a session that ran out is over for every copy of its cookie."""
    if over in {Ending.IDLE, LONGEST} and number is not None:
        _close(user_id, number)
    if over == Ending.IDLE:
        minutes = setting("session_idle_minutes")
        return _("%(n)s 分钟没有操作，登录已结束，请重新登录。", n=minutes)
    if over == Ending.ENDED and number is not None:
        return _told(user_id, number)
    return _("登录已结束，请重新登录。")


def _close(user_id: int, number: int) -> None:
    here = platform()
    with here.database.transaction() as writing:
        end_one(writing, user_id, number, why=Ending.IDLE, now=here.clock.now())


def _told(user_id: int, number: int) -> str:
    mine = select(AccountSession).where(AccountSession.user_id == user_id)
    with platform().database.engine.connect() as connection:
        row = connection.execute(
            mine.with_only_columns(AccountSession.ending, AccountSession.ended_at).where(
                AccountSession.id == number
            )
        ).one_or_none()
        newest = connection.execute(
            mine.with_only_columns(AccountSession.began_at, AccountSession.address)
            .where(AccountSession.id > number)
            .order_by(AccountSession.id.desc())
            .limit(1)
        ).one_or_none()
    match row and row.ending:
        case Ending.REPLACED if newest is not None:
            at = newest.began_at.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")
            return _(
                "您的账户 %(at)s 在另一处（%(address)s）登录，这里的登录已结束。不是您本人的话，请马上登录并更改密码。",
                at=at,
                address=newest.address or "—",
            )
        case Ending.PASSWORD:
            return _("密码已更改，登录已结束，请用新密码登录。")
        case Ending.CLOSED:
            return _("账户已停用，登录已结束。请联系系统管理员。")
        case _other:
            return _("登录已结束，请重新登录。")
