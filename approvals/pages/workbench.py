"""The workbench of clerks: the list, and a case beside it."""

from flask import render_template, request

from approvals.pages.acting import page_of
from approvals.pages.desk import desk, where
from approvals.pages.listing import list_pane
from kernel.web import platform
from kernel.web.typed import typed_before


def index() -> str:
    """The list, and no case yet."""
    at = desk(platform().database.session())
    return render_template("approvals/workbench.html", pane=list_pane(at, where()), case=None)


def case(number: int) -> str:
    """One case beside the list; what was written before the session ended is put back."""
    if "typed" not in request.args:
        return page_of(number)
    typed = typed_before(platform().database.session())
    opinion = typed.get("opinion", "") if typed is not None else ""
    return page_of(number, opinion=opinion, restored=bool(opinion))
