"""The numbers of the offices: open, due, late, done in time, how long each step takes; each leads to its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request, url_for

from approvals import overview
from approvals.cases import CaseView
from approvals.chains import compiled_chain
from approvals.faces import faces_of
from approvals.naming import matters_at, matters_named, offices_named
from approvals.overview import Finished, Scope, Waiting
from approvals.pages.desk import Desk, desk
from approvals.queries import case_views
from approvals.timeline import step_title
from approvals.views import View
from kernel.access.names import names_of
from kernel.text import Text
from kernel.web import platform
from kernel.web.inputs import number_in

ZONE = ZoneInfo("Asia/Shanghai")
WIDE, HIGH, MONTHS = 1_000, 100, 12


class Period(StrEnum):
    """Since when what was done is counted."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


PERIODS = {
    Period.WEEK: Text("本周", "This week"),
    Period.MONTH: Text("本月", "This month"),
    Period.QUARTER: Text("本季", "This quarter"),
    Period.YEAR: Text("近一年", "A year"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the numbers are asked for."""

    period: Period
    office: int
    matter: str

    def arguments(self, **more: Any) -> dict[str, Any]:
        """The same as arguments of an address, with more of them."""
        usual = {"period": self.period.value, "office": self.office or None, "matter": self.matter or None}
        return usual | more


@dataclass(frozen=True, slots=True)
class OfficeBar:
    """An office with what waits there; the lengths are places of a thousand."""

    name: Text
    waiting: Waiting
    long: int
    late: int
    href: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a matter with what was done at it."""

    matter: Text
    step: Text
    finished: Finished
    href: str


def index() -> str:
    """The numbers as they stand."""
    at = desk(platform().database.session())
    asked = _asked()
    scope = _scope(at, asked)
    rows = overview.waiting(at.session, scope, today=at.today)
    matters = matters_named(at.session, {*matters_at(at.session, scope.offices), asked.matter} - {""})
    every = at.standing.offices | at.standing.oversees
    offices = offices_named(at.session, at.registry, every)
    return render_template(
        "approvals/dashboard.html",
        asked=asked,
        periods=_periods(asked),
        matters=matters,
        offices=offices,
        open=sum(one.open for one in rows),
        due=sum(one.due for one in rows),
        late=sum(one.late for one in rows),
        done=overview.finished(at.session, scope),
        links=_links(asked),
        bars=_bars(rows, offices, asked),
        steps=_steps(at, scope, matters, asked),
        months=overview.by_month(at.session, replace(scope, since=_start(at.today, Period.YEAR))),
        wide=WIDE,
        high=HIGH,
    )


def rows() -> str:
    """The latest of what is counted as done."""
    at = desk(platform().database.session())
    asked = _asked()
    step, late = request.args.get("step", ""), bool(request.args.get("late"))
    found = overview.done_rows(at.session, _scope(at, asked), step=step, late=late)
    cases = case_views(at.session, [line.case for line, _ in found])
    faces = faces_of(at.session, at.registry, list(cases.values()))
    return render_template(
        "approvals/dashboard_rows.html",
        rows=[
            (line, who, faces[line.case], _step(at, cases[line.case], line.step))
            for line, who in found
            if line.case in cases
        ],
        names=names_of(at.session, {who for _, who in found}),
        period=PERIODS[asked.period],
        late=late,
        most=overview.SHOWN,
        back=url_for("workbench.dashboard", **asked.arguments()),
    )


def _asked() -> Asked:
    period = request.args.get("period", "")
    return Asked(
        Period(period) if period in set(Period) else Period.MONTH,
        number_in(request.args.get("office", "")) or 0,
        request.args.get("matter", "")[:200],
    )


def _scope(at: Desk, asked: Asked) -> Scope:
    return Scope(at.standing, _start(at.today, asked.period), asked.office, asked.matter)


def _start(today: date, period: Period) -> datetime:
    """The moment at which the period begins at the offices."""
    match period:
        case Period.WEEK:
            first = today - timedelta(days=today.weekday())
        case Period.MONTH:
            first = today.replace(day=1)
        case Period.QUARTER:
            first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
        case Period.YEAR:
            months = today.year * 12 + today.month - MONTHS
            first = date(months // 12, months % 12 + 1, 1)
    return datetime.combine(first, time(), ZONE).astimezone(UTC)


def _periods(asked: Asked) -> list[tuple[Text, str, bool]]:
    return [
        (
            words,
            url_for("workbench.dashboard", **replace(asked, period=one).arguments()),
            one is asked.period,
        )
        for one, words in PERIODS.items()
    ]


def _links(asked: Asked) -> dict[str, str]:
    narrowed: dict[str, Any] = {"fm": asked.matter or None, "fo": asked.office or None}
    return {
        "open": url_for("workbench.index", **narrowed),
        "due": url_for("workbench.index", view=View.TODAY.value, **narrowed),
        "late": url_for("workbench.index", view=View.OVERDUE.value, **narrowed),
        "done": url_for("workbench.dashboard_rows", **asked.arguments()),
        "untimely": url_for("workbench.dashboard_rows", **asked.arguments(late=1)),
    }


def _bars(rows: list[Waiting], offices: Mapping[int, Text], asked: Asked) -> list[OfficeBar]:
    most = max((one.open for one in rows), default=0) or 1
    return [
        OfficeBar(
            offices[one.office],
            one,
            one.open * WIDE // most,
            one.late * WIDE // most,
            url_for("workbench.index", fo=one.office, fm=asked.matter or None),
        )
        for one in rows
    ]


def _steps(at: Desk, scope: Scope, matters: Mapping[str, Text], asked: Asked) -> list[StepRow]:
    found = overview.by_step(at.session, scope)
    titles = _titles(at, scope, {one.key[1] for one in found})
    return [
        StepRow(
            matters.get(one.key[0], Text(one.key[0], one.key[0])),
            titles.get(one.key[1], Text(one.key[1], one.key[1])),
            one,
            url_for(
                "workbench.dashboard_rows",
                **replace(asked, matter=one.key[0]).arguments(step=one.key[1]),
            ),
        )
        for one in found
    ]


def _titles(at: Desk, scope: Scope, steps: set[str]) -> dict[str, Text]:
    """The titles of the steps, as the latest case that passed each of them says."""
    found: dict[str, Text] = {}
    for step in sorted(steps):
        lines = overview.done_rows(at.session, scope, step=step)[:1]
        for case in case_views(at.session, [line.case for line, _ in lines]).values():
            found[step] = _step(at, case, step)
    return found


def _step(at: Desk, case: CaseView, step: str) -> Text:
    chain = compiled_chain(at.session.connection(), at.registry, case.version_id)
    return step_title(chain, step) if step in chain.steps else Text(step, step)
