"""`account`: the first account of a site, and a new password for somebody locked out."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ACTOR = "command line"


@click.group(help="账户：新建、重设密码。 The first account, a new password.")
def account() -> None:
    """Accounts, for those who can reach the machine; everything else is done in the browser."""


@account.command(help="新建账户；密码从终端或标准输入读取。 A new account; its password is asked for.")
@click.argument("username")
@click.option("--name", required=True, help="姓名。 The person's name.")
@click.option("--role", "roles", multiple=True, default=("system_admin",), show_default=True)
def add(username: str, name: str, roles: tuple[str, ...]) -> None:
    """Somebody can sign in."""
    from app.installation import opened
    from kernel.access.granting import refuse_joined
    from kernel.accounts import account_id, add_account
    from kernel.db import transaction
    from kernel.errors import Conflict
    from kernel.text import Text

    password = _password(username)
    with opened() as here:
        # before the transaction: reading the plugins takes a connection of its own
        refuse_joined(here.loaded().registry, roles, place=username)
    with opened() as here, transaction(here.site.engine) as session:
        if account_id(session, username) is not None:
            raise Conflict(
                Text(f"账户 {username} 已经存在。", f"There is an account {username} already."),
                remedy=Text(
                    "请换一个用户名，或重设它的密码。", "Take another name, or set its password anew."
                ),
                place=username,
            )
        add_account(session, username, name=name, password=password, roles=roles, now=here.site.clock.now())
        _record(session, "account.add", username, now=here.site.clock.now(), roles=list(roles))
    click.echo(f"已建立账户 {username}。 The account {username} exists.")


@account.command(help="重设密码并结束该账户的全部会话。 A new password; every session of the account ends.")
@click.argument("username")
def password(username: str) -> None:
    """The account has a new password and may sign in at once."""
    from app.installation import opened
    from kernel.accounts import account_id, set_password
    from kernel.db import transaction
    from kernel.errors import NotFound
    from kernel.text import Text

    new = _password(username)
    with opened() as here, transaction(here.site.engine) as session:
        found = account_id(session, username)
        if found is None:
            raise NotFound(
                Text(f"没有账户 {username}。", f"There is no account {username}."),
                remedy=Text("请核对用户名。", "Check the name."),
                place=username,
            )
        set_password(session, found, new, now=here.site.clock.now())
        _record(session, "account.password", username, now=here.site.clock.now())
    click.echo(f"已重设 {username} 的密码。 The password of {username} is new.")


def _record(session: "Session", action: str, username: str, *, now: datetime, **detail: object) -> None:
    from kernel import audit

    audit.record(session, actor=ACTOR, action=action, thing=username, detail=detail, now=now)


def _password(username: str) -> str:
    """The password typed twice, or the line given on standard input; never an argument others could see."""
    from kernel.accounts.passwords import complaint
    from kernel.errors import Invalid
    from kernel.text import Text

    if sys.stdin.isatty():
        given: str = click.prompt("密码 Password", hide_input=True, confirmation_prompt=True)
    else:
        given = sys.stdin.readline().rstrip("\n")
    wrong = complaint(given, username=username, present="")
    if wrong is not None:
        raise Invalid(wrong, remedy=Text("请换一个密码。", "Choose another one."), place="password")
    return given
