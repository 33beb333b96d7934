"""Following a case on its page: from then on whoever follows it is told of every act on it."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from approvals.pages.acting import page_of
from approvals.pages.desk import Desk, desk, where
from approvals.pages.doing import refuse_strange
from approvals.pages.recorded import record_of_case
from approvals.pages.showing import address_of
from approvals.people.following import follow, unfollow
from kernel.errors import TongbanError
from kernel.web import platform


def change(number: int) -> ResponseReturnValue:
    """The visitor follows the case, or follows it no more."""
    on = "on" in request.form
    try:
        with platform().database.transaction() as session:
            keep(desk(session), number, on=on)
    except TongbanError as error:
        return page_of(number, refused=error), error.status
    flash(_("已关注；办件有进展会通知您。") if on else _("已取消关注。"), "ok")
    return redirect(address_of(number, where()))


def keep(at: Desk, number: int, *, on: bool) -> None:
    """The same, on record where it changes anything."""
    refuse_strange(at, number)
    name = at.standing.name
    changed = follow(at.session, number, name, now=at.now) if on else unfollow(at.session, number, name)
    if changed:
        record_of_case(at, "follow" if on else "unfollow", number, {})
