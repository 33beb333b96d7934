"""The page of a list: its rows, and everything around them that leads to other rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from markupsafe import Markup

from kernel.text import Text
from kernel.web.access import allowed
from kernel.web.registers import saved
from kernel.web.registers.asking import Chip, Control, chips_of, controls_of
from kernel.web.registers.here import seal_words
from kernel.web.registers.queries import Counts, counts_of, rows_of
from kernel.web.registers.question import SEALED, Pairs, Question
from kernel.web.registers.reader import Reader
from kernel.web.registers.rows import plan_of

ADDRESSES = 2_000
"""Addresses without words that are remembered, over all registers of a process."""
REACH = 5_000
"""Rows that can be paged through; who wants more adds a condition or exports."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: sorted by now or not, and where it leads when it can be sorted by."""

    title: Text
    address: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A link beside the list, with the number of rows it leads to."""

    title: Text | str
    address: str
    here: bool
    count: int | None = None
    kind: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the template prints."""

    question: Question
    token: str
    kept: tuple[tuple[str, str], ...]
    counts: Counts
    headings: Sequence[Heading]
    rows: Markup
    first: int
    last: int
    pages: int
    before: str
    after: str
    clear: str
    export: str
    chips: Sequence[Chip]
    controls: Sequence[Control]
    standing: Sequence[Way]
    saved: Sequence[Way]
    chosen: tuple[str, ...]
    has_habit: bool
    selects: bool
    can: dict[str, bool]

    @property
    def too_many(self) -> bool:
        """Whether more rows answer than can be paged through."""
        return self.counts.found > REACH


class Addresses:
    """The addresses of one list that differ in what is asked."""

    def __init__(self, view: Any, token: str) -> None:
        self._base = url_for(f"{view.endpoint}.list")
        self._token: Pairs = [(SEALED, token)] if token else []

    def of(self, question: Question) -> str:
        """The list with this question; its words only if it has any."""
        pairs = question.pairs()
        if question.words:
            return f"{self._base}?{urlencode(pairs + self._token)}"
        return _address(self._base, tuple(pairs))


@lru_cache(maxsize=ADDRESSES)
def _address(base: str, pairs: tuple[tuple[str, str], ...]) -> str:
    return f"{base}?{urlencode(pairs)}" if pairs else base


def list_page(view: Any, reader: Reader, question: Question) -> ListPage:
    """The page for this question."""
    kind: Any = type(view)
    token = seal_words(view, question.words)
    to = Addresses(view, token)
    mine = saved.views_of(reader.session, view.name, reader.actor.user_id or 0)
    habit = tuple(name for name in saved.habit_of(mine) if name in kind._by_name)
    names = question.columns or habit or view.listed()
    beyond = (question.page - 1) * view.page_size >= REACH
    columns = [view.column(name) for name in names]
    rows = [] if beyond else rows_of(kind, reader, question, columns, size=view.page_size)
    can = {what: allowed((f"can_{what}", view.resource)) for what in ("add", "import", "export")}
    selects = can["export"] or any(allowed(act.permission) for act in view.bulk_acts)
    counts = counts_of(kind, reader, question)
    first = (question.page - 1) * view.page_size
    pages = max(1, -(-min(counts.found, REACH) // view.page_size))
    return ListPage(
        question=question,
        token=token if question.words else "",
        kept=tuple(question.on(1).pairs()),
        counts=counts,
        headings=tuple(_heading(one, question.order or view.order, question, to) for one in columns),
        rows=plan_of(kind, names, reader.locale, view.endpoint, selects=selects).drawn(rows),
        first=first + 1,
        last=first + len(rows),
        pages=pages,
        before=to.of(question.on(min(question.page - 1, pages))) if question.page > 1 else "",
        after=to.of(question.on(question.page + 1)) if question.page < pages else "",
        clear=to.of(question.bare()),
        export=to.of(question.on(1)).replace("/list/", "/export", 1),
        chips=chips_of(view, reader, question, to.of),
        controls=controls_of(view, reader, question),
        standing=[_standing(view, one, counts, question, to) for one in view.views],
        saved=_saved(view, mine, question),
        chosen=names,
        has_habit=bool(habit),
        selects=selects,
        can=can,
    )


def _heading(column: Any, order: str, question: Question, to: Addresses) -> Heading:
    if not column.sortable:
        return Heading(column.title)
    sort = {column.name: "ascending", f"-{column.name}": "descending"}.get(order, "")
    turned = f"-{column.name}" if sort == "ascending" else column.name
    return Heading(column.title, to.of(question.by(turned)), sort)


def _standing(view: Any, one: Any, counts: Counts, question: Question, to: Addresses) -> Way:
    asked = view.asked_by(one)
    here = question.given == asked.given and not question.words
    return Way(one.title, to.of(asked), here, counts.standing[one.name], one.kind)


def _saved(view: Any, mine: Sequence[saved.Saved], question: Question) -> list[Way]:
    base = url_for(f"{view.endpoint}.list")
    now = sorted(question.on(1).pairs())
    return [
        Way(
            one.name,
            f"{base}?{urlencode(one.pairs)}",
            sorted(one.pairs) == now and not question.words,
            id=one.id,
        )
        for one in mine
        if one.name != saved.HABIT
    ]
