"""An applicant says that another party does nothing, on a page of its own or as a dialog: why, and what follows."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from addons.licensing import service
from addons.licensing.words import ApplicationState
from addons.portal.callers import Caller
from addons.portal.details import detail
from addons.portal.pages.asking import APPLY, caller, locale, now, reading, registry
from addons.portal.pages.own import applications, mine
from approvals.acts.silence import Silent, silent_steps
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain
from approvals.settings import SILENT_AFTER
from kernel.errors import Conflict, Invalid, TongbanError
from kernel.web import platform
from kernel.web.inputs import number_in
from kernel.web.settings import setting


@applications.get("/<int:number>/silent/<step>", permission=APPLY)
def ask_silence(number: int, step: str) -> ResponseReturnValue:
    """What it means to go on without the other party, before it is done."""
    return _page(number, step)


@applications.post("/<int:number>/silent/<step>", permission=APPLY)
def declare(number: int, step: str) -> ResponseReturnValue:
    """The case goes on without the other party; or the page says why not and keeps what was typed."""
    try:
        with platform().database.transaction() as session:
            who = caller(session)
            service.declare_silent(
                session,
                mine(session, number, who).application,
                step=step,
                seen=number_in(request.form.get("_case_seen", "")) or 0,
                words=request.form.get("reason", ""),
                standing=who.standing,
                registry=registry(),
                now=now(),
                after=_after(),
            )
    except Invalid as error:
        return _page(number, step, refused=error)
    except Conflict as error:
        flash(error.told(locale()), "warn")
    else:
        flash(_("已登记对方不配合，办件按流程继续。"), "ok")
    return redirect(url_for("portal_applications.show", number=number))


def silent_in(session: Session, case: CaseView, who: Caller) -> Sequence[Silent]:
    """The steps of other parties that the caller may report now or later."""
    chain = compiled_chain(session.connection(), registry(), case.version_id)
    return silent_steps(session, chain, case, who.standing, after=_after())


def _page(number: int, step: str, *, refused: TongbanError | None = None) -> ResponseReturnValue:
    session = reading()
    who = caller(session)
    application = mine(session, number, who).application
    back = url_for("portal_applications.show", number=number)
    if application.state == ApplicationState.DRAFT:
        return redirect(back)
    shown = detail(session, application, who.standing, registry=registry(), now=now())
    found = next((one for one in silent_in(session, shown.case, who) if one.step == step), None)
    if found is None or found.first > platform().clock.today():
        # too soon, or gone on meanwhile: the page of the application says so
        return redirect(back)
    page = render_template(
        "portal/silent.html",
        detail=shown,
        silent=found,
        reason=request.form.get("reason", ""),
        refused=refused,
    )
    return page, refused.status if refused else 200


def _after() -> int:
    return int(setting(SILENT_AFTER))
