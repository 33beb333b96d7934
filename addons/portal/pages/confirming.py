"""What waits for an enterprise: an application checked, confirmed with what it adds, or returned with every defect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from addons.letters.queries import documents_of_case
from addons.licensing import queries, service
from addons.licensing.findings import Refused
from addons.licensing.models import Application
from addons.licensing.refusals import no_such_application
from addons.portal.callers import Caller
from addons.portal.details import Detail, detail, status
from addons.portal.filling import Filling, filling, names_in, offers_in, uploads_in
from addons.portal.pages.asking import CONFIRM, caller, downloadable, locale, now, reading, registry, today
from addons.portal.pages.enterprise import enterprise
from addons.portal.pages.mending import Mending, Pairs, gathered, mending, pairs_of, posted
from addons.portal.pages.uploading import with_uploads
from addons.portal.registrations import is_with, registered_at, taken_up_at
from addons.portal.returning import Row, rows_of, wrong_with
from addons.portal.rules import rules_on
from approvals.engine import WHOLE_CASE, Defect
from approvals.words import Verb
from forms import service as forms
from forms.answers import Fault
from forms.links import shown
from forms.offering import SEEK, sought_in
from forms.service import NotReady
from forms.uploads import ShownUpload
from kernel.db import writing
from kernel.errors import Conflict, TongbanError
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.inputs import number_in
from kernel.web.typed import forget_typed, typed_before

WRONG = 422
PIN = "at:"
PASSING = (Verb.APPROVE, Verb.SUBMIT, Verb.RESUBMIT)


@dataclass(frozen=True, slots=True)
class Task:
    """An application before an enterprise, with what the enterprise may do to it now."""

    filling: Filling
    detail: Detail
    step: str
    verbs: tuple[Verb, ...]

    @property
    def passing(self) -> Verb | None:
        """The verb that carries the case on."""
        return next((verb for verb in PASSING if verb in self.verbs), None)


@dataclass(frozen=True, slots=True)
class Posted:
    """What was typed on a page that was refused, and why."""

    typed: Mapping[str, Any] | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)
    problems: Sequence[TongbanError] = ()
    pairs: Pairs = field(default_factory=dict)
    """Every text as it was posted, for what may be changed besides."""
    restored: bool = False
    """Whether it was typed before the session ended, and is put back."""


@enterprise.get("/applications/<int:number>", permission=CONFIRM)
def show(number: int) -> str:
    """The application with its answers and its course, and what is asked of the enterprise."""
    session = reading()
    task, typed = _task(session, number, caller(session)), typed_before(session)
    if typed is None:
        return _page(task, Posted())
    raw = task.filling.form.raw_from(typed, task.filling.sections)
    return _page(task, Posted(raw, pairs=pairs_of(typed), restored=True))


@enterprise.post("/applications/<int:number>/state", permission=CONFIRM)
def state(number: int) -> ResponseReturnValue:
    """What the rules say of the page as it is typed; the page only shows it."""
    writing.set(False)
    session = reading()
    found = _task(session, number, caller(session)).filling
    raw = found.form.raw_from(request.form, found.sections)
    return jsonify(rules_on(found, found.sections, raw, on=today()))


@enterprise.post("/applications/<int:number>/confirm", permission=CONFIRM, keeps="portal_enterprise.show")
def confirm(number: int) -> ResponseReturnValue:
    """Confirmed and with the window; or the page says what is wrong, with what was typed on it."""
    raw: dict[str, Any] = {}
    if SEEK in request.form:
        return _choosing(number)
    try:
        with platform().database.transaction() as session:
            task = _task(session, number, caller(session))
            filled, edits = gathered(session, task.filling, task.detail.case, task.step)
            raw |= filled
            forms.refuse_unready(with_uploads(session, task.filling.form, task.filling.sections, raw))
            # who comes too late hears from the case what happened meanwhile
            _act(session, task, task.passing or Verb.APPROVE, values=raw, edits=edits)
            forget_typed(session, url_for("portal_enterprise.show", number=number))
    except NotReady as error:
        return _again(number, Posted(raw, error.faults, pairs=posted()))
    except Refused as error:
        return _again(number, Posted(raw, problems=error.problems, pairs=posted()))
    except Conflict as error:
        flash(error.told(locale()), "warn")
        return redirect(url_for("portal_enterprise.show", number=number))
    flash(_("已确认并提交。"), "ok")
    return redirect(url_for("portal_enterprise.index"))


@enterprise.get("/applications/<int:number>/return", permission=CONFIRM)
def ask_return(number: int) -> ResponseReturnValue:
    """Everything that can be pinned, to be told at once."""
    task = _task(reading(), number, caller(reading()))
    if Verb.RETURN not in task.verbs:
        return redirect(url_for("portal_enterprise.show", number=number))
    return _return_page(task, {}, {})


@enterprise.post("/applications/<int:number>/return", permission=CONFIRM)
def send_back(number: int) -> ResponseReturnValue:
    """Returned to the applicant with everything that is wrong, each at its field."""
    pinned = {key: words.strip() for key, words in request.form.items() if key.startswith(PIN)}
    written = {key.removeprefix(PIN): words for key, words in pinned.items()}
    task = _task(reading(), number, caller(reading()))
    wrong = wrong_with(written, _rows(reading(), task))
    if wrong:
        return _return_page(task, written, wrong), WRONG
    try:
        with platform().database.transaction() as session:
            task = _task(session, number, caller(session))
            defects = tuple(Defect(path, words) for path, words in written.items() if words)
            _act(session, task, Verb.RETURN, defects=defects)
    except Conflict as error:
        flash(error.told(locale()), "warn")
        return redirect(url_for("portal_enterprise.show", number=number))
    flash(_("已退回申请人，要改的地方已一次列明。"), "ok")
    return redirect(url_for("portal_enterprise.index"))


def _task(session: Session, number: int, who: Caller) -> Task:
    """The application, if it names one of the caller's enterprises; any other is as one that is not there."""
    application = queries.application(session, number, who.standing)
    if not _is_theirs(session, application, who):
        raise no_such_application(number)
    found = filling(
        session, application, standing=who.standing, registry=registry(), locale=locale(), on=today()
    )
    shown_one = detail(session, application, who.standing, registry=registry(), now=now())
    step = next((name for name in shown_one.verbs if name != WHOLE_CASE), "")
    return Task(found, shown_one, step, shown_one.verbs.get(step, ()))


def _is_theirs(session: Session, application: Application, who: Caller) -> bool:
    """Whether it names one of the enterprises, or waits for one, such as the one that somebody goes to."""
    firms = {firm.id for firm in who.enterprises}
    if application.case_id is None:
        return False
    return application.enterprise_id in firms or is_with(session, application, firms)


def _act(
    session: Session,
    task: Task,
    verb: Verb,
    *,
    values: Mapping[str, Any] | None = None,
    edits: Mapping[str, Any] | None = None,
    defects: tuple[Defect, ...] = (),
) -> None:
    service.act(
        session,
        task.filling.application,
        step=request.form.get("_step", "") or task.step,
        verb=verb,
        seen=number_in(request.form.get("_case_seen", "")) or 0,
        standing=caller(session).standing,
        registry=registry(),
        now=now(),
        defects=defects,
        values=values,
        edits=edits,
        form_seen=number_in(request.form.get("_seen", "")),
    )


def _choosing(number: int) -> str:
    """The page with what was typed so far, and what a picker lists for it."""
    task = _task(reading(), number, caller(reading()))
    raw = task.filling.form.raw_from(request.form, task.filling.sections)
    return _page(task, Posted(raw, pairs=posted()))


def _again(number: int, said: Posted) -> ResponseReturnValue:
    return _page(_task(reading(), number, caller(reading())), said), WRONG


def _page(task: Task, said: Posted) -> str:
    session, here, found = reading(), platform(), task.filling
    who = caller(session)
    values = found.values if said.typed is None else forms.retyped(found.submission, found.form, said.typed)
    files = uploads_in(session, found, values, reader=visitor().username)
    uploads = shown(files, visitor().user_id, keys=here.keys, now=now())
    mend = _mending(session, task, said)
    here_only = {path: fault for path, fault in said.faults.items() if path not in mend.faults}
    faults = here_only if said.faults else found.defects(found.sections)
    drawn = found.form.page(
        values,
        faults,
        found.sections,
        today=today(),
        uploads=uploads,
        offers=offers_in(session, found, found.sections, values=values, sought=sought_in(request.form)),
        brought=found.submission.brought or {},
    )
    return render_template(
        "portal/confirm.html",
        task=task,
        detail=task.detail,
        status=status(session, found.application, who.standing, registry()),
        drawn=drawn if found.sections else None,
        mending=mend,
        **_registration(session, found.application, who),
        problems=said.problems,
        restored=said.restored,
        papers=downloadable(documents_of_case(session, found.application.case_id or 0)),
        answers=_answers(session, found, uploads),
    )


def _answers(session: Session, found: Filling, uploads: Mapping[int, ShownUpload]) -> Markup:
    """What others have filled in, what is personal masked."""
    others = [one.name for one in found.form.form.sections if one.name not in found.sections]
    return found.form.masked_answers(
        found.submission.answers,
        others,
        today=today(),
        uploads=uploads,
        offers=names_in(session, found, others),
        brought=found.submission.brought or {},
    )


def _mending(session: Session, task: Task, said: Posted) -> Mending:
    case, verb = task.detail.case, task.passing
    return mending(session, task.filling, case, task.step, verb=verb, typed=said.pairs, faults=said.faults)


def _registration(session: Session, application: Application, who: Caller) -> dict[str, str]:
    """The step for which it waits to be taken up, and the one for which the visitor has."""
    firms = [firm.id for firm in who.enterprises]
    return {
        "registered": registered_at(session, application, firms, registry()),
        "taken_up": taken_up_at(session, application, firms, registry(), who.standing.name),
    }


def _rows(session: Session, task: Task) -> Sequence[Row]:
    found = task.filling
    others = [one.name for one in found.form.form.sections if one.name not in found.sections]
    return rows_of(found, others, offers=names_in(session, found, others), on=today())


def _return_page(task: Task, written: Mapping[str, str], wrong: Mapping[str, Text]) -> str:
    return render_template(
        "portal/return.html",
        task=task,
        detail=task.detail,
        rows=_rows(reading(), task),
        written=written,
        wrong=wrong,
        pin=PIN,
    )
