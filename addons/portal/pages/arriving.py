"""A short address that people type: it leads to what is the caller's own."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from addons.portal.pages.asking import APPLY, CONFIRM
from kernel.seams import pages
from kernel.web import SIGNED_IN, Pages, allowed

arriving = Pages("portal_arriving", __name__)


@pages("portal.arriving")
def arriving_pages() -> Pages:
    """The address `/my`, which leads to what is the caller's own."""
    return arriving


@arriving.get("/my", permission=SIGNED_IN)
def own() -> ResponseReturnValue:
    """Applicants come to their applications, enterprises to what waits for them, others to where they arrive."""
    if allowed(APPLY):
        return redirect(url_for("portal_applications.index"))
    return redirect(url_for("portal_enterprise.index" if allowed(CONFIRM) else "start.index"))
