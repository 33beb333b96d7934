"""How an account is written: its name for signing in, the person's name, a mail address; nothing else."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.access import full_name
from kernel.access.tables import USER
from kernel.accounts import account_id, add_account, rename
from kernel.errors import Conflict, Invalid
from kernel.text import Text
from kernel.web.registers import RegisterForm, Writer, Writing
from kernel.web.registers.fields import Line

USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,63}")
MAIL = re.compile(r"[^@\s<>]{1,64}@[A-Za-z0-9.-]{1,190}")
INVALID = "@example.invalid"
"""FAB wants a mail address of everybody: those without one have one that leads nowhere."""


def username(typed: str) -> str:
    """A name that can be typed on any keyboard."""
    if USERNAME.fullmatch(typed):
        return typed
    raise Invalid(
        Text(f"“{typed[:40]}”不能作用户名。", f"“{typed[:40]}” is no username."),
        remedy=Text(
            "请用 2 至 64 个英文字母、数字、点、横线或下划线，以字母或数字开头。",
            "Use 2 to 64 letters, digits, dots, dashes or underscores, a letter or digit first.",
        ),
    )


def mail(typed: str) -> str:
    """An address to which mail can be sent."""
    if MAIL.fullmatch(typed) and not typed.endswith(INVALID):
        return typed.lower()
    raise Invalid(
        Text(f"“{typed[:40]}”不是邮箱地址。", f"“{typed[:40]}” is no mail address."),
        remedy=Text("请写成 name@example.org 的样子。", "Write it like name@example.org."),
    )


class AccountForm(RegisterForm):
    """An account as the system administrator writes it."""

    username = Line(Text("用户名", "Username"), most=64, parse=username, fixed=True)
    name = Line(Text("姓名", "Name"), most=50)
    email = Line(Text("邮箱", "Mail"), most=254, parse=mail, required=False)


def known(session: Session, values: Mapping[str, Any]) -> int | None:
    """The account of that username."""
    typed = values.get("username")
    return account_id(session, typed) if typed else None


def as_form(session: Session, pk: int) -> Mapping[str, Any]:
    """The account as the form has it."""
    row = session.execute(
        select(USER.c.username, USER.c.last_name, USER.c.first_name, USER.c.email).where(USER.c.id == pk)
    ).one()
    email = "" if row.email.endswith(INVALID) else row.email
    name = full_name(row.last_name, row.first_name)
    return {"username": row.username, "name": name, "email": email}


def added(writer: Writer, values: Mapping[str, Any]) -> int:
    """A new account, which has no role until one is granted and no password until one is issued."""
    _refuse_shared(writer.session, values["email"], None)
    return add_account(
        writer.session,
        values["username"],
        name=values["name"],
        password="",
        email=values["email"] or "",
        now=writer.now,
        must_change=True,
    )


def edited(writer: Writer, pk: int, values: Mapping[str, Any]) -> None:
    """The account bears the name and the mail address."""
    _refuse_shared(writer.session, values["email"], pk)
    rename(writer.session, pk, name=values["name"], email=values["email"] or "")


def _refuse_shared(session: Session, email: str | None, own: int | None) -> None:
    taken = select(USER.c.id).where(func.lower(USER.c.email) == (email or ""))
    if email and session.scalar(taken if own is None else taken.where(USER.c.id != own)) is not None:
        raise Conflict(
            Text("这个邮箱已属于另一个账户。", "This mail address belongs to another account."),
            remedy=Text("请换一个，或留空。", "Use another one, or leave it empty."),
            place="email",
        )


WRITING = Writing(form=AccountForm, find=known, load=as_form, add=added, edit=edited, identity=("username",))
