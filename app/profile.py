"""One's own account: who one is here, where one is signed in, and a new password."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.attempts import address, attempted, forgive, noted, patience
from app.identity import forget, session_number
from app.language import locale_name
from app.visits import visits_of
from kernel import audit
from kernel.accounts import Act, complaint, hashed, rules, set_password, used_before
from kernel.accounts.sessions import Ending, end_one, end_others
from kernel.errors import NotFound, TooMany
from kernel.seams import pages
from kernel.text import Text
from kernel.web import SIGNED_IN, Pages, platform, visitor
from kernel.web.settings import setting

profile = Pages("profile", __name__)


@pages("profile")
def profile_pages() -> Pages:
    """One's own account."""
    return profile


@profile.get("/profile", permission=SIGNED_IN)
def index() -> str:
    """Who is signed in and where, and the form for a new password."""
    return _page({})


@profile.post("/profile/password", permission=SIGNED_IN)
def change() -> ResponseReturnValue:
    """The new password holds and every session has ended; or the form says what is wrong with it."""
    present, new, again = (request.form.get(name, "") for name in ("present", "new", "again"))
    problems = _problems(present, new, again)
    if problems:
        return _page(problems), 422
    username = visitor().username
    try:
        found = attempted(username, present)
    except TooMany as error:
        return _page({"present": error.told(locale_name())}), 429
    if found is None:
        said = _(
            "现在的密码不对。连续 %(n)s 次输错，账户要等 %(m)s 分钟。",
            n=patience().failures,
            m=setting("sign_in_wait"),
        )
        return _page({"present": said}), 422
    here = platform()
    last = setting("password_past")
    if used_before(here.database.session(), found.user_id, new, last=last):
        return _page({"new": _("最近用过的 %(n)s 个密码不能再用。", n=last)}), 422
    kept = hashed(new)
    with here.database.transaction() as session:
        set_password(session, found.user_id, kept, now=here.clock.now())
        forgive(session, username)
        noted(session, found, Act.PASSWORD)
    forget()
    flash(_("密码已更改。请用新密码登录。"), "ok")
    return redirect(url_for("sign_in.form"))


@profile.post("/profile/sessions/end", permission=SIGNED_IN)
def end_all_others() -> ResponseReturnValue:
    """Every other session of the account has ended."""
    here, who = platform(), visitor()
    with here.database.transaction() as session:
        ended = end_others(session, who.user_id or 0, session_number(), now=here.clock.now())
        if ended:
            _note_ending(session, {"sessions": ended})
    flash(_("已结束其他 %(n)s 处登录。", n=ended) if ended else _("没有其他登录。"), "ok")
    return redirect(url_for("profile.index"))


@profile.post("/profile/sessions/<int:number>/end", permission=SIGNED_IN)
def end(number: int) -> ResponseReturnValue:
    """That session of one's own has ended."""
    here, who = platform(), visitor()
    with here.database.transaction() as session:
        if not end_one(session, who.user_id or 0, number, why=Ending.ENDED, now=here.clock.now()):
            raise NotFound(
                Text("没有这一处登录，或者它已经结束。", "There is no such session, or it is over already."),
                remedy=Text("请回到“账户与密码”查看。", "Look at your account again."),
                place=str(number),
            )
        _note_ending(session, {"session": number})
    flash(_("那一处登录已结束。"), "ok")
    return redirect(url_for("profile.index"))


def _note_ending(session: Session, detail: dict[str, int]) -> None:
    who = visitor()
    audit.record(
        session,
        actor=who.username,
        action="account.sessions_ended",
        thing=f"account:{who.user_id}",
        detail=detail,
        now=platform().clock.now(),
        address=address(),
    )


def _problems(present: str, new: str, again: str) -> dict[str, str]:
    found = {}
    if not present:
        found["present"] = _("请填写现在的密码。")
    wrong = complaint(new, username=visitor().username, present=present)
    if wrong is not None:
        found["new"] = wrong.of(locale_name())
    elif new != again:
        found["again"] = _("两次输入的新密码不一致。")
    return found


def _page(problems: dict[str, str]) -> str:
    return render_template(
        "security/profile.html",
        problems=problems,
        rules=rules(setting("password_past")),
        visits=visits_of(visitor().user_id or 0, session_number()),
    )
