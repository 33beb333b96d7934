"""The tabs of a case: what stands on the one that is open, and the counts on the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from flask import url_for

from approvals.casefile.faces import Material, Related, materials_of, related_of
from approvals.casefile.feed import feed
from approvals.casefile.halts import halts_of
from approvals.casefile.logbook import log_of
from approvals.casefile.looking import Compared, compared_of
from approvals.casefile.seen import cases_seen
from approvals.casefile.verdicts import Verdict, verdicts_of
from approvals.cases.queries import case_history
from approvals.cases.view import CaseView
from approvals.chains.versions import Edition, edition_of
from approvals.drawing import accounts_of, drawn_case
from approvals.engine import CompiledChain
from approvals.pages.course import Row, rows_of_feed
from approvals.pages.desk import Desk
from approvals.pages.readings import reading_of
from approvals.people.authority import LookedAt
from approvals.people.mentions import callable_in
from approvals.people.signers import Colleague
from approvals.words import StepKind
from kernel.access import names_of
from kernel.db import connection_of
from kernel.finding import Seeker
from kernel.text import Text
from kernel.web import versions, visitor


class Tab(StrEnum):
    """The sides of a case."""

    FORM = "form"
    MATERIALS = "materials"
    FLOW = "flow"
    FEED = "feed"
    HISTORY = "history"


TITLES = {
    Tab.FORM: Text("表单", "Form"),
    Tab.MATERIALS: Text("材料", "Materials"),
    Tab.FLOW: Text("流程", "Flow"),
    Tab.FEED: Text("动态", "Activity"),
    Tab.HISTORY: Text("历史", "History"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One earlier record with its address; empty where the reader may not open it."""

    about: Related
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the open tab shows."""

    materials: Sequence[Material] = ()
    rows: Sequence[Row] = ()
    """The stream in the language of the reader."""
    unbroken: bool = True
    groups: Sequence[tuple[Text, Sequence[Record]]] = ()
    drawing: object = None
    """The chain with what is done of it."""
    edition: Edition | None = None
    """Which version of it the case keeps."""
    compared: Sequence[Compared] = ()
    speaks: bool = False
    """Whether the reader may write to the applicant."""
    colleagues: Sequence[Colleague] = ()
    """Whom a note may call."""
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    """What was found of the files, by their ids."""


def tab_in(word: str) -> Tab:
    """The tab that an address names; the form when it names none."""
    return Tab(word) if word in set(Tab) else Tab.FORM


def shown_of(desk: Desk, looked: LookedAt, chain: CompiledChain, tab: Tab, since: datetime | None) -> Shown:
    """What stands on the tab; the files are looked up for every tab, since each says how many there are."""
    case = looked.case
    files = materials_of(desk.session, desk.registry, case, visitor().user_id)
    match tab:
        case Tab.FEED:
            log = log_of(desk.session, case)
            items = feed(desk.session, desk.registry, case, log, account=desk.standing.name, since=since)
            return Shown(
                files,
                rows_of_feed(items, case.id),
                log.unbroken,
                speaks=looked.speaks,
                colleagues=_others(desk, case),
            )
        case Tab.FLOW:
            logged = case_history(desk.session, case.id)
            halts = halts_of(desk.session, desk.registry, case.id)
            claimed = {one.claimed for one in halts.values()} - {""}
            names = names_of(desk.session, accounts_of(case.state, logged) | claimed)
            return Shown(
                files,
                drawing=drawn_case(
                    chain,
                    case.state,
                    logged,
                    names,
                    reading=reading_of(desk.session, desk.registry, case.chain),
                    halts=halts,
                ),
                edition=edition_of(connection_of(desk.session), case.version_id),
            )
        case Tab.HISTORY:
            return Shown(files, groups=_records(desk, case))
        case Tab.FORM:
            return Shown(files, compared=compared_of(desk.session, desk.registry, case))
        case _:
            return Shown(files, verdicts=verdicts_of(desk.session, case.id) if looked.verdicts else {})


def _others(desk: Desk, case: CaseView) -> list[Colleague]:
    """Whom the reader may call in a note."""
    people = callable_in(desk.session, desk.registry, case)
    return [one for one in people if one.username != desk.standing.name]


def tabs_of(
    case: CaseView,
    chain: CompiledChain,
    shown: Shown,
    news: int,
    *,
    address: Callable[[str], str],
) -> Sequence[tuple[Tab, Text, str, str | None]]:
    """Each tab with its title, its address and what is to be read beside it."""
    counts = {
        Tab.MATERIALS: str(len(shown.materials)) if shown.materials else None,
        Tab.FLOW: _way(case, chain),
        Tab.FEED: str(news) if news else None,
    }
    return [
        (tab, title, address("" if tab is Tab.FORM else tab), counts.get(tab))
        for tab, title in TITLES.items()
    ]


def _way(case: CaseView, chain: CompiledChain) -> str | None:
    """How many of the steps that somebody does are behind, of those that come whatever is decided."""
    done = [name for name in case.state.passed if chain.steps[name].kind is not StepKind.AUTO]
    if not case.state.open:
        # sent back to its beginning and withdrawn there: nothing of its way counts any more
        return str(len(done)) if done else None
    last = max(chain.order[one.step] for one in case.state.open)
    ahead = sum(
        chain.order[name] > last and chain.places[name].owner is None and step.kind is not StepKind.AUTO
        for name, step in chain.steps.items()
    )
    return f"{len(done)}/{len(done) + len(case.state.open) + ahead}"


def _records(desk: Desk, case: CaseView) -> list[tuple[Text, list[Record]]]:
    who = visitor()
    seeker = Seeker(who.actor, who.permissions, desk.registry, desk.now, versions().role)
    found = related_of(desk.session, desk.registry, case, seeker)
    cases = [int(one.hit.arguments["number"]) for one in found if one.hit.endpoint == "workbench.case"]
    theirs = cases_seen(desk.session, desk.standing, cases)
    grouped: dict[Text, list[Record]] = {}
    for one in found:
        hidden = one.hit.endpoint == "workbench.case" and one.hit.arguments["number"] not in theirs
        href = "" if hidden else url_for(one.hit.endpoint, **one.hit.arguments)
        grouped.setdefault(one.group, []).append(Record(one, href))
    return list(grouped.items())
