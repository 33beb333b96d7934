"""What a case has on paper: laid out as PDF, its letters read on a page before they are sent and afterwards."""

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from approvals.casefile.correcting import Letter, sent_letter
from approvals.casefile.faces import faces_of
from approvals.cases.view import CaseView
from approvals.pages.desk import Desk, desk
from approvals.pages.recorded import record_taken
from approvals.people.authority import looked_at
from approvals.seams import CASE_PAPER
from kernel.errors import Conflict
from kernel.text import Text
from kernel.throttling import counted
from kernel.web import platform, visitor
from kernel.web.settings import setting

PURPOSE = "approvals.letter_pdf"
MOST, SPAN = 60, timedelta(minutes=10)
SANDBOX = "default-src 'none'; sandbox"


def letter(number: int, seq: int) -> str:
    """The letter that went out with the return."""
    at = desk(platform().database.session())
    case = _theirs(at, number)
    return render_template(
        "approvals/letter.html",
        face=faces_of(at.session, at.registry, [case])[number],
        number=number,
        seq=seq,
        letter=paper_of(sent_letter(at.session, at.registry, case, seq)),
        papers=bool(at.registry.entries(CASE_PAPER)),
    )


def letter_pdf(number: int, seq: int) -> ResponseReturnValue:
    """The same as a PDF."""
    at = desk(platform().database.session())
    found = sent_letter(at.session, at.registry, _theirs(at, number), seq)
    answer = drawn(at, paper_of(found), purpose=PURPOSE)
    record_taken("letter_pdf", number, {"seq": seq})
    return answer


def paper_of(found: Letter) -> dict[str, Any]:
    """The letter as a page and a PDF show it."""
    return found.paper(spoken(), site=str(setting("site_name")))


def drawn(at: Desk, facts: Mapping[str, Any], *, purpose: str) -> ResponseReturnValue:
    """The PDF of the facts, to be kept; refused when nobody lays it out, or after too many."""
    counted_here(at, purpose, most=MOST)
    response = send_file(
        BytesIO(laid_out(at, facts)),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{facts['name']}.pdf",
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def laid_out(at: Desk, facts: Mapping[str, Any]) -> bytes:
    """The PDF of the facts; refused when nobody lays it out."""
    made = next((entry.thing for entry in at.registry.entries(CASE_PAPER)), None)
    if made is None:
        raise Conflict(
            Text("没有安装能排版案卷的插件。", "No plugin is installed that lays out case files."),
            remedy=Text("请用浏览器打印这一页。", "Print the page with your browser instead."),
            place="case",
        )
    content: bytes = made(facts)
    return content


def counted_here(at: Desk, purpose: str, *, most: int) -> None:
    """One more of these by the visitor; refused after too many in a while."""
    here = platform()
    at.session.rollback()
    with here.database.transaction() as counting:
        counted(counting, purpose, visitor().username, most=most, span=SPAN, keys=here.keys, now=at.now)


def spoken() -> str:
    """The language that the page speaks."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"


def _theirs(at: Desk, number: int) -> CaseView:
    return looked_at(at.session, at.standing, number).case
