"""One's own account: who one is here, and a new password."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.identity import forget
from app.language import locale_name
from app.sign_in import attempted, noted, patience
from kernel.accounts import Act, set_password
from kernel.accounts.passwords import RULES, complaint
from kernel.seams import pages
from kernel.web import SIGNED_IN, Pages, platform, visitor

profile = Pages("profile", __name__)


@pages("profile")
def profile_pages() -> Pages:
    """One's own account."""
    return profile


@profile.get("/profile", permission=SIGNED_IN)
def index() -> str:
    """Who is signed in, and the form for a new password."""
    return _page({})


@profile.post("/profile/password", permission=SIGNED_IN)
def change() -> ResponseReturnValue:
    """The new password holds and every session has ended; or the form says what is wrong with it."""
    present, new, again = (request.form.get(name, "") for name in ("present", "new", "again"))
    problems = _problems(present, new, again)
    if problems:
        return _page(problems), 422
    found = attempted(visitor().username, present)
    if found is None:
        minutes = int(patience().wait.total_seconds() // 60)
        said = _("现在的密码不对。连续 %(n)s 次输错，账户要等 %(m)s 分钟。", n=patience().failures, m=minutes)
        return _page({"present": said}), 422
    with platform().database.transaction() as session:
        set_password(session, found.user_id, new, now=platform().clock.now())
        noted(session, found, Act.PASSWORD)
    forget()
    flash(_("密码已更改。请用新密码登录。"), "ok")
    return redirect(url_for("sign_in.form"))


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
    return render_template("security/profile.html", problems=problems, rules=RULES)
