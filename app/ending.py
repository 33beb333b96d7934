"""How long the session still lasts without a request, and the button that keeps it."""

from flask import current_app, jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from app.identity import SINCE
from kernel.seams import pages
from kernel.web import SIGNED_IN, Pages, local_path, platform

ending = Pages("ending", __name__)


@pages("ending")
def ending_pages() -> Pages:
    """The button that keeps a session open."""
    return ending


@ending.post("/session/keep", permission=SIGNED_IN)
def keep() -> ResponseReturnValue:
    """The session lasts as long as after any request; a script is told how long that is."""
    if request.headers.get("X-Fragment"):
        return jsonify(left=session_left())
    return redirect(local_path(request.form.get("next")) or url_for("start.index"))


def session_left() -> int:
    """The seconds until the session ends if nothing more is asked of it."""
    idle = current_app.permanent_session_lifetime.total_seconds()
    longest = platform().settings["SESSION_LONGEST"].total_seconds()
    age = platform().clock.now().timestamp() - session.get(SINCE, 0)
    return int(max(0, min(idle, longest - age)))
