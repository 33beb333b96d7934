"""A draft whose form has a newer version: told on its page, shown field by field, moved when the applicant says so."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from addons.licensing import moving
from addons.licensing.words import ApplicationState
from addons.portal.filling import Filling
from addons.portal.pages.asking import APPLY, caller, locale, now, reading, registry
from addons.portal.pages.own import applications, mine
from addons.portal.revised import Revised, revised
from forms.rebasing import move_of
from kernel.errors import Conflict
from kernel.seams import slot
from kernel.web import platform
from kernel.web.inputs import number_in


@slot("portal.form_changes", slot="portal.draft", order=10)
def note(found: Filling) -> str:
    """On the page of a draft: its form has changed, and where that is told."""
    told = _told(found)
    return render_template("portal/_form_changes.html", found=found, told=told) if told else ""


@applications.get("/<int:number>/form-changes", permission=APPLY)
def form_changes(number: int) -> ResponseReturnValue:
    """What the newer version asks differently, and what becomes of each answer."""
    found = mine(reading(), number, caller(reading()))
    told = _told(found)
    if told is None:
        return redirect(url_for("portal_applications.show", number=number))
    return render_template("portal/form_changes.html", found=found, told=told)


@applications.post("/<int:number>/form-changes", permission=APPLY)
def move(number: int) -> ResponseReturnValue:
    """The draft is on the newer version, with all that still fits."""
    try:
        with platform().database.transaction() as session:
            who = caller(session)
            moving.move_to_newer(
                session,
                mine(session, number, who).application,
                seen=number_in(request.form.get("_seen", "")) or 0,
                standing=who.standing,
                registry=registry(),
                now=now(),
            )
    except Conflict as error:
        flash(error.told(locale()), "warn")
    else:
        flash(_("草稿已改用新版表单，填过的内容都带过来了。"), "ok")
    return redirect(url_for("portal_applications.show", number=number))


@applications.post("/<int:number>/form-changes/seen", permission=APPLY)
def seen(number: int) -> ResponseReturnValue:
    """The applicant knows; the page of the draft says nothing of it any more."""
    with platform().database.transaction() as session:
        who = caller(session)
        moving.acknowledge_move(session, mine(session, number, who).application, standing=who.standing)
    return redirect(url_for("portal_applications.show", number=number))


def _told(found: Filling) -> Revised | None:
    if found.application.state != ApplicationState.DRAFT:
        return None
    told = move_of(reading(), found.submission, registry(), locale=locale())
    return None if told is None else revised(told)
