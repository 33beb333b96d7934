"""Where an account is signed in and has been lately, as people read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from kernel.accounts.sessions import Ending, sessions_of
from kernel.models import AccountSession
from kernel.web import platform
from kernel.web.settings import setting

LISTED = 10
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("MicroMessenger", "微信"),
    ("QQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One session: where, with what, since when, and how it ended."""

    number: int
    here: bool
    open: bool
    began_at: datetime
    seen_at: datetime
    address: str
    device: str
    ending: str


def visits_of(user_id: int, present: int = 0, *, most: int = LISTED) -> list[Visit]:
    """The latest sessions of the account, the newest first; `present` is the one that asks."""
    here = platform()
    rows = sessions_of(here.database.session(), user_id, most=most)
    return [_visit(row, present, here.clock.now()) for row in rows]


def device(agent: str) -> str:
    """The browser and the system, as far as the browser says."""
    words = [next((name for mark, name in known if mark in agent), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, words)) or _("未知设备")


def _visit(row: AccountSession, present: int, now: datetime) -> Visit:
    standing = row.ended_at is None and not _has_run_out(row, now)
    return Visit(
        number=row.id,
        here=row.id == present,
        open=standing,
        began_at=row.began_at,
        seen_at=row.ended_at or row.seen_at,
        address=row.address or "—",
        device=device(row.agent),
        ending="" if standing else _told(row.ending),
    )


def _has_run_out(row: AccountSession, now: datetime) -> bool:
    # how exactly it is known when it was last used: see kernel.accounts.sessions.SEEN_EVERY
    idle = timedelta(minutes=setting("session_idle_minutes") + 5)
    return now >= row.seen_at + idle or now >= row.began_at + timedelta(
        hours=setting("session_longest_hours")
    )


def _told(ending: str | None) -> str:
    match ending:
        case Ending.SIGNED_OUT:
            return _("已退出")
        case Ending.REPLACED:
            return _("被新的登录取代")
        case Ending.PASSWORD:
            return _("更改了密码")
        case Ending.CLOSED:
            return _("账户停用")
        case Ending.ENDED:
            return _("被结束")
        case _other:
            return _("超时结束")
