"""Whether somebody is who they say: a password tried, its failures counted before it is looked at."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kernel.access.tables import USER
from kernel.accounts.hashing import decoy, matches
from kernel.audit import record
from kernel.models import UserState


class Act(StrEnum):
    """What the audit log says of an account."""

    SIGNED_IN = "account.signed_in"
    REFUSED = "account.refused"
    SIGNED_OUT = "account.signed_out"
    PASSWORD = "account.password"  # noqa: S105 the name of an act


@dataclass(frozen=True, slots=True)
class Candidate:
    """The account a password is tried on; the attempt is already counted as a failure."""

    user_id: int
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Patience:
    """So many failures in a row, then so long a wait."""

    failures: int
    wait: timedelta


def candidate(session: Session, username: str, *, now: datetime, patience: Patience) -> Candidate | None:
    """The active account of that name, unless it waits; counted first, so that parallel guesses count too."""
    typed = username.strip()
    row = session.execute(
        select(USER.c.id, USER.c.username, USER.c.password, USER.c.active, USER.c.fail_login_count)
        .where(func.lower(USER.c.username) == typed.lower())
        .order_by((USER.c.username == typed).desc())
        .limit(1)
        .with_for_update()
    ).one_or_none()
    if row is None or not row.active or not row.password:
        return None
    failures = row.fail_login_count or 0
    if failures >= patience.failures:
        failed_at = session.scalar(select(UserState.failed_at).where(UserState.user_id == row.id))
        if failed_at is not None and now < failed_at + patience.wait:
            return None
        failures = 0
    session.execute(update(USER).where(USER.c.id == row.id).values(fail_login_count=failures + 1))
    _keep_failure(session, row.id, now)
    return Candidate(row.id, row.username, row.password)


def proved(found: Candidate | None, password: str) -> bool:
    """Whether the password is the account's; takes as long when there is no account."""
    # FAB 5.3: an unset password hashes like one of NUL bytes only
    usable = bool(password.strip("\0"))
    kept = found.password if found and usable else decoy()
    return matches(kept, password) and usable and found is not None


def note_sign_in(session: Session, user_id: int, *, now: datetime) -> None:
    """The failures are forgotten, the visit is counted, and the age of the password is known from now on."""
    session.execute(
        update(USER)
        .where(USER.c.id == user_id)
        .values(
            fail_login_count=0,
            login_count=func.coalesce(USER.c.login_count, 0) + 1,
            last_login=now.astimezone(UTC).replace(tzinfo=None),
        )
    )
    state = _insert(session).values(user_id=user_id, epoch=0, must_change=False, password_at=now)
    aged = {"password_at": func.coalesce(UserState.password_at, now)}
    session.execute(state.on_conflict_do_update(index_elements=["user_id"], set_=aged))


def note(session: Session, found: Candidate, act: Act, *, now: datetime, address: str) -> None:
    """The act is in the audit log."""
    record(
        session,
        actor=found.username,
        action=act,
        thing=f"account:{found.user_id}",
        detail={},
        now=now,
        address=address,
    )


def _keep_failure(session: Session, user_id: int, now: datetime) -> None:
    row = _insert(session).values(user_id=user_id, epoch=0, must_change=False, failed_at=now)
    session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_={"failed_at": now}))


def _insert(session: Session) -> Any:
    return (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert(UserState)
