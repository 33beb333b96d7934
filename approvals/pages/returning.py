"""One-time notification: everything that is to be mended in one list, each item pinned to its place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from approvals.acts.deeds import Deed
from approvals.acts.service import Decided
from approvals.casefile.casepage import CasePage
from approvals.casefile.correcting import Return, letter_of, returns_of
from approvals.casefile.faces import Place, materials_of, places_of
from approvals.casefile.late import note_late
from approvals.casefile.phrases import Use, phrases_for
from approvals.casefile.pinning import Pin
from approvals.casefile.pins import note_pins, told_apart
from approvals.cases.view import CaseView
from approvals.engine import Defect
from approvals.pages.acting import decided, seen_in
from approvals.pages.demands import Demands, demands_on
from approvals.pages.desk import Desk, desk, where
from approvals.pages.judging import noted_here
from approvals.pages.lines import LONGEST, MOST, Line, lines_in, without_dropped
from approvals.pages.papers import paper_of
from approvals.pages.returning_to import Target, days_in, targets_of
from approvals.pages.showing import CasePane, address_of, case_pane
from approvals.words import Verb
from kernel.errors import TongbanError
from kernel.text import Text
from kernel.web import platform, visitor

MORE, SEND, PREVIEW, PHRASE, CARRY = "more", "send", "preview", "phrase", "carry"
FRAGMENT = "X-Fragment"
"""The header of a browser that shows the list as a dialog over the case."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list as it is being written."""

    lines: tuple[Line, ...]
    opinion: str
    to: str
    complete: bool
    places: Sequence[tuple[Text | None, Sequence[Place]]]
    """By section, in the order of the form; those without one under None."""
    targets: Sequence[Target]
    seen: int
    given: Mapping[str, int]
    """The days to mend it, by the step to which it goes back; where none are given it has the usual ones."""
    late: Sequence[int]
    """The lines that ask for what stood there unchanged when the office first returned the case."""
    first: str
    """The day of that return; empty when this is the first."""
    phrases: Sequence[str]
    files: Mapping[int, str]
    """The addresses at which the files of pinned lines are looked at, by the number of the line."""

    @property
    def target(self) -> Target | None:
        """The step to which it goes back."""
        return next((one for one in self.targets if one.name == self.to), None)

    @property
    def days(self) -> int:
        """The days to mend it that go with the return; 0 where the chain alone says how long it is."""
        given = self.given.get(self.to, 0)
        return given if self.target and given in [days for days, _, _ in self.target.terms] else 0


def form(number: int) -> ResponseReturnValue:
    """An empty list for the case."""
    at = desk(platform().database.session())
    return _page(at, case_pane(at, number, where()), problems={})


def change(number: int) -> ResponseReturnValue:
    """The list with a line more or less, or sent; what was typed stays until it is."""
    at = desk(platform().database.session())
    pane = case_pane(at, number, where())
    do = request.form.get("do")
    if do not in (SEND, PREVIEW):
        return _page(at, pane, problems={})
    written, asked = _written(at, pane.page.case), demands_on(at, pane.page.case)
    problems = _problems(written, {one.path for one in places_of(at.session, at.registry, pane.page.case)})
    if do == PREVIEW:
        problems.pop("complete", None)
    if asked.late([one.defect for one in written]) and not request.form.get("opinion", "").strip():
        problems["return-opinion"] = _("有“二次新增”的问题：请在补充说明里写明为什么第一次没有告知。")
    if problems:
        return _page(at, pane, problems=problems), 422
    if do == PREVIEW:
        return _page(at, pane, problems={}, letter=True)
    at.session.rollback()
    return _sent(number, asked, [one for one in written if one.what])


def _sent(number: int, asked: Demands, written: Sequence[Line]) -> ResponseReturnValue:
    defects = tuple(one.defect for one in written)

    def deed(at: Desk) -> Deed:
        return _deed(at, defects)

    def kept(at: Desk, done: Decided) -> None:
        lines = [(line, defects[line].at) for line in asked.late(defects)]
        seq, account = done.case.state.seq, at.standing.name
        note_late(at.session, number, seq, lines, account=account, now=at.now)
        note_pins(at.session, number, seq, _named(at, done.case, written))

    try:
        answer = decided(number, Verb.RETURN, deed, also=[kept])
    except TongbanError as error:
        at = desk(platform().database.session())
        pane = case_pane(at, number, where())
        return _page(at, pane, problems={}, refused=error), error.status
    # a dialog leaves by itself: following the redirect in its stead would use up what the next page is to say
    return ("", 204, {"X-Location": answer.location}) if request.headers.get(FRAGMENT) else answer


def _deed(at: Desk, defects: tuple[Defect, ...]) -> Deed:
    return Deed(
        step=request.form.get("step", ""),
        verb=Verb.RETURN,
        seen=seen_in(),
        standing=at.standing,
        registry=at.registry,
        now=at.now,
        opinion=request.form.get("opinion", "").strip(),
        defects=defects,
        to=request.form.get("to", ""),
        days=days_in(request.form.get("to", "")),
    )


def _written(at: Desk, case: CaseView) -> list[Line]:
    """The lines of the form, those without a word included."""
    pinned = any(request.form.getlist("pin"))
    return lines_in(materials_of(at.session, at.registry, case, visitor().user_id) if pinned else ())


def _problems(written: Sequence[Line], offered: Collection[str]) -> dict[str, str]:
    """What is still wrong with the list, by the id of the control."""
    found = {
        f"what-{number}": _("第 %(n)s 条没有写问题。", n=number + 1)
        for number, one in enumerate(written)
        if one.at and not one.what
    }
    for number, one in enumerate(written):
        if len(one.what) > LONGEST:
            found[f"what-{number}"] = _(
                "第 %(n)s 条写了 %(length)s 字，最多 %(most)s 字：请缩短，或分成几条写。",
                n=number + 1,
                length=len(one.what),
                most=LONGEST,
            )
        if one.at and one.at not in offered:
            found[f"at-{number}"] = _(
                "第 %(n)s 条针对的位置不在这件申请里：请重新选择，或选“整件申请”。", n=number + 1
            )
    if not any(one.what for one in written) and not found:
        found["what-0"] = _("请至少写一条要补正的内容。")
    if not request.form.get("complete"):
        found["complete"] = _("请确认已列全本次需要补正的全部内容。")
    return found


def _page(
    at: Desk,
    pane: CasePane,
    *,
    problems: Mapping[str, str],
    refused: TongbanError | None = None,
    letter: bool = False,
) -> str:
    fragment = bool(request.headers.get(FRAGMENT))
    number = pane.page.case.id
    sheet = _sheet(at, pane, fresh=refused is not None)
    return render_template(
        "approvals/_return.html" if fragment else "approvals/return.html",
        case=pane,
        sheet=sheet,
        letter=_letter(at, pane.page, sheet) if letter else None,
        silent=letter and not (sheet.target and sheet.target.has_letter),
        problems=problems,
        refused=refused,
        closing=address_of(number, pane.where),
        action=url_for("workbench.returned", number=number),
    )


def _sheet(at: Desk, pane: CasePane, *, fresh: bool) -> Sheet:
    case, do = pane.page.case, request.form.get("do", "")
    # the bar of acts posts the opinion that is written there; the list itself always says what is to be done with it
    begins = not do
    written = noted_here(at, case.id) if begins else without_dropped(_written(at, case))
    if do == PHRASE and (words := request.form.get("phrase", "").strip()):
        written = [one for one in written if one.at or one.what]
        written.append(Line(request.form.get("phrase-at", ""), words))
    if do in (CARRY, PREVIEW):
        written = [one for one in written if one.what]
    if (do == MORE or not written) and len(written) < MOST:
        written.append(Line("", ""))
    asked = demands_on(at, case)
    targets = targets_of(at, pane)
    usual = next((one.name for one in reversed(targets) if one.fills), targets[-1].name if targets else "")
    return Sheet(
        lines=tuple(written),
        opinion=request.form.get("opinion", ""),
        to=request.form.get("to") or usual,
        complete=bool(request.form.get("complete")),
        places=_by_section(places_of(at.session, at.registry, case)),
        targets=targets,
        given={one.name: days_in(one.name) or one.usual for one in targets},
        # who was told what happened meanwhile has seen it
        seen=case.state.seq if fresh or request.method == "GET" else seen_in(),
        late=asked.late([one.defect for one in written]),
        first=asked.first,
        phrases=[one.text for one in phrases_for(at.session, at.standing, Use.DEFECT)],
        files={n: _looked_at(case.id, pin) for n, pin in _pins(written).items()},
    )


def _looked_at(number: int, pin: Pin) -> str:
    return url_for("workbench.materials", number=number, m=pin.material, p=pin.page)


def _letter(at: Desk, page: CasePage, sheet: Sheet) -> Mapping[str, Any] | None:
    """The letter as it would be sent now; none goes to another office."""
    if sheet.target is None or not sheet.target.has_letter:
        return None
    told = Return(
        step=page.step,
        to=sheet.to,
        at=at.now,
        defects=[one.defect for one in sheet.lines],
        remark=sheet.opinion.strip(),
        by=next((by for n, by, _ in sheet.target.terms if n == sheet.days), sheet.target.by),
        days=sheet.days,
        number=len(returns_of(at.session, at.registry, page.case)) + 1,
        pins=_named(at, page.case, sheet.lines),
    )
    return paper_of(letter_of(at.session, at.registry, page.case, told))


def _named(at: Desk, case: CaseView, lines: Sequence[Line]) -> dict[int, Pin]:
    """Where the lines point, with the names of files that the titles of their materials do not tell apart."""
    pins = _pins(lines)
    return told_apart(pins, materials_of(at.session, at.registry, case, visitor().user_id)) if pins else pins


def _pins(lines: Sequence[Line]) -> dict[int, Pin]:
    return {number: one.pin for number, one in enumerate(lines) if one.pin is not None}


def _by_section(places: Sequence[Place]) -> list[tuple[Text | None, list[Place]]]:
    found: dict[Text | None, list[Place]] = {}
    for place in places:
        found.setdefault(place.section, []).append(place)
    return list(found.items())
