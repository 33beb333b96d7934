"""Accounts of staff: trying a password, counting failures, new passwords, new accounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from werkzeug.security import check_password_hash, generate_password_hash

from app.passwords import LONGEST
from kernel.audit import record
from kernel.db import USER_TABLE, Base
from kernel.errors import Conflict
from kernel.models import UserState
from kernel.text import Text
from kernel.versions import bump, end_sessions

USER: Table = USER_TABLE
ROLE = Base.metadata.tables["ab_role"]
USER_ROLE = Base.metadata.tables["ab_user_role"]


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
    # FAB 5.3: an unset password hashes like one of NUL bytes only; nobody types a novel
    usable = bool(password.strip("\0")) and len(password) <= LONGEST
    kept = found.password if found and usable else _decoy()
    return check_password_hash(kept, password[:LONGEST]) and usable and found is not None


def note_sign_in(session: Session, user_id: int, *, now: datetime) -> None:
    """The failures are forgotten and the visit is counted."""
    session.execute(
        update(USER)
        .where(USER.c.id == user_id)
        .values(
            fail_login_count=0,
            login_count=func.coalesce(USER.c.login_count, 0) + 1,
            last_login=now.astimezone(UTC).replace(tzinfo=None),
        )
    )


def set_password(session: Session, user_id: int, password: str) -> None:
    """The account has the new password, and every session under the old one ends."""
    session.execute(
        update(USER).where(USER.c.id == user_id).values(password=_hash(password), fail_login_count=0)
    )
    end_sessions(session, user_id)


def add_account(
    session: Session, username: str, *, name: str, password: str, roles: Iterable[str], email: str = ""
) -> int:
    """A new account with these roles, which are made when they do not exist."""
    if account_id(session, username) is not None:
        raise _taken(username)
    family, given = name[:1], name[1:]
    values: dict[str, Any] = {
        "username": username,
        "first_name": given,
        "last_name": family,
        "email": email or f"{username}@example.invalid",
        "password": _hash(password),
        "active": True,
        "fail_login_count": 0,
        "login_count": 0,
    }
    user_id: int = session.execute(insert(USER).values(values).returning(USER.c.id)).scalar_one()
    for role in roles:
        session.execute(insert(USER_ROLE).values(user_id=user_id, role_id=role_id(session, role)))
    bump(session, role=True)
    return user_id


def account_id(session: Session, username: str) -> int | None:
    """The account of that name."""
    return session.scalar(select(USER.c.id).where(func.lower(USER.c.username) == username.lower()))


def role_id(session: Session, name: str) -> int:
    """The role of that name, made when it does not exist."""
    found = session.scalar(select(ROLE.c.id).where(ROLE.c.name == name))
    return found or session.execute(insert(ROLE).values(name=name).returning(ROLE.c.id)).scalar_one()


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


def _taken(username: str) -> Conflict:
    return Conflict(
        Text(f"用户名“{username}”已被使用。", f"The user name “{username}” is taken."),
        remedy=Text("请换一个用户名。", "Choose another one."),
        place=username,
    )


def _keep_failure(session: Session, user_id: int, now: datetime) -> None:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(UserState).values(user_id=user_id, epoch=0, failed_at=now)
    session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_={"failed_at": now}))


def _hash(password: str) -> str:
    return generate_password_hash(password, method="scrypt")


@cache
def _decoy() -> str:
    return _hash("no account has this password")
