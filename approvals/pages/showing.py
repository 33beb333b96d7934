"""The right side of the workbench: one case, what may be done with it, its history."""

from dataclasses import dataclass
from datetime import date

from flask import request, url_for

from approvals.casepage import CasePage
from approvals.cases import CaseView, no_such_case
from approvals.chains import compiled_chain
from approvals.engine.permitting import OUTCOMES
from approvals.faces import CaseFace, faces_of
from approvals.inbox import line_of, may_see
from approvals.pages.desk import Desk, Where
from approvals.queries import allowed_to, broken_links, case_view
from approvals.timeleft import TimeLeft, left_at
from approvals.timeline import Point, Told, step_title, timeline, told, verb_words
from approvals.words import PASSING_VERBS, REASONED, Outcome, Verb
from kernel.text import Text

HISTORY = "history"
LOOKS = ("primary", "line", "bad")
"""The buttons in their order: what leads on first, what cannot be undone last."""
PASSING = frozenset(verb for verbs in PASSING_VERBS.values() for verb in verbs)


@dataclass(frozen=True, slots=True)
class Button:
    """An act on the case: `kind` is its look, `key` what a keyboard chooses it with."""

    verb: Verb
    words: Text
    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """Where the case stands, in words."""

    words: Text
    kind: str


@dataclass(frozen=True, slots=True)
class CasePane:
    """What the right side shows."""

    page: CasePage
    face: CaseFace
    step: Text
    tag: Tag
    left: TimeLeft
    limits: tuple[Text, ...]
    filed: date | None
    buttons: tuple[Button, ...]
    defects: tuple[Told, ...]
    """What is to be mended, while the case is being corrected."""
    where: Where
    history: bool
    points: tuple[Point, ...] = ()
    unbroken: bool = True


def case_pane(desk: Desk, number: int, where: Where, *, history: bool | None = None) -> CasePane:
    """The case as it stands, for somebody whose task it is or was; for everybody else there is none."""
    if not may_see(desk.session, desk.standing, number):
        raise no_such_case(number)
    case = case_view(desk.session, number)
    chain = compiled_chain(desk.session.connection(), desk.registry, case.version_id)
    page = case_page(desk, case)
    shown = request.args.get("tab") == HISTORY if history is None else history
    step = page.step or (case.state.open[0].step if case.state.open else "")
    correction = case.state.correction
    return CasePane(
        page=page,
        face=faces_of(desk.session, desk.registry, [case])[case.id],
        step=step_title(chain, step),
        tag=_tag(case, step_title(chain, step)),
        left=left_at(chain, case.state, step, today=desk.today, calendar=desk.calendar),
        limits=_limits(case, step),
        filed=case.state.filed,
        buttons=tuple(sorted(map(_button, page.verbs), key=lambda one: LOOKS.index(one.kind))),
        defects=told(correction.defects, ()) if correction else (),
        where=where,
        history=shown,
        points=tuple(timeline(desk.session, desk.registry, case)) if shown else (),
        unbroken=not (shown and broken_links(desk.session, case.id)),
    )


def case_page(desk: Desk, case: CaseView) -> CasePage:
    """The context of the slots: the case, who looks, the step that is theirs to do, the acts on it."""
    line = line_of(desk.session, desk.standing, case.id)
    if line is None:
        return CasePage(case, desk.standing)
    verbs = allowed_to(desk.session, desk.registry, case.id, desk.standing).get(line.step, ())
    return CasePage(case, desk.standing, line.step, verbs)


def address_of(number: int, where: Where, *, tab: str = "") -> str:
    """The address of the case beside the list."""
    return url_for("workbench.case", number=number, **where.arguments(), tab=tab or None)


def _button(verb: Verb) -> Button:
    if verb is Verb.RETURN:
        return Button(verb, Text("一次性告知补正…", "Return with defects…"), "line", "R")
    if verb in REASONED:
        return Button(verb, _titled(verb), "bad")
    return Button(verb, _titled(verb), "primary", "E" if verb in PASSING else "")


def _titled(verb: Verb) -> Text:
    words = verb_words(verb)
    return Text(words.zh, words.en.capitalize())


def _tag(case: CaseView, step: Text) -> Tag:
    state = case.state
    if state.outcome is not None:
        return Tag(OUTCOMES[state.outcome], "ok" if state.outcome is Outcome.GRANTED else "mute")
    if state.correction is not None:
        return Tag(Text("补正中", "being corrected"), "warn")
    return Tag(step, "info")


def _limits(case: CaseView, step: str) -> tuple[Text, ...]:
    opening = case.state.opening(step)
    if opening is None or opening.due is None or case.state.correction is not None:
        return ()
    due = opening.due
    if due.promised is None:
        return (Text(f"{due.on} 前办理", f"to be done by {due.on}"),)
    return (
        Text(f"承诺 {due.promised} 前", f"promised by {due.promised}"),
        Text(f"法定 {due.on} 前", f"at the latest by {due.on}"),
    )
