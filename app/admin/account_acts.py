"""Acts on accounts: passwords issued, sessions ended, closed and reopened; roles granted and withdrawn."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.admin.account_reads import account_in_reach
from app.attempts import address
from app.roles import role_title
from kernel import audit
from kernel.access import ADMIN, DUTIES, Duty, Grantor, duties_of, grant_role, roles_of, withdraw_role
from kernel.access.granting import refuse_last
from kernel.accounts import close, generated, hashed, reopen, set_password
from kernel.accounts.sessions import Ending, end_every
from kernel.errors import NotAllowed
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Pages, platform, versions, visitor

EDIT = ("can_edit", "ab_user")
GRANT = ("can_grant", "ab_user")

acts = Pages("account_acts", __name__, url_prefix="/admin/accounts")


@pages("account_acts")
def account_acts_pages() -> Pages:
    """What is done about an account besides writing it."""
    return acts


@acts.post("/<int:pk>/password", permission=EDIT)
def issue(pk: int) -> ResponseReturnValue:
    """A password for one use is shown once; the account must choose its own at its next sign-in."""
    here, word = platform(), generated()
    kept = hashed(word)
    with here.database.transaction() as session:
        user = _account(session, pk, EDIT)
        _refuse_self(pk)
        _refuse_above(session, user)
        _refuse_duty(session, user)
        set_password(session, pk, kept, now=here.clock.now(), must_change=True)
        _noted(session, "account.password_issued", user)
        shown = {"username": user.username, "password": word, "pk": pk}
    return render_template("admin/issued.html", **shown)


@acts.post("/<int:pk>/sessions", permission=EDIT)
def end_sessions(pk: int) -> ResponseReturnValue:
    """Wherever the account is signed in, it is not any more."""
    here = platform()
    with here.database.transaction() as session:
        user = _account(session, pk, EDIT)
        end_every(session, pk, why=Ending.ENDED, now=here.clock.now())
        _noted(session, "account.sessions_ended", user)
        name = user.username
    return _back(pk, _("%(name)s 的登录已全部结束。", name=name))


@acts.post("/<int:pk>/close", permission=EDIT)
def close_account(pk: int) -> ResponseReturnValue:
    """Nobody signs in under the account any more."""
    here = platform()
    with here.database.transaction() as session:
        user = _account(session, pk, EDIT)
        _refuse_self(pk)
        _refuse_above(session, user)
        for duty in duties_of(here.registry, roles_of(session, pk)):
            refuse_last(session, here.registry, pk, duty, place=user.username)
        close(session, pk, now=here.clock.now())
        _noted(session, "account.closed", user)
        name = user.username
    return _back(pk, _("账户 %(name)s 已停用，登录已结束。", name=name))


@acts.post("/<int:pk>/reopen", permission=EDIT)
def reopen_account(pk: int) -> ResponseReturnValue:
    """The account can sign in again."""
    with platform().database.transaction() as session:
        user = _account(session, pk, EDIT)
        reopen(session, pk)
        _noted(session, "account.reopened", user)
        name = user.username
    return _back(pk, _("账户 %(name)s 已重新启用。", name=name))


@acts.post("/<int:pk>/roles", permission=GRANT)
def grant(pk: int) -> ResponseReturnValue:
    """The account holds the role from its next request on."""
    role = request.form.get("role", "")
    with platform().database.transaction() as session:
        user = _account(session, pk, GRANT)
        done = grant_role(session, pk, role, by=_grantor())
        name = user.username
    title = role_title(role)
    return _back(pk, _("已授予 %(name)s 角色“%(role)s”。", name=name, role=title) if done else "")


@acts.post("/<int:pk>/roles/withdraw", permission=GRANT)
def withdraw(pk: int) -> ResponseReturnValue:
    """The account does not hold the role any more."""
    role = request.form.get("role", "")
    with platform().database.transaction() as session:
        user = _account(session, pk, GRANT)
        done = withdraw_role(session, pk, role, by=_grantor())
        name = user.username
    title = role_title(role)
    return _back(pk, _("已收回 %(name)s 的角色“%(role)s”。", name=name, role=title) if done else "")


def _account(session: Session, pk: int, permission: tuple[str, str]) -> User:
    """The account in reach of the visitor."""
    actor, registry = visitor().actor, platform().registry
    return account_in_reach(
        session, pk, permission[0], actor=actor, registry=registry, version=versions().role
    )


def _refuse_self(pk: int) -> None:
    if pk == visitor().user_id:
        raise NotAllowed(
            Text(
                "不能停用自己，也不能给自己发密码。",
                "Nobody closes themselves or issues a password to themselves.",
            ),
            remedy=Text("更改自己的密码请到“账户与密码”。", "Change your own password in your account."),
            place=visitor().username,
        )


def _refuse_above(session: Session, user: User) -> None:
    """Whoever holds everything is shut out, or signed in for, by nobody who holds less."""
    if ADMIN in roles_of(session, user.id) and ADMIN not in visitor().roles:
        raise NotAllowed(
            Text(
                f"{user.username} 是平台管理员账户，您不能停用它，也不能给它发密码。",
                f"{user.username} administers the whole platform: you cannot close it or issue it a password.",
            ),
            remedy=Text(
                "请由另一个平台管理员办理，或请安全管理员先收回它的角色；忘记密码时，"
                f"请在服务器上执行 python -m app account password {user.username}。",
                "Ask another such administrator, or have the security administrator withdraw its role first; for "
                f"a forgotten password run python -m app account password {user.username} on the server.",
            ),
            place=user.username,
        )


def _refuse_duty(session: Session, user: User) -> None:
    """Whoever issues a password could sign in with it: not to those who watch over the issuer."""
    watching = duties_of(platform().registry, roles_of(session, user.id)) - {Duty.SYSTEM}
    for duty in sorted(watching):
        title = DUTIES[duty]
        raise NotAllowed(
            Text(
                f"不能给担任{title.zh}的账户发密码。",
                f"No password is issued here to an account with {title.en}.",
            ),
            remedy=Text(
                f"三员分立：请在服务器上由两人在场执行 python -m app account password {user.username}。",
                f"The duties are separate: run python -m app account password {user.username} on the server, "
                "with two people present.",
            ),
            place=user.username,
        )


def _grantor() -> Grantor:
    here = platform()
    return Grantor(visitor().actor, here.registry, here.clock.now(), address())


def _noted(session: Session, action: str, user: User) -> None:
    audit.record(
        session, action=action, thing=f"account:{user.id}", detail={"username": user.username}, **_who()
    )


def _who() -> dict[str, Any]:
    return {"actor": visitor().username, "now": platform().clock.now(), "address": address()}


def _back(pk: int, said: str) -> ResponseReturnValue:
    if said:
        flash(said, "ok")
    return redirect(url_for("Accounts.show", pk=pk))
