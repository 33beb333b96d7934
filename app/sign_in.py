"""Signing in and out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.attempts import attempted, let_in, noted, patience
from app.identity import forget, remember
from app.second_step import asked, suspended
from kernel.accounts import Act, Candidate
from kernel.accounts.sessions import Ending, end_every
from kernel.errors import TooMany
from kernel.seams import pages
from kernel.web import SIGNED_IN, Pages, local_path, platform, visitor
from kernel.web.settings import setting

sign_in = Pages("sign_in", __name__)


@pages("sign_in")
def sign_in_pages() -> Pages:
    """The way in and out."""
    return sign_in


@sign_in.get("/login", public=True)
def form() -> ResponseReturnValue:
    """The form; whoever is signed in already goes on."""
    if visitor().user_id is not None:
        return redirect(target())
    return _page()


@sign_in.post("/login", public=True)
def enter() -> ResponseReturnValue:
    """A session for the account, or one answer for every way in which it can fail."""
    username, password = request.form.get("username", "").strip(), request.form.get("password", "")
    empty = {name: said for name, value, said in _required(username, password) if not value}
    if empty:
        return _page(username=username, problems=empty), 422
    try:
        found = attempted(username, password)
    except TooMany as waiting:
        return _page(username=username, waiting=waiting), 429, {"Retry-After": waiting.seconds}
    if found is None:
        return _page(username=username, refused=True), 422
    if asked(found) is not None:
        suspended(found)
        return redirect(url_for("second_step.form", next=local_path(request.args.get("next")) or None))
    remember(found.user_id, let_in(found, typed=username))
    return redirect(target())


@sign_in.post("/logout", permission=SIGNED_IN)
def leave() -> ResponseReturnValue:
    """Every session of the account has ended, this one included."""
    who, here = visitor(), platform()
    if who.user_id is not None:
        with here.database.transaction() as session:
            end_every(session, who.user_id, why=Ending.SIGNED_OUT, now=here.clock.now())
            noted(session, Candidate(who.user_id, who.username, ""), Act.SIGNED_OUT)
    forget()
    flash(_("您已退出登录。"), "ok")
    return redirect(url_for("sign_in.form"))


def target() -> str:
    """Where one goes after signing in: the page one came for, or the start page."""
    return local_path(request.args.get("next")) or url_for("start.index")


def _required(username: str, password: str) -> list[tuple[str, str, str]]:
    return [("username", username, _("请填写用户名。")), ("password", password, _("请填写密码。"))]


def _page(
    *,
    username: str = "",
    problems: dict[str, str] | None = None,
    refused: bool = False,
    waiting: TooMany | None = None,
) -> str:
    return render_template(
        "security/sign_in.html",
        username=username,
        problems=problems or {},
        refused=refused,
        waiting=waiting,
        patience=patience(),
        phone=setting("contact_phone"),
        next=local_path(request.args.get("next")),
        demo=platform().settings["DEMO"],
    )
