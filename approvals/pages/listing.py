"""The left side of the workbench: the views with their counts, and the cases of one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from approvals.cases import CaseView
from approvals.chains import compiled_chain
from approvals.faces import CaseFace, faces_of
from approvals.inbox import MOST, Line, View, counts_of, page_of, searched
from approvals.pages.desk import Desk, Where
from approvals.queries import case_views
from approvals.timeleft import TimeLeft, left_at
from approvals.timeline import step_title
from kernel.text import Text

TITLES: Mapping[View, Text] = {
    View.MINE: Text("我的待办", "To do"),
    View.TODAY: Text("今天到期", "Due today"),
    View.OVERDUE: Text("超期", "Overdue"),
    View.BACK: Text("补正已回", "Corrected"),
    View.DONE: Text("我已办", "Done by me"),
}
URGENT = frozenset({View.TODAY, View.OVERDUE})
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Tab:
    """A view with its count; no count where nobody needs one."""

    title: Text
    href: str
    here: bool
    count: str | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list."""

    case: int
    face: CaseFace
    step: Text
    left: TimeLeft
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class ListPane:
    """What the left side shows."""

    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]
    where: Where
    title: Text
    further: str
    """The address of the rows that follow; empty when none do."""
    back: str
    """The address of the first rows, when these are not the first."""


def list_pane(desk: Desk, where: Where, *, current: int | None = None) -> ListPane:
    """The list as it stands; `current` is the case that is open beside it."""
    last: Line | None = None
    if where.query:
        found = searched(desk.session, desk.registry, desk.standing, where.query, limit=SHOWN)
        lines: Sequence[Line] = [Line(0, case, "") for case in found]
    else:
        page = page_of(
            desk.session, desk.standing, where.view, today=desk.today, after=where.after, limit=SHOWN
        )
        lines, last = page.lines, page.last
    return ListPane(
        tabs=_tabs(desk, where),
        rows=tuple(_rows(desk, lines, where, current)),
        where=where,
        title=TITLES[where.view],
        further=_address(replace(where, after=last)) if last else "",
        back=_address(replace(where, after=None)) if where.after else "",
    )


def _tabs(desk: Desk, where: Where) -> tuple[Tab, ...]:
    counts = counts_of(desk.session, desk.standing, today=desk.today)

    def shown(view: View) -> str | None:
        if view not in counts.of:
            return None
        number = counts.of[view]
        return (
            f"{MOST}+"
            if number > MOST
            else f"{number}+"
            if counts.more and view is View.BACK
            else str(number)
        )

    return tuple(
        Tab(
            TITLES[view],
            _address(Where(view)),
            not where.query and view is where.view,
            shown(view),
            view in URGENT and bool(counts.of[view]),
        )
        for view in View
    )


def _rows(desk: Desk, lines: Sequence[Line], where: Where, current: int | None) -> list[Row]:
    cases = case_views(desk.session, [line.case for line in lines])
    faces = faces_of(desk.session, desk.registry, list(cases.values()))
    return [
        _row(desk, line, cases[line.case], faces[line.case], where=where, here=line.case == current)
        for line in lines
        if line.case in cases
    ]


def _row(desk: Desk, line: Line, case: CaseView, face: CaseFace, *, where: Where, here: bool) -> Row:
    chain = compiled_chain(desk.session.connection(), desk.registry, case.version_id)
    step = line.step or (case.state.open[0].step if case.state.open else "")
    return Row(
        case=case.id,
        face=face,
        step=step_title(chain, step),
        left=left_at(chain, case.state, step, today=desk.today, calendar=desk.calendar),
        href=url_for("workbench.case", number=case.id, **where.arguments()),
        here=here,
    )


def _address(where: Where) -> str:
    return url_for("workbench.index", **where.arguments())
