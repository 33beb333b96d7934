"""The materials of a case one by one, with what is wrong with each, on the way to the list of defects."""

from collections.abc import Sequence

from flask import render_template, request, url_for

from approvals.cases import no_such_case
from approvals.engine import Defect
from approvals.faces import Material
from approvals.inbox import may_see
from approvals.pages.desk import desk, where
from approvals.pages.showing import address_of, case_pane
from approvals.pages.tabs import Tab
from approvals.phrases import Use, phrases_for
from approvals.words import Verb
from kernel.db import writing
from kernel.web import platform
from kernel.web.inputs import number_in

MOST = 50
DROP = "drop-"


def view(number: int) -> str:
    """The material that is chosen, the first one when none is."""
    return _page(number)


def note(number: int) -> str:
    """The same with what is wrong so far; nothing is kept before the list of defects is sent."""
    writing.set(False)
    return _page(number)


def _page(number: int) -> str:
    at = desk(platform().database.session())
    if not may_see(at.session, at.standing, number):
        raise no_such_case(number)
    pane = case_pane(at, number, where(), tab=Tab.MATERIALS)
    files = pane.shown.materials
    chosen = _chosen(files)
    lines = _lines()
    following = _after(files, chosen)
    return render_template(
        "approvals/viewer.html",
        case=pane,
        files=files,
        chosen=chosen,
        following=following,
        lines=lines,
        titles={one.place: one.title for one in files},
        phrases=[one.text for one in phrases_for(at.session, at.standing, Use.DEFECT)],
        may_return=Verb.RETURN in pane.page.verbs,
        closing=address_of(number, pane.where, tab=Tab.MATERIALS),
        action=url_for("workbench.materials", number=number),
    )


def _chosen(files: Sequence[Material]) -> Material | None:
    wanted = number_in(request.values.get("m") or request.values.get("shown", ""))
    return next((one for one in files if one.id == wanted), files[0] if files else None)


def _after(files: Sequence[Material], chosen: Material | None) -> Material | None:
    numbers = [one.id for one in files]
    if chosen is None or len(files) < 2:
        return None
    return files[(numbers.index(chosen.id) + 1) % len(files)]


def _lines() -> list[Defect]:
    """What is written so far; the line of the button that was pressed is out, a new one is in."""
    do = request.form.get("do", "")
    written = [
        Defect(at.strip(), what.replace("\r\n", "\n").strip())
        for at, what in zip(request.form.getlist("at"), request.form.getlist("what"), strict=False)
    ][:MOST]
    if do.startswith(DROP):
        gone = number_in(do.removeprefix(DROP))
        written = [one for number, one in enumerate(written) if number != gone]
    return [one for one in written if one.what]
