"""Whose list the visitor looks at and what it is narrowed to, with the rows before and after one."""

from dataclasses import dataclass, replace
from typing import Any

from approvals.casefile.faces import cases_of_party, face_rows
from approvals.lists.inbox import MOST, Line, Page, View, line_after, page_of
from approvals.lists.narrowing import Narrowing
from approvals.lists.views import PRIVATE
from approvals.pages.desk import Desk, Where
from approvals.pages.lens import Lens
from approvals.people.assignment import PartyKind, Proxy, Standing
from kernel.inquiries import Along


@dataclass(frozen=True, slots=True)
class Queue:
    """Somebody's list: their own, or that of whom they stand in for."""

    standing: Standing
    narrowing: Narrowing


def queue_of(at: Desk, where: Where) -> Queue:
    """The list that the place is about."""
    narrowing = replace(narrowing_of(where.lens), cases=_cases(at, where.lens))
    proxy = next((one for one in at.standing.proxies if one.principal.name == where.lens.proxy), None)
    if proxy is None or where.view in PRIVATE:
        return Queue(at.standing, narrowing)
    return lent(at.standing, proxy, narrowing)


def narrowing_of(lens: Lens) -> Narrowing:
    """What the lens leaves of a list, but for the names in it, which have to be looked up."""
    return Narrowing(lens.matter, lens.office, lens.step, lens.limit, order=lens.order, label=lens.label)


def lent(standing: Standing, proxy: Proxy, narrowing: Narrowing) -> Queue:
    """The list of whom somebody stands in for."""
    return Queue(proxy.principal, replace(narrowing, matters=proxy.matters, deputy=standing))


def rows_of(at: Desk, where: Where, *, limit: int, along: Along[Any] | None = None) -> Page:
    """The rows of the list at this place."""
    queue = queue_of(at, where)
    return page_of(
        at.session,
        queue.standing,
        where.view,
        today=at.today,
        after=where.after,
        limit=limit,
        narrowing=queue.narrowing,
        beside=face_rows(at.registry),
        along=along,
    )


def following(at: Desk, where: Where, line: Line) -> Line | None:
    """The row to go on with after one that is done."""
    queue = queue_of(at, where)
    view = View.MINE if where.query else where.view
    return line_after(at.session, queue.standing, view, line, today=at.today, narrowing=queue.narrowing)


def _cases(at: Desk, lens: Lens) -> tuple[int, ...] | None:
    """The cases of the person and the enterprise that are looked for; none in particular without a name."""
    wanted = {PartyKind.PERSON: lens.person.words, PartyKind.ENTERPRISE: lens.firm.words}
    found = [
        set(cases_of_party(at.session, at.registry, kind, words, limit=MOST))
        for kind, words in wanted.items()
        if words
    ]
    return tuple(sorted(set.intersection(*found))) if found else None
