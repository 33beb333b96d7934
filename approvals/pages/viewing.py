"""The materials of a case one by one, page by page, with what is wrong with each, on the way to the list of defects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from approvals.casefile.faces import Material, materials_of
from approvals.casefile.looking import compared_of, leaf_of, leaves_of
from approvals.casefile.phrases import Use, words_for
from approvals.casefile.pinning import CELLS, Pin, page_in
from approvals.casefile.verdicts import WORDS, Fit, Verdict, verdicts_of
from approvals.cases.view import no_such_case
from approvals.pages.desk import Desk, desk, where
from approvals.pages.judging import judged, noted_lines
from approvals.pages.lines import Line, is_pointing, lines_in, spot_in, without_dropped
from approvals.pages.showing import CasePane, address_of, case_pane
from approvals.pages.tabs import Tab
from approvals.people.authority import looked_at
from approvals.words import Verb
from kernel.access import names_of
from kernel.db import writing
from kernel.errors import TongbanError
from kernel.web import platform, visitor
from kernel.web.inputs import number_in

KEPT = 600
"""Seconds for which a browser may keep the picture of a page."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The page that is looked at: its picture, which of how many; without one the browser shows the file itself."""

    number: int
    count: int
    picture: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The line that is being written while the page is looked at."""

    what: str = ""
    spot: str = ""
    cell: str = ""
    pin: Pin | None = None


def view(number: int) -> str:
    """The material that is chosen, the first one when none is."""
    return _page(number)


def note(number: int) -> ResponseReturnValue:
    """The same with what is wrong so far, and what is found of the file kept; the list of defects is sent later."""
    try:
        judged(number)
    except TongbanError as error:
        writing.set(False)
        return _page(number, refused=error), error.status
    writing.set(False)
    return _page(number)


def leaf(number: int, material: int, page: int) -> Response:
    """The picture of a page, for whom the case is theirs to see."""
    at = desk(platform().database.session())
    case = looked_at(at.session, at.standing, number).case
    files = materials_of(at.session, at.registry, case, visitor().user_id)
    found = next((one for one in files if one.id == material), None)
    if found is None:
        raise no_such_case(number)
    return picture_of(leaf_of(at.session, at.registry, found, page))


def picture_of(content: bytes) -> Response:
    """The PNG as an answer that only this reader's browser keeps, and for a while."""
    answer = Response(content, mimetype="image/png")
    answer.headers["Cache-Control"] = f"private, max-age={KEPT}"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _page(number: int, *, refused: TongbanError | None = None) -> str:
    at = desk(platform().database.session())
    pane = case_pane(at, number, where(), tab=Tab.MATERIALS)
    files = pane.shown.materials
    chosen = _chosen(files)
    verdicts = verdicts_of(at.session, number)
    lines, draft = _lines(files, verdicts, refused)
    here = _leaf(at, pane, chosen) if chosen else None
    return render_template(
        "approvals/viewer.html",
        case=pane,
        files=files,
        chosen=chosen,
        leaf=here,
        following=_after(files, chosen),
        lines=lines,
        draft=draft,
        pins=_pins(lines, draft, chosen, here),
        cells=list(enumerate(CELLS, 1)),
        titles={one.place: one.title for one in files},
        verdicts=verdicts,
        names=names_of(at.session, {one.account for one in verdicts.values()}),
        fits=[(fit, WORDS[fit]) for fit in Fit],
        refused=refused,
        compared=compared_of(at.session, at.registry, pane.page.case),
        phrases=words_for(at.session, at.standing, Use.DEFECT),
        may_return=Verb.RETURN in pane.page.verbs,
        closing=address_of(number, pane.where, tab=Tab.MATERIALS),
        action=url_for("workbench.materials", number=number),
        address="" if refused or draft.spot else _address(pane, chosen, here),
    )


def _address(pane: CasePane, chosen: Material | None, here: Leaf | None) -> str:
    """Where the file and its page are looked at again: what was noted of them is kept."""
    page = here.number if here is not None and here.number > 1 else None
    place = {"m": chosen and chosen.id, "p": page, **pane.where.arguments()}
    return url_for("workbench.materials", number=pane.page.case.id, **place)


def _leaf(at: Desk, pane: CasePane, chosen: Material) -> Leaf:
    """The page that is asked for, or the one that was looked at; the first of another file."""
    stays = request.form.get("shown", str(chosen.id)) == str(chosen.id)
    wanted = page_in(request.values.get("p") or (request.form.get("page", "") if stays else ""))
    if chosen.picture:
        return Leaf(1, 1, chosen.view)
    leaves = leaves_of(at.session, at.registry, chosen)
    if leaves is None:
        return Leaf(wanted, 0, "")
    page = min(wanted, leaves.count)
    address = url_for("workbench.leaf", number=pane.page.case.id, material=chosen.id, page=page)
    return Leaf(page, leaves.count, address)


def _chosen(files: Sequence[Material]) -> Material | None:
    wanted = number_in(request.values.get("m") or request.values.get("shown", ""))
    return next((one for one in files if one.id == wanted), files[0] if files else None)


def _after(files: Sequence[Material], chosen: Material | None) -> Material | None:
    numbers = [one.id for one in files]
    if chosen is None or len(files) < 2:
        return None
    return files[(numbers.index(chosen.id) + 1) % len(files)]


def _lines(
    files: Sequence[Material], verdicts: Mapping[int, Verdict], refused: TongbanError | None
) -> tuple[list[Line], Draft]:
    """What is written so far, and the line that is still being written when somebody points or was refused."""
    if request.method == "GET":
        return noted_lines(files, verdicts), Draft()
    written = lines_in(files)
    if not (is_pointing() or refused) or not written:
        return [one for one in without_dropped(written) if one.what], Draft()
    *kept, last = written
    draft = Draft(last.what, spot_in(), "" if spot_in() else request.form.get("cell", ""), last.pin)
    return [one for one in kept if one.what], draft


def _pins(
    lines: Sequence[Line], draft: Draft, chosen: Material | None, here: Leaf | None
) -> list[tuple[str, Pin]]:
    """The places to be drawn on the page, each with the number of its line."""
    numbered = [*((str(n), one.pin) for n, one in enumerate(lines, 1)), (str(len(lines) + 1), draft.pin)]
    return [
        (name, pin)
        for name, pin in numbered
        if pin and pin.is_point and chosen and here and (pin.material, pin.page) == (chosen.id, here.number)
    ]
