"""The file of a case to read and print: what it says, what came with it, everything that happened to it."""

from flask import render_template

from approvals.pages.desk import desk
from approvals.pages.filing import file_of
from kernel.web import platform


def record(number: int) -> str:
    """The whole case, for somebody whose task it is or was."""
    at = desk(platform().database.session())
    return render_template("approvals/record.html", case=file_of(at, number))
