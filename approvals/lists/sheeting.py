"""A list of open tasks as a sheet: its columns, its rows page by page, and the deferred work that makes a large one."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.casefile.faces import CaseFace, faces_of
from approvals.casefile.labels import labels_on
from approvals.casefile.naming import matters_named, offices_named
from approvals.casefile.timeline import step_title
from approvals.cases.queries import case_views
from approvals.cases.view import TASK
from approvals.chains.versions import compiled_chain
from approvals.lists.inbox import Line, page_of
from approvals.lists.narrowing import Narrowing
from approvals.lists.views import TITLES, View
from approvals.people.assignment import Standing
from kernel.access import names_of
from kernel.clock import local_day
from kernel.registry import Registry
from kernel.sheets import Format, sheet
from kernel.text import Text

STRIDE = 500
"""Rows that are read together."""
COLUMNS: Mapping[str, Text] = {
    "number": Text("办件编号", "Case"),
    "name": Text("申请人", "Applicant"),
    "kind": Text("事项简称", "Matter in short"),
    "firm": Text("企业", "Enterprise"),
    "matter": Text("事项", "Matter"),
    "office": Text("机构", "Office"),
    "step": Text("步骤", "Step"),
    "due": Text("期限", "Due"),
    "came": Text("到达", "Came"),
    "taken": Text("认领人", "Claimed by"),
    "labels": Text("标签", "Labels"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """Whose list, which one, narrowed to what."""

    standing: Standing
    view: View
    narrowing: Narrowing
    today: date


def lines_of(session: Session, listing: Listing, *, most: int | None = None) -> Iterator[list[Line]]:
    """The rows of the list, some at a time."""
    after, count = None, 0
    while True:
        limit = STRIDE if most is None else min(STRIDE, most - count)
        page = page_of(
            session,
            listing.standing,
            listing.view,
            today=listing.today,
            after=after,
            limit=limit,
            narrowing=listing.narrowing,
        )
        if page.lines:
            yield [*page.lines]
        count, after = count + len(page.lines), page.last
        if after is None or (most is not None and count >= most):
            return


def counted(session: Session, listing: Listing, *, most: int) -> int:
    """How many rows the list has, or so many as are asked for."""
    return sum(len(lines) for lines in lines_of(session, listing, most=most))


def made(
    session: Session,
    registry: Registry,
    listing: Listing,
    columns: Sequence[str],
    *,
    locale: str,
    format: Format,
    tell: Callable[[int], Any] = lambda _done: None,
) -> Iterator[bytes]:
    """The sheet in pieces; `tell` hears how many rows are written."""

    def rows() -> Iterator[list[Any]]:
        count = 0
        for lines in lines_of(session, listing):
            for row in _rows(session, registry, lines, locale, listing.standing.offices):
                yield [row[name] for name in columns]
            count += len(lines)
            tell(count)

    headings = [COLUMNS[name].of(locale) for name in columns]
    return sheet(format, headings, rows(), name=TITLES[listing.view].of(locale))


def _rows(
    session: Session, registry: Registry, lines: Sequence[Line], locale: str, theirs: Collection[int]
) -> Iterator[dict[str, Any]]:
    cases = case_views(session, [line.case for line in lines])
    faces = faces_of(session, registry, list(cases.values()))
    tasks = {
        row.id: row
        for row in session.execute(
            select(TASK.c.id, TASK.c.office_id, TASK.c.opened_at, TASK.c.claimed_by, TASK.c.held_by).where(
                TASK.c.id.in_([line.task for line in lines])
            )
        )
    }
    matters = matters_named(session, {case.matter for case in cases.values()})
    offices = offices_named(session, registry, {row.office_id for row in tasks.values()})
    labels = labels_on(session, theirs, list(cases))
    people = names_of(session, {who for one in tasks.values() if (who := one.held_by or one.claimed_by)})
    for line in lines:
        case, task = cases.get(line.case), tasks.get(line.task)
        if case is None or task is None:
            continue
        chain = compiled_chain(session.connection(), registry, case.version_id)
        face: CaseFace = faces[case.id]
        yield {
            "number": case.number or f"#{case.id}",
            "name": face.title.of(locale),
            "kind": face.kind.of(locale) if face.kind else "",
            "firm": face.subtitle,
            "matter": matters[case.matter].of(locale),
            "office": offices[task.office_id].of(locale),
            "step": step_title(chain, line.step).of(locale),
            "due": line.due_on,
            "came": local_day(task.opened_at),
            "taken": people.get(taker := task.held_by or task.claimed_by or "", taker),
            "labels": "、".join(one.name for one in labels.get(case.id, ())),
        }
