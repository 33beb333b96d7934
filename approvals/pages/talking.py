"""What clerks write beside a case: messages to the applicant, notes for the office, that they have seen it."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug import Response

from approvals.casefile.messages import note, refuse_reader, say
from approvals.casefile.seen import note_seen
from approvals.cases.queries import case_view
from approvals.cases.view import CaseView, no_such_case
from approvals.pages.acting import page_of
from approvals.pages.desk import Desk, desk, where
from approvals.pages.recorded import record_of_case
from approvals.pages.showing import address_of
from approvals.people.authority import may_see
from approvals.people.copies import mark_read
from kernel.errors import TongbanError
from kernel.web import platform

MESSAGE, NOTE = "message", "note"


def write(number: int) -> ResponseReturnValue:
    """The words are with the applicant, or in the office's notes; or the page says why not and keeps them."""
    kind, text = request.form.get("kind", ""), request.form.get("text", "")
    try:
        with platform().database.transaction() as session:
            said_here(desk(session), number, kind, text)
    except TongbanError as error:
        return page_of(number, refused=error, written=(kind, text), tab="feed"), error.status
    flash(_("消息已发给申请人。") if kind == MESSAGE else _("备注已记下，只有办理机构能看到。"), "ok")
    return redirect(f"{address_of(number, where(), tab='feed')}#write")


def said_here(at: Desk, number: int, kind: str, text: str) -> int:
    """A message is with the applicant, or a note on file; the number of it. Who wrote it has seen what there was."""
    case = theirs(at, number)
    if kind == MESSAGE:
        refuse_reader(at.session, at.standing, number)
        author = at.standing.name
        found = say(at.session, at.registry, case, text, author=author, by_office=True, now=at.now).id
    else:
        found = note(at.session, at.registry, case, text, author=at.standing.name, now=at.now).id
    what = MESSAGE if kind == MESSAGE else NOTE
    record_of_case(at, what, number, {what: found})
    note_seen(at.session, at.registry, case, at.standing.name, keys=platform().keys, now=at.now)
    return found


def look(number: int) -> Response:
    """From now on only what changes later is marked."""
    with platform().database.transaction() as session:
        at = desk(session)
        case = theirs(at, number)
        if "copy" not in request.form:
            note_seen(session, at.registry, case, at.standing.name, keys=platform().keys, now=at.now)
        mark_read(session, case.id, at.standing.name, now=at.now)
    if request.headers.get("X-Fragment"):
        return Response(status=204)
    return redirect(url_for("workbench.case", number=number, **where().arguments()))


def theirs(at: Desk, number: int) -> CaseView:
    """The case, if it is theirs to see."""
    if not may_see(at.session, at.standing, number):
        raise no_such_case(number)
    return case_view(at.session, number)
