"""Signing in and out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.identity import forget, remember
from kernel.accounts import Act, Candidate, Patience, candidate, note, note_sign_in, proved
from kernel.seams import pages
from kernel.versions import end_sessions
from kernel.web import SIGNED_IN, Pages, local_path, platform, visitor

sign_in = Pages("sign_in", __name__)


@pages("sign_in")
def sign_in_pages() -> Pages:
    """The way in and out for staff."""
    return sign_in


@sign_in.get("/login", public=True)
def form() -> ResponseReturnValue:
    """The form; whoever is signed in already goes on."""
    if visitor().user_id is not None:
        return redirect(_target())
    return _page()


@sign_in.post("/login", public=True)
def enter() -> ResponseReturnValue:
    """A session for the account, or one answer for every way in which it can fail."""
    username, password = request.form.get("username", "").strip(), request.form.get("password", "")
    empty = {name: said for name, value, said in _required(username, password) if not value}
    if empty:
        return _page(username=username, problems=empty), 422
    found = attempted(username, password)
    if found is None:
        return _page(username=username, refused=True), 422
    here = platform()
    with here.database.transaction() as session:
        note_sign_in(session, found.user_id, now=here.clock.now())
        noted(session, found, Act.SIGNED_IN)
    remember(found.user_id)
    return redirect(_target())


@sign_in.post("/logout", permission=SIGNED_IN)
def leave() -> ResponseReturnValue:
    """Every session of the account has ended, this one included."""
    who = visitor()
    if who.user_id is not None:
        with platform().database.transaction() as session:
            end_sessions(session, who.user_id)
            noted(session, Candidate(who.user_id, who.username, ""), Act.SIGNED_OUT)
    forget()
    flash(_("您已退出登录。"), "ok")
    return redirect(url_for("sign_in.form"))


def attempted(username: str, password: str) -> Candidate | None:
    """The account whose password this is; the attempt is counted, and a wrong one is on record."""
    here = platform()
    with here.database.transaction() as session:
        found = candidate(session, username, now=here.clock.now(), patience=patience())
    # outside of a transaction: hashing is slow on purpose and must not hold up those who write
    if proved(found, password):
        return found
    if found is not None:
        with here.database.transaction() as session:
            noted(session, found, Act.REFUSED)
    return None


def noted(session: Session, found: Candidate, act: Act) -> None:
    """The act is in the audit log, with the address it came from."""
    note(session, found, act, now=platform().clock.now(), address=request.remote_addr or "")


def patience() -> Patience:
    """How many wrong passwords an account bears, and how long it waits then."""
    settings = platform().settings
    return Patience(settings["SIGN_IN_FAILURES"], settings["SIGN_IN_WAIT"])


def _required(username: str, password: str) -> list[tuple[str, str, str]]:
    return [("username", username, _("请填写用户名。")), ("password", password, _("请填写密码。"))]


def _target() -> str:
    return local_path(request.args.get("next")) or url_for("start.index")


def _page(*, username: str = "", problems: dict[str, str] | None = None, refused: bool = False) -> str:
    return render_template(
        "security/sign_in.html",
        username=username,
        problems=problems or {},
        refused=refused,
        patience=patience(),
        next=local_path(request.args.get("next")),
        demo=platform().settings["DEMO"],
    )
