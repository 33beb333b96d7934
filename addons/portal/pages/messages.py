"""Messages between the applicant and the office that has the application, and asking that it be seen to."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from addons.licensing import service
from addons.licensing.refusals import not_handed_in
from addons.portal.details import detail
from addons.portal.hands import hands_of
from addons.portal.pages.applications import shown_page
from addons.portal.pages.asking import APPLY, caller, locale, now, registry
from addons.portal.pages.own import applications, mine
from approvals.casefile.messages import say
from approvals.cases.queries import case_view
from approvals.words import Verb
from kernel import audit
from kernel.clock import local_day
from kernel.errors import Conflict, Invalid, TongbanError
from kernel.web import platform, visitor


@applications.post("/<int:number>/messages", permission=APPLY)
def write(number: int) -> ResponseReturnValue:
    """The office reads it, and is told; or the page says why not and keeps what was written."""
    try:
        with platform().database.transaction() as session:
            application = mine(session, number, caller(session)).application
            if application.case_id is None:
                raise not_handed_in()
            case = case_view(session, application.case_id)
            reached = hands_of(session, registry(), case.id).reached
            said = say(
                session,
                registry(),
                case,
                request.form.get("text", ""),
                author=visitor().username,
                by_office=False,
                now=now(),
            )
            audit.record(
                session,
                actor=visitor().username,
                action="application.message",
                thing=f"application:{number}",
                detail={"message": said.id},
                now=now(),
                address=request.remote_addr or "",
            )
    except TongbanError as error:
        return shown_page(number, refused=error), error.status
    flash(_("消息已发给办理机构。") if reached else _("消息已保存，办理机构收到申请后会看到。"), "ok")
    return redirect(url_for("portal_applications.show", number=number) + "#messages")


@applications.post("/<int:number>/urge", permission=APPLY)
def urge(number: int) -> ResponseReturnValue:
    """Whoever has it is reminded; once a day."""
    here = redirect(url_for("portal_applications.show", number=number))
    try:
        with platform().database.transaction() as session:
            who = caller(session)
            application = mine(session, number, who).application
            found = detail(session, application, who.standing, registry=registry(), now=now())
            for step in found.unurged(who.standing.name, local_day(now())) or found.urged:
                service.act(
                    session,
                    application,
                    step=step,
                    verb=Verb.URGE,
                    seen=found.case.state.seq,
                    standing=who.standing,
                    registry=registry(),
                    now=now(),
                )
    except (Conflict, Invalid) as error:
        flash(error.told(locale()), "warn")
        return here
    if found.urged:
        flash(_("已提醒正在办理的人。"), "ok")
    else:
        flash(_("现在没有可以催办的步骤；请看办理进度。"), "warn")
    return here
