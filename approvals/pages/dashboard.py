"""The numbers of the offices: open, due, late, done in time, sent back and why; each leads to its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import render_template, url_for

from approvals.casefile.naming import matters_at, matters_named, offices_named, with_chosen
from approvals.cases.queries import case_views
from approvals.exporters import EXPORT
from approvals.lists import outcomes, overview
from approvals.lists.overview import Finished, Scope, Waiting
from approvals.pages.charting import chart_of
from approvals.pages.dashboard_rows import Behind, step_words
from approvals.pages.desk import Desk, desk
from approvals.pages.numbers import (
    BEFORE,
    Asked,
    Period,
    asked_for,
    earlier,
    periods_of,
    rows_at,
    scope_of,
    start,
)
from approvals.settings import GOAL
from kernel.clock import local_day
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.settings import setting

WIDE = 1_000


@dataclass(frozen=True, slots=True)
class Bar:
    """Something counted, as long as a bar of a thousand places."""

    name: Text
    count: int
    long: int
    href: str
    late: int = 0
    red: int = 0
    """How long the part is that is late."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """A matter, or a step of one, with what was done."""

    matter: Text
    finished: Finished
    href: str
    step: Text | None = None


def index() -> str:
    """The numbers as they stand."""
    at = desk(platform().database.session())
    asked = asked_for()
    scope = scope_of(at, asked)
    waiting = overview.waiting(at.session, scope, today=at.today)
    every = at.standing.offices | at.standing.oversees
    matters = matters_named(at.session, with_chosen(matters_at(at.session, every), asked.matter))
    offices = offices_named(at.session, at.registry, every)
    year = asked.of(period=Period.YEAR)
    months = _months(at, Scope(at.standing, start(at.today, year), asked.office, asked.matter))
    goal = int(setting(GOAL)) / 100
    return render_template(
        "approvals/dashboard.html",
        asked=asked,
        periods=periods_of(asked),
        matters=matters,
        offices=offices,
        **_figures(at, asked, waiting),
        exports=EXPORT in visitor().permissions,
        sheet=url_for("workbench.dashboard_sheet", **asked.arguments()),
        links=_links(asked),
        bars=bars_of(waiting, offices, asked),
        reasons=reason_bars(at, scope, asked),
        steps=step_rows(at, scope, matters, asked),
        by_matter=_by_matter(at, scope, matters, asked),
        months=months,
        chart=chart_of(months, goal),
        goal=goal,
        wide=WIDE,
        at=at,
    )


def _figures(at: Desk, asked: Asked, waiting: list[Waiting]) -> dict[str, Any]:
    """The numbers at the head of the page, and how they were as far into the time before."""
    scope, before = scope_of(at, asked), earlier(at, asked)
    flow = overview.flow(at.session, scope, then=before.until or at.now)
    counted, is_open = outcomes.decided(at.session, scope), sum(one.open for one in waiting)
    return {
        "open": is_open,
        "due": sum(one.due for one in waiting),
        "late": sum(one.late for one in waiting),
        "done": overview.finished(at.session, scope),
        "decided": counted,
        "came": flow.came,
        "before": BEFORE[asked.period],
        "more_open": is_open - flow.open_then,
        "more_closed": counted.count - outcomes.decided(at.session, before).count,
    }


def _months(at: Desk, scope: Scope) -> list[Finished]:
    """The year up to now month by month, those in which nothing was done among them."""
    found = {one.key: one for one in overview.by_month(at.session, scope)}
    first, last = local_day(scope.since), at.today
    months = [date(place // 12, place % 12 + 1, 1) for place in range(_place(first), _place(last) + 1)]
    keys = [month.strftime("%Y-%m") for month in months]
    return [found.get(key, Finished(key, 0, 0, 0, 0)) for key in keys]


def _place(day: date) -> int:
    return day.year * 12 + day.month - 1


def _links(asked: Asked) -> dict[str, str]:
    return {behind.value: rows_at(asked, behind=behind.value) for behind in Behind}


def bars_of(rows: list[Waiting], offices: Mapping[int, Text], asked: Asked) -> list[Bar]:
    most = max((one.open for one in rows), default=0) or 1
    return [
        Bar(
            offices[one.office],
            one.open,
            one.open * WIDE // most,
            rows_at(replace(asked, office=one.office), behind=Behind.OPEN.value),
            one.late,
            one.late * WIDE // most,
        )
        for one in rows
    ]


def reason_bars(at: Desk, scope: Scope, asked: Asked) -> list[Bar]:
    found = outcomes.reasons_of(outcomes.returns(at.session, scope))
    most = max((one.count for one in found), default=0) or 1
    return [
        Bar(
            Text(one.words, one.words) if one.words else Text("其他", "Others"),
            one.count,
            one.count * WIDE // most,
            rows_at(asked, behind=Behind.RETURNED.value, why=one.key),
        )
        for one in found
    ]


def _by_matter(at: Desk, scope: Scope, matters: Mapping[str, Text], asked: Asked) -> list[StepRow]:
    return [
        StepRow(
            matters.get(one.key, Text(one.key, one.key)),
            one,
            rows_at(asked.of(matter=one.key), behind=Behind.DONE.value),
        )
        for one in overview.by_matter(at.session, scope)
    ]


def step_rows(at: Desk, scope: Scope, matters: Mapping[str, Text], asked: Asked) -> list[StepRow]:
    found = overview.by_step(at.session, scope)
    titles = _titles(at, scope, [one.key for one in found])
    return [
        StepRow(
            matters.get(matter, Text(matter, matter)),
            one,
            rows_at(asked.of(matter=matter), behind=Behind.DONE.value, step=step),
            titles.get(one.key, Text(step, step)),
        )
        for one in found
        for matter, step in [one.key]
    ]


def _titles(at: Desk, scope: Scope, steps: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Text]:
    """The titles of the steps of each matter, as the latest case that passed each of them says."""
    found: dict[tuple[str, str], Text] = {}
    for matter, step in steps:
        lines = overview.done_rows(at.session, replace(scope, matter=matter), step=step)[:1]
        for case in case_views(at.session, [line.case for line, _ in lines]).values():
            found[matter, step] = step_words(at, case, step)
    return found
