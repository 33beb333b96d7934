"""Numbers in full, for whoever has the case and says why: shown for a minute, on record for good."""

from datetime import timedelta

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from approvals.casefile.faces import faces_of
from approvals.casefile.looking import MOST_REASON, Asker, Secret, has_secrets, secrets_of
from approvals.cases.queries import case_view
from approvals.cases.view import CaseView, no_such_case
from approvals.pages.desk import Desk, desk
from approvals.pages.recorded import record_of_case
from approvals.people.authority import may_speak
from kernel.errors import Invalid
from kernel.throttling import counted
from kernel.web import platform, visitor

REVEAL = ("can_reveal", "Cases")
PURPOSE = "approvals.identity"
MOST, SPAN = 30, timedelta(minutes=10)
SECONDS = 60
"""So long the numbers stand on the screen of somebody who has gone away."""


def may_reveal(at: Desk, *, speaks: bool) -> bool:
    """Whether numbers of a case may be seen in full: by roles, and by having a say in it."""
    return speaks and REVEAL in visitor().permissions and has_secrets(at.registry)


def ask(number: int) -> str:
    """Why somebody wants to see them."""
    at = desk(platform().database.session())
    return _asked(at, _theirs(at, number))


def shown(number: int) -> ResponseReturnValue:
    """The numbers, once; who asked and why is on record."""
    here, reason = platform(), request.form.get("reason", "").strip()
    try:
        with here.database.transaction() as session:
            at = desk(session)
            case = _theirs(at, number)
            found = _revealed(at, case, reason)
            face = faces_of(session, at.registry, [case])[number]
    except Invalid as error:
        at = desk(here.database.session())
        return _asked(at, _theirs(at, number), reason=reason, refused=error), error.status
    page = render_template(
        "approvals/identity.html", face=face, number=number, secrets=found, seconds=SECONDS
    )
    answer = make_response(page)
    answer.headers["Refresh"] = f"{SECONDS}; url={url_for('workbench.case', number=number)}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _revealed(at: Desk, case: CaseView, reason: str) -> list[Secret]:
    address, keys = request.remote_addr or "", platform().keys
    counted(at.session, PURPOSE, at.standing.name, most=MOST, span=SPAN, keys=keys, now=at.now)
    asker = Asker(at.standing.name, reason, keys, at.now, address)
    found = secrets_of(at.session, at.registry, case, asker)
    record_of_case(at, "identity", case.id, {"reason": reason, "numbers": len(found)})
    return found


def _theirs(at: Desk, number: int) -> CaseView:
    """The case, if they have a say in it; to have been shown it is not enough."""
    if not may_speak(at.session, at.standing, number):
        raise no_such_case(number)
    return case_view(at.session, number)


def _asked(at: Desk, case: CaseView, *, reason: str = "", refused: Invalid | None = None) -> str:
    return render_template(
        "approvals/identity_ask.html",
        face=faces_of(at.session, at.registry, [case])[case.id],
        number=case.id,
        reason=reason,
        refused=refused,
        most=MOST_REASON,
        seconds=SECONDS,
    )
