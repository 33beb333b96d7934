"""Claiming and releasing an open task on the page of its case."""

from collections.abc import Callable

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from approvals.acts.claiming import claim, release
from approvals.pages.acting import page_of
from approvals.pages.desk import desk, where
from approvals.pages.doing import refuse_strange
from approvals.pages.recorded import address_here
from approvals.pages.showing import address_of
from kernel.errors import TongbanError
from kernel.web import platform


def claimed(number: int) -> ResponseReturnValue:
    """The task is the visitor's alone until they do or release it."""
    return _taken(number, claim, _("已认领，由您办理。"))


def released(number: int) -> ResponseReturnValue:
    """Everybody at the office may do it again."""
    return _taken(number, release, _("已释放，本机构的人都可以办理。"))


def _taken(number: int, what: Callable[..., None], said: str) -> ResponseReturnValue:
    step, opinion = request.form.get("step", ""), request.form.get("opinion", "")
    try:
        with platform().database.transaction() as session:
            at = desk(session)
            refuse_strange(at, number)
            who = {"standing": at.standing, "address": address_here()}
            what(session, number, step, now=at.now, registry=at.registry, **who)
    except TongbanError as error:
        return page_of(number, opinion=opinion, refused=error), error.status
    flash(said, "ok")
    if opinion.strip():
        # what was being written stays in its field
        return page_of(number, opinion=opinion)
    return redirect(address_of(number, where()))
