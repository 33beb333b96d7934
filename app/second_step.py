"""What comes after the password where a second factor asks for it; nobody is signed in until it is answered."""

from datetime import timedelta
from typing import NamedTuple

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.attempts import let_in, noted, patience
from app.identity import forget, remember
from app.language import locale_name
from kernel.accounts import Act, Candidate, Challenge
from kernel.errors import TooMany
from kernel.seams import SECOND_FACTOR, pages
from kernel.throttling import counted, forgiven
from kernel.web import Pages, local_path, platform

SUSPENDED = "suspended"
PATIENCE = timedelta(minutes=5)
PURPOSE = "sign_in.second"

second_step = Pages("second_step", __name__)


class Suspended(NamedTuple):
    """Whose password was right, as a cookie keeps it: account, name, and since when."""

    user_id: int
    username: str
    since: int


@pages("second_step")
def second_step_pages() -> Pages:
    """The step after the password."""
    return second_step


@second_step.get("/login/second", public=True)
def form() -> ResponseReturnValue:
    """The question; without a right password before it, the way back to the first step."""
    who = _waiting()
    challenge = asked(who) if who else None
    return _page(challenge) if challenge else redirect(url_for("sign_in.form"))


@second_step.post("/login/second", public=True)
def answer() -> ResponseReturnValue:
    """A session for the account, or the question again."""
    who = _waiting()
    challenge = asked(who) if who else None
    if who is None or challenge is None:
        return redirect(url_for("sign_in.form"))
    here, waits = platform(), patience()
    try:
        with here.database.transaction() as counting:
            counted(counting, PURPOSE, str(who.user_id), most=waits.failures, span=waits.wait,
                    keys=here.keys, now=here.clock.now())  # fmt: skip
    except TooMany as error:
        return _page(challenge, error.remedy.of(locale_name())), 429, {"Retry-After": error.seconds}
    if not challenge.proved(request.form.get("answer", "").strip()):
        with here.database.transaction() as noting:
            noted(noting, who, Act.REFUSED)
        return _page(challenge, _("不对，请再核对一次。")), 422
    with here.database.transaction() as forgetting:
        forgiven(forgetting, PURPOSE, str(who.user_id), keys=here.keys)
    remember(who.user_id, let_in(who, typed=who.username))
    return redirect(local_path(request.args.get("next")) or url_for("start.index"))


def asked(who: Candidate) -> Challenge | None:
    """The first question that a second factor has for the account; none when nobody asks."""
    here = platform()
    for entry in here.present().entries(SECOND_FACTOR):
        found: Challenge | None = entry.thing(here.database.session(), who.user_id)
        if found is not None:
            return found
    return None


def suspended(who: Candidate) -> None:
    """The browser remembers for some minutes whose password was right."""
    forget()
    session[SUSPENDED] = Suspended(who.user_id, who.username, int(platform().clock.now().timestamp()))


def _waiting() -> Candidate | None:
    kept = session.get(SUSPENDED)
    if not isinstance(kept, list | tuple) or len(kept) != len(Suspended._fields):
        return None
    found = Suspended(*kept)
    if platform().clock.now().timestamp() - found.since >= PATIENCE.total_seconds():
        return None
    return Candidate(found.user_id, found.username, "")


def _page(challenge: Challenge, problem: str = "") -> str:
    return render_template(
        "security/second_step.html",
        challenge=challenge,
        problem=problem,
        next=local_path(request.args.get("next")),
    )
