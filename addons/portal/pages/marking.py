"""What the office tells an applicant to mend: its letter, to be read, printed and kept, and the places marked on files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from addons.letters.fonts import chinese
from addons.portal.details import detail
from addons.portal.pages.asking import APPLY, caller, locale, now, reading, registry
from addons.portal.pages.own import applications, mine
from addons.portal.pages.printing import SANDBOX, drawn
from approvals.casefile.correcting import sent_letter
from approvals.casefile.faces import Material, materials_of
from approvals.casefile.looking import leaf_of, leaves_of
from approvals.casefile.pinning import Pin
from approvals.cases.queries import case_view
from approvals.cases.view import CaseView
from kernel.errors import NotFound
from kernel.text import Text
from kernel.web import visitor
from kernel.web.settings import setting

SEQ = "<int(max=2147483647):seq>"
KEPT = 600
"""Seconds for which a browser may keep the picture of a page."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A page of a file with what is wrong on it; without a picture the file itself is to be opened."""

    title: Text
    name: str
    page: int
    picture: str
    address: str
    points: Sequence[tuple[str, Pin, str]]
    """The number of the line, where it points, what it says."""


@applications.get(f"/<int:number>/letter/{SEQ}", permission=APPLY)
def letter(number: int, seq: int) -> str:
    """The letter with everything to be mended."""
    session = reading()
    found = mine(session, number, caller(session))
    return render_template(
        "portal/letter.html",
        found=found,
        seq=seq,
        letter=_letter(session, found.application.case_id, seq),
        font=chinese(),
    )


@applications.post(f"/<int:number>/letter/{SEQ}", permission=APPLY)
def letter_pdf(number: int, seq: int) -> ResponseReturnValue:
    """The same as a PDF."""
    session = reading()
    facts = _letter(session, mine(session, number, caller(session)).application.case_id, seq)
    name = facts.pop("name")
    session.rollback()
    return drawn(facts, name)


@applications.get("/<int:number>/marks", permission=APPLY)
def marks(number: int) -> str:
    """Each page of a file on which something is marked."""
    session = reading()
    who = caller(session)
    found = mine(session, number, who)
    if found.correction is None:
        raise _nothing_marked(number)
    told = detail(session, found.application, who.standing, registry=registry(), now=now())
    pinned = [
        (str(n), one.pin, one.what)
        for n, one in enumerate(told.correction.mends if told.correction else (), 1)
        if one.pin is not None
    ]
    if not pinned:
        raise _nothing_marked(number)
    files = {one.id: one for one in _files(session, told.case)}
    return render_template("portal/marks.html", found=found, marked=_marked(number, files, pinned))


@applications.get("/<int:number>/materials/<int(max=2147483647):material>/<int:page>.png", permission=APPLY)
def leaf(number: int, material: int, page: int) -> Response:
    """The picture of a page of one's own file."""
    session = reading()
    found = mine(session, number, caller(session))
    case = case_view(session, found.application.case_id or 0)
    file = next((one for one in _files(session, case) if one.id == material), None)
    if file is None:
        raise _nothing_marked(number)
    answer = Response(leaf_of(session, registry(), file, page), mimetype="image/png")
    answer.headers["Cache-Control"] = f"private, max-age={KEPT}"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _letter(session: Session, case_id: int | None, seq: int) -> dict[str, Any]:
    case = case_view(session, case_id or 0)
    return sent_letter(session, registry(), case, seq).paper(locale(), site=str(setting("site_name")))


def _files(session: Session, case: CaseView) -> Sequence[Material]:
    return materials_of(session, registry(), case, visitor().user_id)


def _marked(number: int, files: dict[int, Material], pinned: Sequence[tuple[str, Pin, str]]) -> list[Marked]:
    """By file and page, in the order in which they are told; a file that was replaced meanwhile is left out."""
    found: dict[tuple[int, int], Marked] = {}
    for line, pin, what in pinned:
        file = files.get(pin.material)
        if file is None:
            continue
        key = (pin.material, pin.page)
        known = found.get(key) or Marked(
            file.title, file.name, pin.page, _picture(number, file, pin.page), file.address, ()
        )
        found[key] = replace(known, points=(*known.points, (line, pin, what)))
    return list(found.values())


def _picture(number: int, file: Material, page: int) -> str:
    if file.picture:
        return file.view
    leaves = leaves_of(reading(), registry(), file)
    if leaves is None or page > leaves.count:
        return ""
    return url_for("portal_applications.leaf", number=number, material=file.id, page=page)


def _nothing_marked(number: int) -> NotFound:
    return NotFound(
        Text("材料上没有标注。", "Nothing is marked on your files."),
        remedy=Text("请看申请页面上要补正的内容。", "See what is to be mended on the application's page."),
        place=f"application:{number}",
    )
