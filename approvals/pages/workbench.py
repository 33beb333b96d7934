"""The workbench of clerks: the list, and a case beside it."""

from flask import render_template

from approvals.pages.acting import page_of
from approvals.pages.desk import desk, where
from approvals.pages.listing import list_pane
from kernel.web import platform


def index() -> str:
    """The list, and no case yet."""
    at = desk(platform().database.session())
    return render_template("approvals/workbench.html", pane=list_pane(at, where()), case=None)


def case(number: int) -> str:
    """One case beside the list."""
    return page_of(number)
