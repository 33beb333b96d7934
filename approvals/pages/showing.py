"""The right side of the workbench: one case, what may be done with it, what is new in it, its tabs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import request, url_for

from approvals.acts.reporting import WORDS, What, reportable
from approvals.casefile.casepage import CasePage
from approvals.casefile.faces import CaseFace, faces_of
from approvals.casefile.feed import news_since
from approvals.casefile.labels import labels_inquiry
from approvals.casefile.messages import messages_of
from approvals.casefile.phrases import Use, words_for
from approvals.casefile.seen import Since, since
from approvals.casefile.timeline import Told, step_title, to_mend, verb_words
from approvals.cases.labels import Mark
from approvals.cases.queries import allowed_in, step_at_hand
from approvals.cases.view import CaseView, TaskAtHand, open_work
from approvals.chains.versions import compiled_chain
from approvals.engine import CompiledChain
from approvals.engine.weighing import choice_at
from approvals.lists.timeleft import TimeLeft, left_at
from approvals.pages.barred import barred
from approvals.pages.desk import Desk, Where
from approvals.pages.revealing import may_reveal
from approvals.pages.seats import lender_of, stood_in_for
from approvals.pages.tabs import Shown, Tab, shown_of, tab_in, tabs_of
from approvals.pages.takeable import Taking, taking_of
from approvals.pages.whereabouts import Tag, limits_of, tag_of
from approvals.people.authority import LookedAt, looked_at
from approvals.people.concerned import is_concerned
from approvals.words import PASSING_VERBS, REASONED, Verb
from kernel.db import connection_of
from kernel.inquiries import Along
from kernel.text import Text
from kernel.web import platform

LOOKS = ("primary", "line", "bad")
"""The buttons in their order: what leads on first, what cannot be undone last."""
PASSING = frozenset(verb for verbs in PASSING_VERBS.values() for verb in verbs) | {Verb.RESUBMIT}
DECIDING = frozenset(
    {
        *(Verb.SUBMIT, Verb.RESUBMIT, Verb.ACCEPT, Verb.NOT_ACCEPT),
        *(Verb.APPROVE, Verb.REJECT, Verb.RETURN),
    }
)
"""Acts with a button of their own; the others ask for more and have a page."""
ASSIGN = Text("指派", "Assign")
"""What handing on is called of a step that is somebody else's to do."""


@dataclass(frozen=True, slots=True)
class Button:
    """An act on the case: `kind` is its look, `key` what a keyboard chooses it with."""

    verb: Verb
    words: Text
    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """An act that asks for more than an opinion, or a report; `step` is empty when it is about the whole case."""

    verb: Verb | What
    words: Text
    step: str
    href: str


@dataclass(frozen=True, slots=True)
class CasePane:
    """What the right side shows."""

    page: CasePage
    looked: LookedAt
    """The case as the viewer may see it."""
    face: CaseFace
    step: Text
    tag: Tag
    left: TimeLeft
    limits: tuple[Text, ...]
    filed: date | None
    buttons: tuple[Button, ...]
    ways: tuple[Way, ...]
    defects: tuple[Told, ...]
    """What is to be mended, while the case is being corrected."""
    where: Where
    tab: Tab
    tabs: Sequence[tuple[Tab, Text, str, str | None]]
    since: Since | None
    """Since when the viewer has not looked; None when they never did."""
    news: int
    shown: Shown
    phrases: Sequence[str]
    labels: tuple[Mark, ...] = ()
    """Those of the viewer's offices."""
    taking: Taking | None = None
    lender: str = ""
    """Who asked the viewer for an opinion, and decides afterwards."""
    principal: str = ""
    """The colleague as whose deputy the viewer acts."""
    reveals: bool = False
    """Whether the viewer may see numbers in full, for a reason."""
    barred: Text | None = None
    """Why the viewer decides nothing in the case, though they are of the office, and who does."""

    @property
    def speaks(self) -> bool:
        """Whether the viewer has a say in the case."""
        return self.looked.speaks

    def offered(self, verb: Verb, step: str) -> str | None:
        """The step at which the act may be done, the wanted one if it is among them; None when it may not."""
        steps = [way.step for way in self.ways if way.verb is verb]
        return step if step in steps else next(iter(steps), None)


def case_pane(desk: Desk, number: int, where: Where, *, tab: Tab | None = None) -> CasePane:
    """The case as it stands, for somebody whose task it is or was; for everybody else there is none."""
    looked = looked_at(desk.session, desk.standing, number)
    case = looked.case
    chain = chain_of(desk, case)
    last = since(desk.session, desk.registry, case, desk.standing.name, keys=platform().keys)
    connection = connection_of(desk.session)
    borne = Along(connection, labels_inquiry(desk.standing.offices, [case.id]))
    work = open_work(connection, case.id, along=borne)
    page, allowed = _page(desk, case, last.changed if last else {}, work)
    step = page.step or (case.state.open[0].step if case.state.open else "")
    news = _news(desk, looked, last)
    shown_tab = tab or tab_in(request.args.get("tab", ""))
    shown = shown_of(desk, looked, chain, shown_tab, last.at if last else None)
    return CasePane(
        page=page,
        looked=looked,
        face=faces_of(desk.session, desk.registry, [case])[case.id],
        step=step_title(chain, step),
        tag=tag_of(case, step_title(chain, step)),
        left=left_at(chain, case.state, step, today=desk.today, calendar=desk.calendar),
        limits=limits_of(case, step, desk.today),
        filed=case.state.filed,
        buttons=tuple(sorted(map(_button, _decisions(chain, page)), key=lambda one: LOOKS.index(one.kind))),
        ways=_among(_ways(desk, chain, page, allowed, where), _reports(chain, looked, page, where)),
        defects=to_mend(desk.session, desk.registry, case),
        where=where,
        tab=shown_tab,
        tabs=tabs_of(case, chain, shown, news, address=lambda one: address_of(number, where, tab=one)),
        since=last,
        news=news,
        shown=shown,
        phrases=_phrases(desk) if page.verbs else (),
        labels=borne.answer.get(case.id, ()),
        taking=taking_of(desk, chain, page, work),
        lender=lender_of(desk, page),
        principal=stood_in_for(desk, page, work),
        reveals=may_reveal(desk, speaks=looked.speaks),
        barred=barred(desk, chain, page, work),
    )


def _news(desk: Desk, looked: LookedAt, last: Since | None) -> int:
    """How much they have not read; of a case that they see for the first time, what the applicant wrote."""
    if last is not None:
        return news_since(desk.session, looked.case.id, desk.standing.name, last.at)
    said = messages_of(desk.session, looked.case.id) if looked.messages else ()
    return sum(not one.by_office for one in said)


def case_page(desk: Desk, case: CaseView) -> CasePage:
    """The context of the slots: the case, who looks, the step that is theirs to do, the acts on it."""
    return _page(desk, case, {}, open_work(connection_of(desk.session), case.id))[0]


def chain_of(desk: Desk, case: CaseView) -> CompiledChain:
    """The chain by which the case goes."""
    return compiled_chain(connection_of(desk.session), desk.registry, case.version_id)


def address_of(number: int, where: Where, *, tab: str = "") -> str:
    """The address of the case beside the list."""
    return url_for("workbench.case", number=number, **where.arguments(), tab=tab or None)


def _page(
    desk: Desk, case: CaseView, changed: Mapping[str, str], work: Mapping[str, TaskAtHand]
) -> tuple[CasePage, Mapping[str, tuple[Verb, ...]]]:
    concerned = is_concerned(desk.session, desk.registry, chain_of(desk, case), case, desk.standing)
    allowed = allowed_in(desk.session, desk.registry, case, desk.standing, work, concerned=concerned)
    step = step_at_hand(case, desk.standing, work)
    if step not in allowed:
        # somebody's deputy, or a signer: no task of their own, and yet something to decide
        step = next((name for name, verbs in allowed.items() if name and DECIDING & set(verbs)), "")
    verbs = allowed.get(step, ()) if step else ()
    return CasePage(case, desk.standing, step, verbs, changed, concerned), allowed


def _decisions(chain: CompiledChain, page: CasePage) -> list[Verb]:
    """The acts with a button; what is chosen has a page."""
    if page.step and choice_at(chain, chain.steps[page.step]) is not None:
        return [verb for verb in page.verbs if verb in DECIDING - {Verb.SUBMIT}]
    return [verb for verb in page.verbs if verb in DECIDING]


def _ways(
    desk: Desk, chain: CompiledChain, page: CasePage, allowed: Mapping[str, tuple[Verb, ...]], where: Where
) -> list[Way]:
    """Every other act: at the step in hand first, then at others, then on the whole case; each once."""
    found: dict[Verb, Way] = {}
    for step in sorted(allowed, key=lambda name: (name != page.step, not name)):
        choosing = bool(step) and choice_at(chain, chain.steps[step]) is not None
        opening = page.case.state.opening(step)
        urged = opening is not None and opening.is_urged(desk.standing.name, desk.today)
        for verb in allowed[step]:
            if (
                verb is Verb.WITHDRAW
                or (urged and verb is Verb.URGE)
                or (verb in DECIDING and not (choosing and verb is Verb.SUBMIT))
            ):
                continue
            href = url_for(
                "workbench.verb", number=page.case.id, verb=verb.value, step=step or None, **where.arguments()
            )
            words = Text("选择…", "Choose…") if verb is Verb.SUBMIT else _titled(verb)
            if verb is Verb.TRANSFER and step != page.step:
                words = ASSIGN
            found.setdefault(verb, Way(verb, words, step, href))
    return list(found.values())


def _among(acts: Sequence[Way], reports: Sequence[Way]) -> tuple[Way, ...]:
    """The acts and reports at steps before what is done to the whole case."""
    return (*(way for way in acts if way.step), *reports, *(way for way in acts if not way.step))


def _reports(chain: CompiledChain, looked: LookedAt, page: CasePage, where: Where) -> list[Way]:
    """What may be reported now; of which step is said where there are several."""
    case = looked.case
    found = reportable(chain, case) if looked.speaks and not page.concerned else ()
    ways = []
    for one in found:
        words, several = WORDS[one.what], sum(one.what is other.what for other in found) > 1
        if several or one.what is What.EVENT:
            words = Text(f"{words.zh}：{one.title.zh}", f"{words.en}: {one.title.en}")
        here = where.arguments()
        href = url_for("workbench.report", number=case.id, what=one.what.value, step=one.step, **here)
        ways.append(Way(one.what, words, one.step, href))
    return ways


def _phrases(desk: Desk) -> list[str]:
    return words_for(desk.session, desk.standing, Use.OPINION)


def _button(verb: Verb) -> Button:
    if verb is Verb.RETURN:
        return Button(verb, Text("一次性告知补正…", "Return with defects…"), "line", "R")
    if verb in REASONED:
        return Button(verb, _titled(verb), "bad")
    return Button(verb, _titled(verb), "primary", "E" if verb in PASSING else "")


def _titled(verb: Verb) -> Text:
    words = verb_words(verb)
    return Text(words.zh, words.en.capitalize())
