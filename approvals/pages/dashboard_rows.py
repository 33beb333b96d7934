"""The rows behind a number: steps that were done, cases that were closed, cases that were sent back and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import render_template, request, url_for

from approvals.casefile.faces import CaseFace, faces_of
from approvals.casefile.timeline import step_title
from approvals.cases.queries import case_views
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain
from approvals.engine.telling import OUTCOMES
from approvals.lists import outcomes, overview
from approvals.lists.narrowing import Limit
from approvals.lists.overview import Scope
from approvals.pages.desk import Desk, desk
from approvals.pages.numbers import PERIODS, asked_for, scope_of
from kernel.access.names import names_of
from kernel.text import Text, listed
from kernel.web import platform


class Behind(StrEnum):
    """Which rows are asked for."""

    OPEN = "open"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    LATE = "late"
    CLOSED = "closed"
    MENDED = "mended"
    RETURNED = "returned"


HEADINGS = {
    Behind.OPEN: Text("在办的件", "Cases that are open"),
    Behind.DUE: Text("今天到期的件", "Cases due today"),
    Behind.OVERDUE: Text("超期在办的件", "Cases that are overdue"),
    Behind.DONE: Text("办结的步骤", "Steps that were done"),
    Behind.LATE: Text("超期办结的步骤", "Steps that were done too late"),
    Behind.CLOSED: Text("办结的件", "Cases that were closed"),
    Behind.MENDED: Text("办结前补正过的件", "Cases that had been sent back before they were closed"),
    Behind.RETURNED: Text("退回补正的件", "Cases that were sent back"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A row before it is written: the case, when and by whom, and words of its own."""

    case: int
    at: datetime | None
    step: str = ""
    who: str = ""
    due: str = ""
    words: Text | None = None


Rows = Callable[[Desk, Scope], list[Found]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it is read."""

    found: Found
    face: CaseFace
    step: Text
    who: str


def rows() -> str:
    """The latest of what is behind a number."""
    at, asked = desk(platform().database.session()), asked_for()
    wanted = request.args.get("behind", "")
    behind = Behind(wanted) if wanted in set(Behind) else Behind.DONE
    found = FOUND[behind](at, scope_of(at, asked))
    return render_template(
        "approvals/dashboard_rows.html",
        behind=behind,
        heading=HEADINGS[behind],
        rows=_shown(at, found[: overview.SHOWN]),
        period=PERIODS[asked.period],
        most=overview.SHOWN,
        more=len(found) >= overview.SHOWN,
        back=url_for("workbench.dashboard", **asked.arguments()),
    )


def step_words(at: Desk, case: CaseView, step: str) -> Text:
    """What the step is called in the chain of the case; its name when the chain has no such step."""
    chain = compiled_chain(at.session.connection(), at.registry, case.version_id)
    return step_title(chain, step) if step in chain.steps else Text(step, step)


def _waiting(limit: Limit | None) -> Rows:
    def found(at: Desk, scope: Scope) -> list[Found]:
        rows = overview.open_rows(at.session, scope, limit=limit, today=at.today)
        return [
            Found(line.case, None, line.step, who, line.due_on.isoformat() if line.due_on else "")
            for line, who in rows
        ]

    return found


def _done(at: Desk, scope: Scope) -> list[Found]:
    return _steps(at, scope)


def _late(at: Desk, scope: Scope) -> list[Found]:
    return _steps(at, scope, late=True)


def _steps(at: Desk, scope: Scope, *, late: bool = False) -> list[Found]:
    found = overview.done_rows(at.session, scope, step=request.args.get("step", "")[:200], late=late)
    return [
        Found(line.case, line.closed_at, line.step, who, line.due_on.isoformat() if line.due_on else "")
        for line, who in found
    ]


def _closed(at: Desk, scope: Scope) -> list[Found]:
    found = outcomes.closed_rows(at.session, scope)
    return [Found(one.case, one.at, words=OUTCOMES[one.outcome]) for one in found]


def _mended(at: Desk, scope: Scope) -> list[Found]:
    found = outcomes.closed_rows(at.session, scope, mended=True)
    return [Found(one.case, one.at, words=OUTCOMES[one.outcome]) for one in found]


def _returned(at: Desk, scope: Scope) -> list[Found]:
    found = outcomes.returned_for(outcomes.returns(at.session, scope), request.args.get("why", "")[:12])
    return [
        Found(one.line.case, one.line.closed_at, one.line.step, one.who, words=listed(one.reasons))
        for one in found
    ]


FOUND: dict[Behind, Rows] = {
    Behind.OPEN: _waiting(None),
    Behind.DUE: _waiting(Limit.TODAY),
    Behind.OVERDUE: _waiting(Limit.OVERDUE),
    Behind.DONE: _done,
    Behind.LATE: _late,
    Behind.CLOSED: _closed,
    Behind.MENDED: _mended,
    Behind.RETURNED: _returned,
}


def _shown(at: Desk, found: list[Found]) -> list[Shown]:
    cases = case_views(at.session, [one.case for one in found])
    faces = faces_of(at.session, at.registry, list(cases.values()))
    names = names_of(at.session, {one.who for one in found})
    return [
        Shown(
            one,
            faces[one.case],
            step_words(at, cases[one.case], one.step) if one.step else Text("", ""),
            names.get(one.who, one.who),
        )
        for one in found
        if one.case in cases
    ]
