"""How large the type is: a switch for those who read badly, remembered in the session."""

from flask import has_request_context, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from kernel.seams import pages
from kernel.web import Pages, local_path
from kernel.web.request import incoming

LARGE = "large_type"

display = Pages("display", __name__)


@pages("display")
def display_pages() -> Pages:
    """The switch to large type and back."""
    return display


@display.post("/large-type", public=True)
def choose() -> ResponseReturnValue:
    """Every page is in large type from now on, or in the usual one."""
    if request.form.get("large"):
        session[LARGE] = True
    else:
        session.pop(LARGE, None)
    return redirect(local_path(request.form.get("next")) or url_for("start.index"))


def is_large() -> bool:
    """Whether this visitor asked for large type."""
    return has_request_context() and bool(incoming().session.get(LARGE))
