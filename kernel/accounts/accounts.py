"""Accounts in the database: new ones, new passwords, closed and reopened."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kernel.access.tables import ROLE, USER, USER_ROLE
from kernel.accounts.hashing import Hashed, kept, matches
from kernel.accounts.sessions import Ending, end_every
from kernel.errors import Conflict
from kernel.models import PasswordPast, UserState
from kernel.text import Text
from kernel.versions import bump, end_sessions

REMEMBERED = 24
"""Passwords of before that are kept at most."""


def add_account(
    session: Session,
    username: str,
    *,
    name: str,
    password: str | Hashed,
    roles: Iterable[str] = (),
    email: str = "",
    now: datetime | None = None,
    must_change: bool = False,
) -> int:
    """A new account with these roles, which are made when they do not exist; an empty password opens nothing."""
    if account_id(session, username) is not None:
        raise _taken(username)
    family, given = split_name(name)
    values: dict[str, Any] = {
        "username": username,
        "first_name": given,
        "last_name": family,
        "email": email or f"{username}@example.invalid",
        "password": kept(password),
        "active": True,
        "fail_login_count": 0,
        "login_count": 0,
        "created_on": now.astimezone(UTC).replace(tzinfo=None) if now else None,
    }
    user_id: int = session.execute(insert(USER).values(values).returning(USER.c.id)).scalar_one()
    if now is not None or must_change:
        write_state(session, user_id, password_at=now, must_change=must_change)
    for role in roles:
        session.execute(insert(USER_ROLE).values(user_id=user_id, role_id=role_id(session, role)))
    bump(session, role=True)
    return user_id


def set_password(
    session: Session,
    user_id: int,
    password: str | Hashed,
    *,
    now: datetime,
    must_change: bool = False,
) -> None:
    """The account has the new password, and every session under the old one ends."""
    before = session.scalar(select(USER.c.password).where(USER.c.id == user_id))
    if before:
        session.add(PasswordPast(user_id=user_id, password=before, replaced_at=now))
        session.flush()
        _forget_past(session, user_id)
    session.execute(
        update(USER).where(USER.c.id == user_id).values(password=kept(password), fail_login_count=0)
    )
    end_every(session, user_id, why=Ending.PASSWORD, now=now)
    write_state(session, user_id, password_at=now, must_change=must_change)


def used_before(session: Session, user_id: int, password: str, *, last: int) -> bool:
    """Whether the password is one of the account's last so many, the present one included."""
    present = session.scalar(select(USER.c.password).where(USER.c.id == user_id))
    past = session.scalars(
        select(PasswordPast.password)
        .where(PasswordPast.user_id == user_id)
        .order_by(PasswordPast.id.desc())
        .limit(max(0, last - 1))
    )
    return last > 0 and any(matches(one, password) for one in (present, *past) if one)


def close(session: Session, user_id: int, *, now: datetime) -> None:
    """Nobody signs in under the account any more, and its sessions are over; what it did stays."""
    session.execute(update(USER).where(USER.c.id == user_id).values(active=False))
    end_every(session, user_id, why=Ending.CLOSED, now=now)
    bump(session, role=True)


def reopen(session: Session, user_id: int) -> None:
    """The account can sign in again, with the password it had."""
    session.execute(update(USER).where(USER.c.id == user_id).values(active=True, fail_login_count=0))
    end_sessions(session, user_id)
    bump(session, role=True)


def rename(session: Session, user_id: int, *, name: str, email: str) -> None:
    """The account bears the name, and is reached there."""
    family, given = split_name(name)
    username = session.scalar(select(USER.c.username).where(USER.c.id == user_id))
    reached = email or f"{username}@example.invalid"
    changed = update(USER).where(USER.c.id == user_id)
    session.execute(changed.values(first_name=given, last_name=family, email=reached))
    bump(session, role=True)


def account_id(session: Session, username: str) -> int | None:
    """The account of that name."""
    return session.scalar(select(USER.c.id).where(func.lower(USER.c.username) == username.lower()))


def role_id(session: Session, name: str) -> int:
    """The role of that name, made when it does not exist."""
    found: int | None = session.scalar(select(ROLE.c.id).where(ROLE.c.name == name))
    if found is None:
        found = session.execute(insert(ROLE).values(name=name).returning(ROLE.c.id)).scalar_one()
    return found


def split_name(name: str) -> tuple[str, str]:
    """Family and given name as FAB keeps them: Chinese names begin with the family, others end with it."""
    if name.isascii():
        given, _, family = name.rpartition(" ")
        return family, given
    return name[:1], name[1:]


def write_state(session: Session, user_id: int, **values: Any) -> None:
    """The row beside the account says so, whether or not there was one."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(UserState).values(user_id=user_id, **{"epoch": 0, "must_change": False, **values})
    session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=values))


def _forget_past(session: Session, user_id: int) -> None:
    newest = (
        select(PasswordPast.id)
        .where(PasswordPast.user_id == user_id)
        .order_by(PasswordPast.id.desc())
        .limit(REMEMBERED)
    )
    session.execute(
        delete(PasswordPast).where(PasswordPast.user_id == user_id, PasswordPast.id.not_in(newest)),
        execution_options={"synchronize_session": False},
    )


def _taken(username: str) -> Conflict:
    return Conflict(
        Text(f"用户名“{username}”已被使用。", f"The user name “{username}” is taken."),
        remedy=Text("请换一个用户名。", "Choose another one."),
        place=username,
    )
