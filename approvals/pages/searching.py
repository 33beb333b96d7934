"""The search of the workbench: what was typed is posted, and stands closed in the address of what was found."""

from flask import redirect, request, url_for
from werkzeug import Response

from approvals.pages.desk import searched_for


def find() -> Response:
    """Leads to the cases that go by the words."""
    return redirect(url_for("workbench.index", **searched_for(request.form.get("q", "")).arguments()))
