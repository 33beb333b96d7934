"""Who makes the request: one select for versions and session epoch, the rest kept per role version."""

from collections import OrderedDict
from datetime import datetime, timedelta

from flask import current_app, flash, g, request, session
from flask_babel import gettext as _
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.display import LARGE
from app.language import CHOICE
from kernel.access import actor_of, full_name, permissions_of
from kernel.access.tables import ROLE, USER
from kernel.versions import Versions, versions_of
from kernel.web import Door, Visitor, access_map, platform

VISITORS = "tongban.visitors"
USER_ID = "_user_id"  # Flask-Login's own name
EPOCH = "epoch"
SINCE = "since"
REMEMBERED = 2_000
FRESH = timedelta(minutes=1)


class Visitors:
    """The visitors of this process: read once for each session epoch and role version."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, ...], Visitor | None] = OrderedDict()

    def of(
        self, connection: Connection, user_id: int, versions: Versions, *, now: datetime
    ) -> Visitor | None:
        """The account with all that its roles allow; none when it is gone or closed."""
        # the minute bounds how long a change made past the platform goes unseen
        key = (user_id, versions.epoch, versions.role, int(now.timestamp() // FRESH.total_seconds()))
        if key not in self._kept:
            found = _read(connection, user_id, versions)
            self._kept[key] = found
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
            return found
        return self._kept.get(key)


def identify() -> None:
    """`g.visitor` and `g.versions` are set; a session that has ended is emptied."""
    g.visitor = Visitor()
    if _is_file():
        return
    user_id = session.get(USER_ID)
    number = int(user_id) if user_id else None
    here = platform()
    visitors: Visitors = current_app.extensions[VISITORS]
    with here.database.engine.connect() as connection:
        g.versions = versions_of(connection, number)
        if number is None:
            return
        found = visitors.of(connection, number, g.versions, now=here.clock.now())
    if found is None or not _is_open(g.versions):
        forget()
        flash(_("登录已结束，请重新登录。"), "warn")
        return
    g.visitor = found


def remember(user_id: int) -> None:
    """The session belongs to the account from now on; nothing of the session before it is kept."""
    forget()
    here = platform()
    with here.database.engine.connect() as connection:
        epoch = versions_of(connection, user_id).epoch
    session.update({USER_ID: str(user_id), EPOCH: epoch, SINCE: int(here.clock.now().timestamp())})
    session.permanent = True


def forget() -> None:
    """The session is empty except for the language and the size of the type."""
    kept = {name: session[name] for name in (CHOICE, LARGE) if name in session}
    session.clear()
    session.update(kept)


def _is_open(versions: Versions) -> bool:
    longest: timedelta = platform().settings["SESSION_LONGEST"]
    age = platform().clock.now().timestamp() - session.get(SINCE, 0)
    return session.get(EPOCH) == versions.epoch and age < longest.total_seconds()


def _is_file() -> bool:
    endpoint = request.endpoint or ""
    return endpoint.endswith("static") and access_map(current_app).get(endpoint) is Door.PUBLIC


def _read(connection: Connection, user_id: int, versions: Versions) -> Visitor | None:
    with Session(bind=connection) as reading:
        row = reading.execute(
            select(USER.c.username, USER.c.first_name, USER.c.last_name).where(
                USER.c.id == user_id, USER.c.active
            )
        ).one_or_none()
        if row is None:
            return None
        actor = actor_of(reading, user_id)
        roles = reading.scalars(select(ROLE.c.name).where(ROLE.c.id.in_(actor.role_ids)))
        return Visitor(
            actor=actor,
            name=full_name(row.last_name, row.first_name),
            roles=frozenset(roles),
            permissions=permissions_of(reading, actor.role_ids, version=versions.role),
        )
