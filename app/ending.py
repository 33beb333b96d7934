"""The button that keeps a session open."""

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.identity import session_left
from kernel.seams import pages
from kernel.web import SIGNED_IN, Pages, local_path

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
