"""A choice that a case asks of somebody: one of what is offered, made once and for good."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from addons.licensing import queries, service
from addons.licensing.models import Application
from addons.licensing.refusals import no_such_application
from addons.portal.callers import Caller
from addons.portal.details import Detail, detail
from addons.portal.pages.asking import APPLY, caller, locale, now, reading, registry
from addons.portal.pages.own import applications
from approvals.acts.recording import known_of
from approvals.cases.queries import allowed_to, case_view
from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.chains.versions import compiled_chain
from approvals.engine.weighing import choice_at, offered
from approvals.words import Verb
from kernel.errors import Conflict, Invalid, TongbanError
from kernel.text import Text
from kernel.web import platform
from kernel.web.inputs import number_in

WRONG = 422


@dataclass(frozen=True, slots=True)
class Choosing:
    """The step at which something is chosen, what there is to choose, and by when."""

    application: Application
    case: CaseView
    step: Step
    options: tuple[tuple[str, Text], ...]

    @property
    def last(self) -> object:
        """The last day for it, if there is one."""
        opening = self.case.state.opening(self.step.name)
        return opening and (opening.until or (opening.due and opening.due.on))


def choosing(session: Session, number: int, who: Caller) -> Choosing | None:
    """What the caller has to choose in the application; None when there is nothing."""
    application = queries.application(session, number, who.standing)
    if application.case_id is None:
        return None
    case = case_view(session, application.case_id)
    chain = compiled_chain(session.connection(), registry(), case.version_id)
    for name, verbs in allowed_to(session, registry(), case.id, who.standing).items():
        choice = choice_at(chain, chain.steps[name]) if name and Verb.SUBMIT in verbs else None
        if choice is not None:
            options = offered(choice, known_of(chain, case, now()))
            return Choosing(application, case, chain.steps[name], options)
    return None


@applications.get("/<int:number>/choose", permission=APPLY)
def ask_choice(number: int) -> ResponseReturnValue:
    """What there is to choose, and what it means."""
    return _page(number)


@applications.post("/<int:number>/choose", permission=APPLY)
def choose(number: int) -> ResponseReturnValue:
    """It is chosen, and the case goes on; or the page says why not."""
    try:
        with platform().database.transaction() as session:
            who = caller(session)
            service.act(
                session,
                queries.application(session, number, who.standing),
                step=request.form.get("_step", ""),
                verb=Verb.SUBMIT,
                seen=number_in(request.form.get("_case_seen", "")) or 0,
                standing=who.standing,
                registry=registry(),
                now=now(),
                value=request.form.get("value", ""),
            )
    except Invalid as error:
        return _page(number, refused=error), WRONG
    except Conflict as error:
        flash(error.told(locale()), "warn")
    else:
        flash(_("已选定，办件继续办理。"), "ok")
    return redirect(url_for("portal_applications.index"))


def _page(number: int, *, refused: TongbanError | None = None) -> str:
    session = reading()
    who = caller(session)
    found = choosing(session, number, who)
    if found is None:
        raise no_such_application(number)
    return render_template(
        "portal/choose.html",
        choosing=found,
        detail=_detail(session, found, who),
        refused=refused,
        value=request.form.get("value", ""),
    )


def _detail(session: Session, found: Choosing, who: Caller) -> Detail:
    return detail(session, found.application, who.standing, registry=registry(), now=now())
