"""Who makes the request: one select for versions and session, the rest kept per role version."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import Request, flash, session
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.display import LARGE
from app.endings import note_use, said, why_over
from app.language import CHOICE
from kernel.access import actor_of, full_name, is_staff, permissions_of
from kernel.access.tables import ROLE, USER
from kernel.db import Database, connection_of
from kernel.models import UserState
from kernel.registry import Registry
from kernel.versions import Versions, versions_of
from kernel.web import Door, Visitor, access_map, platform
from kernel.web.request import ANYBODY, context, incoming
from kernel.web.settings import setting, settings_now

VISITORS = "tongban.visitors"
USER_ID = "_user_id"  # Flask-Login's own name
EPOCH = "epoch"
SINCE = "since"
SEEN = "seen"
NUMBER = "number"
ENDED = "ended"
"""Whose session has ended in this browser, until somebody signs in: what was typed is kept for them."""
READING = frozenset({"GET", "HEAD"})
REMEMBERED = 2_000
FRESH = timedelta(minutes=1)
SEEN_WITHIN = 20
"""Seconds to which the cookie knows the last request: to sign it anew for each costs more than finding the rows."""


class Visitors:
    """The visitors of this process: read once for each session epoch, role and settings version."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, ...], Visitor | None] = OrderedDict()

    def of(
        self, connection: Connection, user_id: int, versions: Versions, *, now: datetime
    ) -> Visitor | None:
        """The account with all that its roles allow; none when it is gone or closed."""
        # the minute bounds how long a change made past the platform goes unseen
        minute = int(now.timestamp() // FRESH.total_seconds())
        key = (user_id, versions.epoch, versions.role, versions.settings, minute)
        if key not in self._kept:
            found = _read(connection, user_id, versions, now=now)
            self._kept[key] = found
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
            return found
        return self._kept.get(key)


def identify() -> None:
    """`g.visitor` and `g.versions` are set; a session that has ended is emptied, and `g.ended` says whose it was."""
    asked, g = incoming(), context().g
    g.visitor = ANYBODY
    if _is_file(asked.request):
        return
    held = asked.session
    user_id = held.get(USER_ID)
    number = int(user_id) if user_id else None
    here = platform()
    now = here.clock.now()
    visitors: Visitors = asked.app.extensions[VISITORS]
    with _asking(here.database, asked.request.method) as connection:
        g.versions = versions_of(connection, number, held.get(NUMBER))
        if number is None:
            g.ended = held.get(ENDED)
            return
        found = visitors.of(connection, number, g.versions, now=now)
    over = why_over(held, g.versions, now=now)
    if found is None or over is not None:
        message = said(number, held.get(NUMBER), over)
        forget()
        if found is not None:
            g.ended = held[ENDED] = number
        flash(message, "warn")
        return
    moment = int(now.timestamp())
    if asked.request.method != "GET" or moment - held.get(SEEN, 0) >= SEEN_WITHIN:
        held[SEEN] = moment
    note_use(held, now=now)
    g.visitor = found


@contextmanager
def _asking(database: Database, method: str) -> Iterator[Connection]:
    """A connection to ask who comes: that of the whole request, if it only reads."""
    if method in READING:
        database.read_on_one()
        yield connection_of(database.session())
    else:
        # the transaction that follows may have to begin with a lock
        with database.engine.connect() as connection:
            yield connection


def remember(user_id: int, number: int) -> None:
    """The browser holds this session from now on; nothing of the one before it is kept."""
    forget()
    here = platform()
    with here.database.engine.connect() as connection:
        epoch = versions_of(connection, user_id).epoch
    now = int(here.clock.now().timestamp())
    session.update({USER_ID: str(user_id), NUMBER: number, EPOCH: epoch, SINCE: now, SEEN: now})
    session.permanent = True


def forget() -> None:
    """The session is empty except for the language and the size of the type."""
    kept = {name: session[name] for name in (CHOICE, LARGE) if name in session}
    session.clear()
    session.update(kept)


def session_number() -> int:
    """Which session of the account this is."""
    return int(session.get(NUMBER) or 0)


def session_left() -> int:
    """The seconds until the session ends if nothing more is asked of it."""
    now, held, said = platform().clock.now().timestamp(), incoming().session, settings_now()
    longest = held.get(SINCE, 0) + said["session_longest_hours"] * 3600
    idle = held.get(SEEN, 0) + said["session_idle_minutes"] * 60
    return int(max(0, min(idle, longest) - now))


def _is_file(request: Request) -> bool:
    endpoint = request.endpoint or ""
    return endpoint.endswith("static") and access_map(context().app).get(endpoint) is Door.PUBLIC


def _read(connection: Connection, user_id: int, versions: Versions, *, now: datetime) -> Visitor | None:
    registry = platform().registry
    with Session(bind=connection) as reading:
        row = reading.execute(
            select(
                USER.c.username,
                USER.c.first_name,
                USER.c.last_name,
                UserState.password_at,
                UserState.must_change,
            )
            .join(UserState, UserState.user_id == USER.c.id, isouter=True)
            .where(USER.c.id == user_id, USER.c.active)
        ).one_or_none()
        if row is None:
            return None
        actor = actor_of(reading, user_id)
        roles = frozenset(reading.scalars(select(ROLE.c.name).where(ROLE.c.id.in_(actor.role_ids))))
        return Visitor(
            actor=actor,
            name=full_name(row.last_name, row.first_name),
            roles=roles,
            permissions=permissions_of(reading, actor.role_ids, version=versions.role),
            is_staff=is_staff(registry, roles),
            must_change=bool(row.must_change) or _is_old(registry, roles, row.password_at, now=now),
        )


def _is_old(registry: Registry, roles: frozenset[str], since: datetime | None, *, now: datetime) -> bool:
    days: int = setting("password_days")
    if not days or since is None or not is_staff(registry, roles):
        return False
    return since + timedelta(days=days) <= now
