"""My applications: the list, one with its course, checked and handed in, mended, taken back, or deleted."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from addons.certificates.queries import certificate
from addons.letters.queries import documents_of_case
from addons.licensing import queries, service
from addons.licensing.findings import Refused
from addons.licensing.matters import matter_of_version
from addons.licensing.models import Application
from addons.licensing.refusals import no_such_application
from addons.licensing.sections import chain_in_force
from addons.licensing.whose import is_initiator
from addons.licensing.words import ApplicationState
from addons.portal.callers import Caller
from addons.portal.details import Detail, detail, next_steps, status
from addons.portal.filling import Filling, faults_in, last_day, names_in, uploads_in
from addons.portal.pages.asking import APPLY, caller, locale, now, reading, registry, today
from addons.portal.pages.choosing import choosing
from addons.portal.pages.declaring import silent_in
from addons.portal.pages.own import applications, mine
from addons.portal.tasks import tasks_of
from approvals.casefile.feed import conversation
from forms.eligibility import unmet
from forms.estimating import minutes
from forms.links import shown
from forms.service import NotReady
from kernel.errors import Conflict, TongbanError
from kernel.text import Text
from kernel.web import Area, MenuItem, platform, visitor
from kernel.web.inputs import number_in
from kernel.web.typed import forget_below

WRONG = 422
APPLICANT = "applicant"
WAITS = "warn"
"""The kind of the tag of what waits for the caller."""
LONGEST_REASON = 500


@applications.get(
    "",
    permission=APPLY,
    menu=MenuItem(Text("我的申请", "Applications"), order=30, area=Area.PORTAL, icon="file-text"),
)
def index() -> str:
    """Everything the caller has begun or handed in: what waits for them, then drafts, then the rest, latest first."""
    session = reading()
    who = caller(session)
    found = queries.applications_of(session, who.person.id) if who.person is not None else ()
    rows = [
        (
            one,
            matter_of_version(session, one.version_id),
            certificate(session, one.certificate_id or 0),
            status(session, one, who.standing, registry()),
        )
        for one in found
        if one.state != ApplicationState.DRAFT or is_initiator(one, who.standing)
    ]
    rows.sort(key=lambda row: not waits(row[3]))
    return render_template("portal/applications.html", rows=rows, person=who.person)


def waits(status: tuple[Text, str, str]) -> bool:
    """Whether an application of this status waits for whoever looks."""
    return status[1] == WAITS


@applications.get("/<int:number>", permission=APPLY)
def show(number: int) -> ResponseReturnValue:
    """A draft with what is left to do; anything else with its course, what is to be mended or chosen first."""
    session = reading()
    who = caller(session)
    application = queries.application(session, number, who.standing)
    if not is_initiator(application, who.standing) and choosing(session, number, who) is not None:
        return redirect(url_for("portal_applications.ask_choice", number=number))
    return shown_page(number)


@applications.get("/<int:number>/check", permission=APPLY)
def check(number: int) -> ResponseReturnValue:
    """Everything that was filled in, to be checked before it is handed in."""
    session = reading()
    found = mine(session, number, caller(session))
    if found.application.state != ApplicationState.DRAFT:
        return redirect(url_for("portal_applications.show", number=number))
    return _check(session, found, ())


@applications.post("/<int:number>/submit", permission=APPLY)
def submit(number: int) -> ResponseReturnValue:
    """Handed in; or the page says everything that is in the way, and nothing is lost."""
    try:
        with platform().database.transaction() as session:
            who = caller(session)
            service.submit(
                session,
                mine(session, number, who).application,
                seen=number_in(request.form.get("_seen", "")) or 0,
                standing=who.standing,
                registry=registry(),
                now=now(),
            )
    except (NotReady, Refused) as error:
        session = reading()
        return _check(session, mine(session, number, caller(session)), error.problems), WRONG
    except Conflict as error:
        flash(error.told(locale()), "warn")
        return redirect(url_for("portal_applications.show", number=number))
    flash(_("已提交。每一步有进展都会通知您。"), "ok")
    return redirect(url_for("portal_applications.show", number=number))


@applications.post("/<int:number>/resubmit", permission=APPLY)
def resubmit(number: int) -> ResponseReturnValue:
    """What was to be mended is handed back, all at once; or the page says what is still in the way."""
    try:
        with platform().database.transaction() as session:
            who = caller(session)
            service.resubmit(
                session,
                mine(session, number, who).application,
                seen=number_in(request.form.get("_case_seen", "")) or 0,
                form_seen=number_in(request.form.get("_seen", "")) or 0,
                standing=who.standing,
                registry=registry(),
                now=now(),
                why=request.form.get("why", "").strip(),
            )
    except (NotReady, Refused) as error:
        return shown_page(number, problems=error.problems), WRONG
    except Conflict as error:
        flash(error.told(locale()), "warn")
    else:
        flash(_("补正已交回，继续办理。"), "ok")
    return redirect(url_for("portal_applications.show", number=number))


@applications.get("/<int:number>/withdraw", permission=APPLY)
def ask_withdrawal(number: int) -> ResponseReturnValue:
    """What taking it back means, before it is done."""
    return _withdrawal(number, "", 200)


def _withdrawal(number: int, reason: str, status: int) -> ResponseReturnValue:
    session = reading()
    who = caller(session)
    found = mine(session, number, who)
    if found.application.state == ApplicationState.DRAFT:
        return render_template("portal/discard.html", found=found)
    shown_one = _detail(session, found, who)
    if not shown_one.may_withdraw:
        return redirect(url_for("portal_applications.show", number=number))
    page = render_template("portal/withdraw.html", detail=shown_one, reason=reason, most=LONGEST_REASON)
    return page, status


@applications.post("/<int:number>/withdraw", permission=APPLY)
def withdraw(number: int) -> ResponseReturnValue:
    """The application is taken back, and the certificate is free for another; or the page says why not."""
    reason = request.form.get("reason", "").strip()
    if len(reason) > LONGEST_REASON:
        return _withdrawal(number, reason, WRONG)
    try:
        with platform().database.transaction() as session:
            who = caller(session)
            service.withdraw(
                session,
                mine(session, number, who).application,
                seen=number_in(request.form.get("_case_seen", "")) or 0,
                standing=who.standing,
                registry=registry(),
                now=now(),
                opinion=reason,
            )
    except Conflict as error:
        flash(error.told(locale()), "warn")
    else:
        flash(_("申请已撤回。需要时可以重新申请。"), "ok")
    return redirect(url_for("portal_applications.show", number=number))


@applications.post("/<int:number>/discard", permission=APPLY)
def discard(number: int) -> ResponseReturnValue:
    """The draft is gone."""
    with platform().database.transaction() as session:
        who = caller(session)
        service.discard(session, mine(session, number, who).application, standing=who.standing, now=now())
        forget_below(session, url_for("portal_applications.show", number=number))
    flash(_("草稿已删除。"), "ok")
    return redirect(url_for("portal_applications.index"))


def shown_page(
    number: int, problems: Sequence[TongbanError] = (), *, refused: TongbanError | None = None
) -> str:
    """The application's page; `refused` says why a message was not sent."""
    session = reading()
    who = caller(session)
    application = queries.application(session, number, who.standing)
    if not is_initiator(application, who.standing):
        return _concerning(session, application, who)
    found = mine(session, number, who)
    if found.application.state == ApplicationState.DRAFT:
        return render_template(
            "portal/draft.html",
            found=found,
            tasks=tasks_of(found, on=today()),
            unmet=unmet(found.form.form, found.form.facts(found.submission.answers, today=today())),
            # an office that says something of its form says how long it takes
            minutes=0 if found.form.form.help else minutes(found.opened),
            last_day=last_day(session, found),
        )
    return render_template(
        "portal/application.html",
        detail=(course := _detail(session, found, who)),
        silent=silent_in(session, course.case, who),
        today=today(),
        found=found,
        status=status(session, found.application, who.standing, registry()),
        papers=documents_of_case(session, found.application.case_id or 0),
        choosing=choosing(session, number, who),
        problems=problems,
        messages=conversation(session, found.application.case_id or 0),
        refused=refused,
        written=request.form.get("text", "") if refused else "",
        why=request.form.get("why", ""),
        faults=(faults := faults_in(found, found.sections, on=today()) if found.correction else {}),
        anew=[one for name, one in found.form.fields.items() if name in found.form.declared & faults.keys()],
        answers=_answers(session, found, _own(found), changeable=found.correction is not None),
    )


def _concerning(session: Session, application: Application, who: Caller) -> str:
    """Where an application about them stands that somebody else has handed in."""
    if who.person is None or application.person_id != who.person.id:
        raise no_such_application(application.id)
    return render_template(
        "portal/concerning.html",
        detail=detail(session, application, who.standing, registry=registry(), now=now()),
        status=status(session, application, who.standing, registry()),
        choosing=choosing(session, application.id, who),
    )


def _detail(session: Session, found: Filling, who: Caller) -> Detail:
    return detail(session, found.application, who.standing, registry=registry(), now=now())


def _check(session: Session, found: Filling, problems: Sequence[TongbanError]) -> str:
    faults = faults_in(found, found.sections, on=today())
    return render_template(
        "portal/check.html",
        found=found,
        problems=[one for one in problems if one.place not in found.form.fields],
        faults=[(path, fault, found.section_of(path)) for path, fault in faults.items()],
        answers=_answers(session, found, found.sections, changeable=True),
        coming=next_steps(chain_in_force(session, registry(), found.matter.chain)),
    )


def _own(found: Filling) -> Sequence[str]:
    """The sections that the applicant fills in."""
    return [one.name for one in found.form.form.sections if one.filled_by == APPLICANT]


def _answers(session: Session, found: Filling, sections: Sequence[str], *, changeable: bool) -> object:
    here, answers = platform(), found.standing_answers if changeable else found.submission.answers
    files = uploads_in(session, found, answers, reader=visitor().username)

    def address_of(name: str) -> str:
        section = found.section_of(name)
        if not changeable or section is None or name in found.form.given:
            return ""
        number = found.application.id
        return url_for("portal_applications.form", number=number, section=section.name) + f"#{name}-field"

    return found.form.check_answers(
        answers,
        sections,
        today=today(),
        uploads=shown(files, visitor().user_id, keys=here.keys, now=now()),
        address_of=address_of,
        offers=names_in(session, found, sections),
        brought=found.submission.brought or {},
    )
