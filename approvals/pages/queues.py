"""Whose list the visitor looks at and what it is narrowed to, with the rows before and after one."""

from dataclasses import dataclass, replace

from approvals.assignment import Proxy, Standing
from approvals.faces import cases_named
from approvals.inbox import MOST, Line, Page, View, line_after, page_of
from approvals.narrowing import Narrowing
from approvals.pages.desk import Desk, Where


@dataclass(frozen=True, slots=True)
class Queue:
    """Somebody's list: their own, or that of whom they stand in for."""

    standing: Standing
    narrowing: Narrowing


def queue_of(at: Desk, where: Where) -> Queue:
    """The list that the place is about."""
    lens = where.lens
    cases = None
    if lens.words:
        cases = tuple(cases_named(at.session, at.registry, lens.words, limit=MOST))
    narrowing = Narrowing(lens.matter, lens.office, lens.step, lens.limit, cases=cases, order=lens.order)
    proxy = next((one for one in at.standing.proxies if one.principal.name == lens.proxy), None)
    if proxy is None:
        return Queue(at.standing, narrowing)
    return lent(at.standing, proxy, narrowing)


def lent(standing: Standing, proxy: Proxy, narrowing: Narrowing) -> Queue:
    """The list of whom somebody stands in for; what the deputy has claimed stays in it."""
    deputy = frozenset({standing.name})
    return Queue(proxy.principal, replace(narrowing, matters=proxy.matters, also=deputy))


def rows_of(at: Desk, where: Where, *, limit: int) -> Page:
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
    )


def following(at: Desk, where: Where, line: Line) -> Line | None:
    """The row to go on with after one that is done."""
    queue = queue_of(at, where)
    view = View.MINE if where.query else where.view
    return line_after(at.session, queue.standing, view, line, today=at.today, narrowing=queue.narrowing)
