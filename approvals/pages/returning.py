"""One-time notification: everything that is to be mended in one list, each item pinned to its place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from approvals.chains import compiled_chain
from approvals.deeds import Deed
from approvals.engine import Defect
from approvals.engine.permitting import earlier
from approvals.faces import Place, places_of
from approvals.late import note_late
from approvals.pages.acting import decided, seen_in
from approvals.pages.demands import Demands, demands_on
from approvals.pages.desk import Desk, desk, where
from approvals.pages.showing import CasePane, address_of, case_pane
from approvals.phrases import Use, phrases_for
from approvals.service import Decided
from approvals.timeline import step_title
from approvals.words import StepKind, Verb
from kernel.errors import TongbanError
from kernel.text import Text
from kernel.web import platform
from kernel.web.inputs import number_in

MORE, SEND, DROP, PHRASE, CARRY = "more", "send", "drop-", "phrase", "carry"
MOST = 50
LONGEST = 500
"""Characters of one defect: it stands beside its field and in messages."""
FRAGMENT = "X-Fragment"
"""The header of a browser that shows the list as a dialog over the case."""


@dataclass(frozen=True, slots=True)
class Target:
    """A step to which the case may go back; most often it is the one that a party fills."""

    name: str
    title: Text
    fills: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list as it is being written."""

    defects: tuple[Defect, ...]
    opinion: str
    to: str
    complete: bool
    places: Sequence[tuple[Text | None, Sequence[Place]]]
    """By section, in the order of the form; those without one under None."""
    targets: Sequence[Target]
    seen: int
    late: Sequence[int]
    """The lines that ask for what stood there unchanged when the office first returned the case."""
    first: str
    """The day of that return; empty when this is the first."""
    phrases: Sequence[str]


def form(number: int) -> ResponseReturnValue:
    """An empty list for the case."""
    at = desk(platform().database.session())
    return _page(at, case_pane(at, number, where()), problems={})


def change(number: int) -> ResponseReturnValue:
    """The list with a line more or less, or sent; what was typed stays until it is."""
    at = desk(platform().database.session())
    pane = case_pane(at, number, where())
    if request.form.get("do") != SEND:
        return _page(at, pane, problems={})
    problems = _problems({place.path for place in places_of(at.session, at.registry, pane.page.case)})
    asked = demands_on(at, pane.page.case)
    if asked.late(_written()) and not request.form.get("opinion", "").strip():
        problems["return-opinion"] = _("有“二次新增”的问题：请在补充说明里写明为什么第一次没有告知。")
    if problems:
        return _page(at, pane, problems=problems), 422
    at.session.rollback()
    return _sent(number, asked)


def _sent(number: int, asked: Demands) -> ResponseReturnValue:
    def kept(at: Desk, done: Decided) -> None:
        defects = [one for one in _written() if one.what]
        lines = [(line, defects[line].at) for line in asked.late(defects)]
        seq, account = done.case.state.seq, at.standing.name
        note_late(at.session, number, seq, lines, account=account, now=at.now)

    try:
        answer = decided(number, Verb.RETURN, _deed, also=[kept])
    except TongbanError as error:
        at = desk(platform().database.session())
        pane = case_pane(at, number, where())
        return _page(at, pane, problems={}, refused=error), error.status
    # a dialog leaves by itself: following the redirect in its stead would use up what the next page is to say
    return ("", 204, {"X-Location": answer.location}) if request.headers.get(FRAGMENT) else answer


def _deed(at: Desk) -> Deed:
    return Deed(
        step=request.form.get("step", ""),
        verb=Verb.RETURN,
        seen=seen_in(),
        standing=at.standing,
        registry=at.registry,
        now=at.now,
        opinion=request.form.get("opinion", "").strip(),
        defects=tuple(one for one in _written() if one.what),
        to=request.form.get("to", ""),
    )


def _written() -> list[Defect]:
    """The lines of the form, those without a word included."""
    lines = zip(request.form.getlist("at"), request.form.getlist("what"), strict=False)
    # a browser posts two characters for what its maxlength counts as one
    return [Defect(at.strip(), what.replace("\r\n", "\n").strip()) for at, what in list(lines)[:MOST]]


def _problems(offered: Collection[str]) -> dict[str, str]:
    """What is still wrong with the list, by the id of the control."""
    written = _written()
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
    at: Desk, pane: CasePane, *, problems: Mapping[str, str], refused: TongbanError | None = None
) -> str:
    fragment = bool(request.headers.get(FRAGMENT))
    number = pane.page.case.id
    return render_template(
        "approvals/_return.html" if fragment else "approvals/return.html",
        case=pane,
        sheet=_sheet(at, pane, fresh=refused is not None),
        problems=problems,
        refused=refused,
        closing=address_of(number, pane.where),
        action=url_for("workbench.returned", number=number),
    )


def _sheet(at: Desk, pane: CasePane, *, fresh: bool) -> Sheet:
    case, do = pane.page.case, request.form.get("do", "")
    written = _written()
    if do.startswith(DROP):
        gone = number_in(do.removeprefix(DROP))
        written = [one for number, one in enumerate(written) if number != gone]
    if do == PHRASE and (words := request.form.get("phrase", "").strip()):
        written = [one for one in written if one.at or one.what]
        written.append(Defect(request.form.get("phrase-at", ""), words))
    if do == CARRY:
        written = [one for one in written if one.what]
    if (do == MORE or not written) and len(written) < MOST:
        written.append(Defect("", ""))
    asked = demands_on(at, case)
    targets = _targets(at, pane)
    usual = next((one.name for one in reversed(targets) if one.fills), targets[-1].name if targets else "")
    return Sheet(
        defects=tuple(written),
        opinion=request.form.get("opinion", ""),
        to=request.form.get("to") or usual,
        complete=bool(request.form.get("complete")),
        places=_by_section(places_of(at.session, at.registry, case)),
        targets=targets,
        # who was told what happened meanwhile has seen it
        seen=case.state.seq if fresh or request.method == "GET" else seen_in(),
        late=asked.late(written),
        first=asked.first,
        phrases=[one.text for one in phrases_for(at.session, at.standing, Use.DEFECT)],
    )


def _by_section(places: Sequence[Place]) -> list[tuple[Text | None, list[Place]]]:
    found: dict[Text | None, list[Place]] = {}
    for place in places:
        found.setdefault(place.section, []).append(place)
    return list(found.items())


def _targets(at: Desk, pane: CasePane) -> list[Target]:
    """The steps the case may go back to, in the order of the chain."""
    if Verb.RETURN not in pane.page.verbs:
        return []
    case = pane.page.case
    chain = compiled_chain(at.session.connection(), at.registry, case.version_id)
    return [
        Target(name, step_title(chain, name), chain.steps[name].kind is StepKind.FILL)
        for name in earlier(chain, case.state, pane.page.step)
    ]
