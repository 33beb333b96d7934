"""The filters of a list: what may be chosen, what is chosen as chips, and the views that somebody saved."""

from dataclasses import dataclass, replace

from flask import flash, redirect, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug import Response

from approvals.casefile.labels import labels_at
from approvals.casefile.naming import matters_at, matters_named, offices_named, steps_at, with_chosen
from approvals.lists.inbox import View
from approvals.lists.narrowing import Limit, Order
from approvals.pages.desk import Desk, Where, where_in
from approvals.pages.lens import OPEN, lens_in, lens_typed
from kernel.errors import TongbanError
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.inputs import number_in
from kernel.web.registers import saved

REGISTER = "workbench"
LIMITS = {
    Limit.OVERDUE: Text("已超期", "Overdue"),
    Limit.TODAY: Text("今天到期", "Due today"),
    Limit.SOON: Text("3 天内到期", "Due within 3 days"),
    Limit.NONE: Text("不限时", "No time limit"),
}
ORDERS = {
    Order.DUE: Text("先到期的在前", "Due first"),
    Order.NEW: Text("新到的在前", "Newest first"),
    Order.OLD: Text("先到的在前", "Oldest first"),
}
GONE = Text("已删去的标签", "a label that is gone")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to narrow a list to."""

    value: str
    words: Text
    here: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """What the list is narrowed to, and the address without it."""

    words: Text
    href: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A view that the visitor saved, and the place it leads to."""

    id: int
    name: str
    place: Where

    @property
    def href(self) -> str:
        """The address of its list."""
        return _address(self.place)

    def stands_at(self, where: Where) -> bool:
        """Whether this is the list that is open."""
        return self.place.lens != OPEN and (self.place.view, self.place.lens) == (where.view, where.lens)


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything the list may be narrowed to, and what it is."""

    matters: tuple[Choice, ...]
    offices: tuple[Choice, ...]
    steps: tuple[Choice, ...]
    limits: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    labels: tuple[Choice, ...]
    chips: tuple[Chip, ...]


def filters_of(at: Desk, where: Where) -> Filters:
    """The filters beside the list."""
    lens = where.lens
    offices = at.standing.offices
    matters = matters_named(at.session, with_chosen(matters_at(at.session, offices), lens.matter))
    named = offices_named(at.session, at.registry, offices | ({lens.office} & offices))
    steps = steps_at(at.session, at.registry, at.standing)
    steps |= {lens.step: Text(lens.step, lens.step)} if lens.step and lens.step not in steps else {}
    labels = {one.id: Text(one.name, one.name) for one in labels_at(at.session, offices)}
    chosen = (
        ("matter", matters.get(lens.matter)),
        ("office", named.get(lens.office)),
        ("step", steps.get(lens.step)),
        ("limit", LIMITS[lens.limit] if lens.limit else None),
        ("person", Text(f"人员“{lens.person.words}”", f"person “{lens.person.words}”")),
        ("firm", Text(f"企业“{lens.firm.words}”", f"enterprise “{lens.firm.words}”")),
        ("label", labels.get(lens.label, GONE)),
    )
    chips = [
        Chip(words, _address(replace(where, after=None, lens=lens.without(name))))
        for name, words in chosen
        if words is not None and getattr(lens, name) != getattr(OPEN, name)
    ]
    return Filters(
        tuple(Choice(name, words, name == lens.matter) for name, words in matters.items()),
        tuple(Choice(str(number), words, number == lens.office) for number, words in named.items()),
        tuple(Choice(name, words, name == lens.step) for name, words in steps.items()),
        tuple(Choice(limit.value, words, limit is lens.limit) for limit, words in LIMITS.items()),
        tuple(Choice(order.value, words, order is lens.order) for order, words in ORDERS.items()),
        tuple(Choice(str(number), words, number == lens.label) for number, words in labels.items()),
        tuple(chips),
    )


def kept_by(at: Desk) -> list[Kept]:
    """The views that the visitor saved."""
    found = []
    for one in saved.views_of(at.session, REGISTER, at.standing.user_id or 0):
        asked = dict(one.pairs)
        view = asked.get("view", "")
        place = Where(View(view) if view in set(View) else View.MINE, lens=lens_in(asked))
        found.append(Kept(one.id, one.name, place))
    return found


def narrow() -> Response:
    """Leads to the list narrowed to what was chosen; names that were typed stay closed in the address."""
    here = where_in(request.form)
    return redirect(_address(replace(here, after=None, query="", sealed="", lens=lens_typed(request.form))))


def keep() -> Response:
    """The list as it is narrowed stands under a name beside the visitor's lists; names of people are not kept."""
    here = where_in(request.form)
    lens = here.lens.without("person", "firm", "proxy")
    name = request.form.get("name", "")
    pairs = [("view", here.view.value), *lens.arguments().items()]
    try:
        with platform().database.transaction() as session:
            now = platform().clock.now()
            saved.save_pairs(session, REGISTER, visitor().user_id or 0, name, pairs, now=now)
    except TongbanError as error:
        flash(error.told(str(get_locale() or "")), "bad")
        return redirect(_address(here))
    flash(_("已保存视图“%(name)s”。", name=name.strip()), "ok")
    return redirect(_address(replace(here, after=None, lens=lens)))


def forget() -> Response:
    """The saved view is gone."""
    with platform().database.transaction() as session:
        number = number_in(request.form.get("id", "")) or 0
        name = saved.forget(session, REGISTER, visitor().user_id or 0, number)
    flash(_("已删除视图“%(name)s”。", name=name), "ok")
    return redirect(url_for("workbench.index"))


def _address(where: Where) -> str:
    return url_for("workbench.index", **where.arguments())
