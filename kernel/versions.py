"""The counters that tell a running process what changed: one select for each request."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kernel.models import PlatformState, UserState


class Versions(NamedTuple):
    """What the database says now; a process that holds other numbers reads again."""

    registry: int
    role: int
    code: int
    epoch: int


_STATEMENT = select(
    PlatformState.registry_version,
    PlatformState.role_version,
    PlatformState.code_version,
    func.coalesce(
        select(UserState.epoch).where(UserState.user_id == bindparam("user_id")).scalar_subquery(), 0
    ),
)


def versions_of(connection: Connection, user_id: int | None) -> Versions:
    """The counters, and the session epoch of the user; 0 for nobody."""
    # one statement object for the life of the process: SQLAlchemy compiles it once
    return Versions(*connection.execute(_STATEMENT, {"user_id": user_id}).one())


def bump(session: Session, *, registry: bool = False, role: bool = False, code: bool = False) -> None:
    """The counters named are one higher, when the transaction commits."""
    raised: dict[Any, Any] = {}
    if registry:
        raised[PlatformState.registry_version] = PlatformState.registry_version + 1
    if role:
        raised[PlatformState.role_version] = PlatformState.role_version + 1
    if code:
        raised[PlatformState.code_version] = PlatformState.code_version + 1
    if raised:
        session.execute(
            update(PlatformState).values(raised), execution_options={"synchronize_session": False}
        )


def end_sessions(session: Session, user_id: int) -> None:
    """Every session the user has open ends: after a new password, a lock or a sign-out everywhere."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(UserState).values(user_id=user_id, epoch=1)
    session.execute(
        row.on_conflict_do_update(index_elements=["user_id"], set_={"epoch": UserState.epoch + 1})
    )
