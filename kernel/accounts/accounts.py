"""Accounts in the database: new ones, new passwords, their roles by name."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from kernel.access.tables import ROLE, USER, USER_ROLE
from kernel.accounts.hashing import hashed
from kernel.errors import Conflict
from kernel.text import Text
from kernel.versions import bump, end_sessions


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
        "password": hashed(password),
        "active": True,
        "fail_login_count": 0,
        "login_count": 0,
    }
    user_id: int = session.execute(insert(USER).values(values).returning(USER.c.id)).scalar_one()
    for role in roles:
        session.execute(insert(USER_ROLE).values(user_id=user_id, role_id=role_id(session, role)))
    bump(session, role=True)
    return user_id


def set_password(session: Session, user_id: int, password: str) -> None:
    """The account has the new password, and every session under the old one ends."""
    session.execute(
        update(USER).where(USER.c.id == user_id).values(password=hashed(password), fail_login_count=0)
    )
    end_sessions(session, user_id)


def account_id(session: Session, username: str) -> int | None:
    """The account of that name."""
    return session.scalar(select(USER.c.id).where(func.lower(USER.c.username) == username.lower()))


def role_id(session: Session, name: str) -> int:
    """The role of that name, made when it does not exist."""
    found: int | None = session.scalar(select(ROLE.c.id).where(ROLE.c.name == name))
    if found is None:
        found = session.execute(insert(ROLE).values(name=name).returning(ROLE.c.id)).scalar_one()
    return found


def _taken(username: str) -> Conflict:
    return Conflict(
        Text(f"用户名“{username}”已被使用。", f"The user name “{username}” is taken."),
        remedy=Text("请换一个用户名。", "Choose another one."),
        place=username,
    )
