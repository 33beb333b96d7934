"""The counters that tell a running process what changed: one select for each request."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kernel.models import AccountSession, PlatformState, UserState
from kernel.prepared import Prepared


class Versions(NamedTuple):
    """What the database says now; a process that holds other numbers reads again."""

    registry: int
    role: int
    code: int
    epoch: int
    settings: int = 0
    session: bool = False
    """Whether the session asked about is the user's and open."""


_VERSIONS = Prepared(
    select(
        PlatformState.registry_version,
        PlatformState.role_version,
        PlatformState.code_version,
        func.coalesce(
            select(UserState.epoch).where(UserState.user_id == bindparam("user_id")).scalar_subquery(), 0
        ),
        PlatformState.settings_version,
        exists().where(
            AccountSession.id == bindparam("session_id"),
            AccountSession.user_id == bindparam("user_id"),
            AccountSession.ended_at.is_(None),
        ),
    )
)
"""Every request asks it."""


def versions_of(connection: Connection, user_id: int | None, session_id: int | None = None) -> Versions:
    """The counters, the session epoch of the user, 0 for nobody, and whether the session is open."""
    ((registry, role, code, epoch, settings, is_open),) = _VERSIONS.rows(
        connection, {"user_id": user_id, "session_id": session_id}
    )
    return Versions(registry, role, code, epoch, settings, bool(is_open))


def bump(
    session: Session,
    *,
    registry: bool = False,
    role: bool = False,
    code: bool = False,
    settings: bool = False,
) -> None:
    """The counters named are one higher, when the transaction commits."""
    raised: dict[Any, Any] = {}
    if registry:
        raised[PlatformState.registry_version] = PlatformState.registry_version + 1
    if role:
        raised[PlatformState.role_version] = PlatformState.role_version + 1
    if code:
        raised[PlatformState.code_version] = PlatformState.code_version + 1
    if settings:
        raised[PlatformState.settings_version] = PlatformState.settings_version + 1
    if raised:
        session.execute(
            update(PlatformState).values(raised), execution_options={"synchronize_session": False}
        )


def end_sessions(session: Session, user_id: int) -> None:
    """Every session the user has open ends: after a new password, a lock or a sign-out everywhere."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(UserState).values(user_id=user_id, epoch=1, must_change=False)
    session.execute(
        row.on_conflict_do_update(index_elements=["user_id"], set_={"epoch": UserState.epoch + 1})
    )
