"""The left side of the workbench: the views with their counts, and the cases of one of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from approvals.casefile.faces import faces_on
from approvals.casefile.labels import labels_inquiry
from approvals.casefile.timeline import step_title
from approvals.cases.labels import Mark
from approvals.cases.queries import case_views, revisions_of
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain
from approvals.lists.counting import MOST, Counts, count_of, counts_inquiry
from approvals.lists.inbox import Line, Page, searched
from approvals.lists.narrowing import ALL
from approvals.lists.timeleft import TimeLeft, left_at, left_until
from approvals.lists.views import THEIRS, TITLES, View
from approvals.pages.desk import Desk, Where
from approvals.pages.filtering import Filters, Kept, filters_of, kept_by
from approvals.pages.lens import Lens
from approvals.pages.queues import lent, narrowing_of, rows_of
from kernel.access.names import names_of
from kernel.db import connection_of
from kernel.inquiries import Along
from kernel.text import Text

URGENT = frozenset({View.TODAY, View.OVERDUE})
SHOWN = 50
EXACT = frozenset({View.TODAY, View.SOON, View.OVERDUE, View.COPY})
"""What comes first in order is counted to the end even where more waits behind it."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A view with its count; no count where nobody needs one."""

    title: Text
    href: str
    here: bool
    count: str | None = None
    urgent: bool = False


class Row(NamedTuple):
    """A case in the list, in the words of the reader; a tuple, since there are so many of them."""

    case: int
    name: str
    kind: str
    firm: str
    step: str
    left: str
    urgency: str
    href: str
    here: bool
    pick: str = ""
    """What a selection posts for it; empty where nothing can be selected."""
    label: str = ""
    """What the selection is called."""
    marks: tuple[Mark, ...] = ()
    """The labels that the offices of the reader have put on it."""


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
    filters: Filters
    kept: tuple[tuple[Kept, Tab], ...] = ()
    """The views that the visitor saved."""
    proxies: tuple[Tab, ...] = ()
    """The lists of those whom the visitor stands in for."""

    @property
    def leaves(self) -> bool:
        """Whether the list may be taken away as a sheet."""
        return self.where.view in THEIRS

    @property
    def total(self) -> str:
        """How many rows the whole list has, where that is known; of copies those that are unread are counted."""
        if self.where.view is View.COPY:
            return ""
        here = [tab.count for tab in (*self.tabs, *self.proxies, *(tab for _, tab in self.kept)) if tab.here]
        return next((count for count in here if count is not None), "")


def list_pane(desk: Desk, where: Where, *, current: int | None = None) -> ListPane:
    """The list as it stands; `current` is the case that is open beside it."""
    kept = kept_by(desk)
    numbers = _numbers(desk, kept)
    page = _found(desk, where) if where.query else rows_of(desk, where, limit=SHOWN, along=numbers)
    last, counts = page.last, numbers.answer
    return ListPane(
        tabs=tuple(_tab(counts, view, where) for view in View),
        rows=tuple(_rows(desk, page, where, current)),
        where=where,
        title=TITLES[where.view],
        further=_address(replace(where, after=last)) if last else "",
        back=_address(replace(where, after=None)) if where.after else "",
        filters=filters_of(desk, where),
        kept=tuple(_kept(kept, counts, where)),
        proxies=tuple(_proxies(desk, where)),
    )


def _numbers(desk: Desk, kept: Sequence[Kept]) -> Along[Counts]:
    """What the lists hold, asked along with the rows of the one that is shown."""
    connection = connection_of(desk.session)
    lists = [(one.place.view, narrowing_of(one.place.lens)) for one in kept]
    return Along(connection, counts_inquiry(connection.dialect, desk.standing, today=desk.today, kept=lists))


def _found(desk: Desk, where: Where) -> Page:
    """The cases that were searched for."""
    found = searched(desk.session, desk.registry, desk.standing, where.query, limit=SHOWN)
    return Page([Line(0, case, "") for case in found], more=False)


def _tab(counts: Counts, view: View, where: Where) -> Tab:
    return Tab(
        TITLES[view],
        _address(Where(view)),
        not where.query and view is where.view and where.lens == Lens(),
        _count_beside(counts, view),
        view in URGENT and bool(counts.of[view]),
    )


def _count_beside(counts: Counts, view: View) -> str | None:
    """What stands beside a list; nothing where none was found and there may yet be some."""
    if view not in counts.of:
        return None
    number, more = counts.of[view], counts.more and view not in EXACT
    if view is View.MENDING:
        more = counts.more_mended
        return _count(number, more=more) if number or not more else None
    return _count(number, more=more)


def _kept(kept: Sequence[Kept], counts: Counts, where: Where) -> Iterator[tuple[Kept, Tab]]:
    for one, number in zip(kept, counts.kept, strict=True):
        count = _count(number, more=counts.more) if one.place.view in THEIRS else None
        yield one, Tab(Text(one.name, one.name), one.href, not where.query and one.stands_at(where), count)


def _count(number: int, *, more: bool = False) -> str:
    """The number as it is shown; so many were looked at, and perhaps not all."""
    return f"{MOST}+" if number > MOST else f"{number}+" if more else str(number)


def _proxies(desk: Desk, where: Where) -> list[Tab]:
    """Whom the visitor stands in for today, and how much waits for them."""
    names = names_of(desk.session, [one.principal.name for one in desk.standing.proxies])
    found = []
    for proxy in desk.standing.proxies:
        account = proxy.principal.name
        queue = lent(desk.standing, proxy, ALL)
        number = count_of(desk.session, queue.standing, today=desk.today, narrowing=queue.narrowing)
        name = names.get(account, account)
        found.append(
            Tab(
                Text(f"代{name}", f"For {name}"),
                _address(Where(lens=Lens(proxy=account))),
                where.lens.proxy == account,
                _count(number),
            )
        )
    return found


def _rows(desk: Desk, page: Page, where: Where, current: int | None) -> Iterator[Row]:
    """What is open is shown as its task says it; only of what is closed, copied or found the case itself is read."""
    lines = page.lines
    cases = case_views(desk.session, [line.case for line in lines if line.version is None])
    faces = faces_on(desk.session, desk.registry, page)
    picking = where.view in THEIRS and not where.query
    borne = Along(connection_of(desk.session), labels_inquiry(desk.standing.offices, page.cases))
    seen = revisions_of(desk.session, page.cases, along=borne) if picking else {}
    marks = borne.answer
    locale, label, address = str(get_locale() or ""), _("选中 %(name)s"), _opener(where)
    waits = _waiting(desk)
    for line in lines:
        case = cases.get(line.case)
        if case is None and line.version is None:
            continue
        step, left = waits(line) if case is None else _standing(desk, line, case)
        face = faces[line.case]
        name = face.title.of(locale)
        yield Row(
            case=line.case,
            name=name,
            kind=face.kind.of(locale) if face.kind else "",
            firm=face.subtitle,
            step=step.of(locale),
            left=left.words.of(locale),
            urgency=left.kind.value,
            href=address(line.case),
            here=line.case == current,
            pick=f"{line.case}:{seen[line.case]}:{line.step}" if picking else "",
            label=label % {"name": name} if picking else "",
            marks=marks.get(line.case, ()),
        )


def _opener(where: Where) -> Callable[[int], str]:
    """The address of each case beside the list; built once, since only the number differs."""
    path, mark, arguments = url_for("workbench.case", number=0, **where.arguments()).partition("?")
    stem = path.removesuffix("0")
    return lambda number: f"{stem}{number}{mark}{arguments}"


def _waiting(desk: Desk) -> Callable[[Line], tuple[Text, TimeLeft]]:
    """Step and time left of open tasks; many on a page have both in common."""
    today, calendar, connection = desk.today, desk.calendar, connection_of(desk.session)

    @cache
    def told(
        version: int, step: str, day: date | None, mending: bool, suspended: bool
    ) -> tuple[Text, TimeLeft]:
        chain = compiled_chain(connection, desk.registry, version)
        how = {"mending": mending, "suspended": suspended}
        left = left_until(chain, step, day, **how, today=today, calendar=calendar)
        return step_title(chain, step), left

    return lambda line: told(line.version or 0, line.step, line.due_on, line.mending, line.suspended)


def _standing(desk: Desk, line: Line, case: CaseView) -> tuple[Text, TimeLeft]:
    """The same of a case as it stands."""
    chain = compiled_chain(connection_of(desk.session), desk.registry, case.version_id)
    step = line.step or (case.state.open[0].step if case.state.open else "")
    left = left_at(chain, case.state, step, today=desk.today, calendar=desk.calendar)
    return step_title(chain, step), left


def _address(where: Where) -> str:
    return url_for("workbench.index", **where.arguments())
