"""Labels in the browser: put on a case, and made, renamed and removed for an office."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from approvals.casefile.faces import faces_of
from approvals.casefile.labels import (
    LONGEST,
    LOOKS,
    Look,
    change,
    label_of,
    labels_at,
    labels_on,
    make,
    put,
    remove,
    used,
)
from approvals.casefile.naming import offices_named
from approvals.cases.queries import case_view
from approvals.pages.desk import Desk, desk, where
from approvals.pages.doing import refuse_strange
from approvals.pages.recorded import record, record_of_case
from approvals.pages.showing import address_of
from kernel.errors import TongbanError
from kernel.text import Text
from kernel.web import platform
from kernel.web.inputs import number_in


def ask(number: int) -> str:
    """Which labels the case bears, and a new one for it."""
    return _asked(desk(platform().database.session()), number)


def send(number: int) -> ResponseReturnValue:
    """The case bears what was ticked; what others put on it meanwhile stays."""
    had, chosen = numbers("had"), numbers("label")
    try:
        with platform().database.transaction() as session:
            at = desk(session)
            refuse_strange(at, number)
            if request.form.get("name", "").strip():
                chosen |= {made(at)}
            bear(at, number, on=chosen - had, off=had - chosen)
    except TongbanError as error:
        return _asked(desk(platform().database.session()), number, refused=error), error.status
    return redirect(address_of(number, where()))


def bear(at: Desk, number: int, *, on: Collection[int], off: Collection[int]) -> None:
    """The labels are on the case or off it, and who did it is on record."""
    added, taken = put(at.session, at.standing, number, on=on, off=off, now=at.now)
    if added or taken:
        record_of_case(at, "labels", number, {"added": added, "removed": taken})


def take_away(at: Desk, number: int, *, seen: int) -> int:
    """The label is gone, and what it was called is on record; how many cases bore it."""
    name = label_of(at.session, at.standing, number).name
    count = remove(at.session, at.standing, number, seen=seen)
    record(at, "label.removed", f"label:{number}", {"name": name, "cases": count})
    return count


def index() -> str:
    """The labels of the visitor's offices."""
    return _book()


def act() -> ResponseReturnValue:
    """A label is made, renamed or removed; or the page says why not and keeps what was typed."""
    do, number = request.form.get("do", ""), number_in(request.form.get("label", "")) or 0
    seen = number_in(request.form.get("seen", "")) or 0
    sure = bool(request.form.get("sure"))
    try:
        with platform().database.transaction() as session:
            at = desk(session)
            if do == "remove" and not sure and used(session, at.standing.offices).get(number):
                return _book(leaving=label_of(session, at.standing, number).id)
            said = _done(at, do, number, seen)
    except TongbanError as error:
        return _book(refused=error, at_fault=number), error.status
    flash(said, "ok")
    return redirect(url_for("workbench.labels"))


def _done(at: Desk, do: str, number: int, seen: int) -> str:
    if do == "add":
        made(at)
        return _("标签已加入。")
    if do == "remove":
        count = take_away(at, number, seen=seen)
        return _("标签已删去，%(n)s 个办件不再带它。", n=count) if count else _("标签已删去。")
    name, look = request.form.get("name", ""), _look()
    found = change(at.session, at.standing, number, name, look, seen=seen, now=at.now)
    record(at, "label.changed", f"label:{number}", {"name": found.name, "look": look.value})
    return _("标签已改好。")


def made(at: Desk) -> int:
    """The label that was typed is there, and on record; its number."""
    offices = sorted(at.standing.offices)
    office = number_in(request.form.get("office", "")) or next(iter(offices), 0)
    found = make(at.session, at.standing, office, request.form.get("name", ""), _look(), now=at.now)
    record(at, "label.added", f"label:{found.id}", {"name": found.name, "office": office})
    return found.id


def _look() -> Look:
    wanted = request.form.get("look", "")
    return Look(wanted) if wanted in set(Look) else Look.INFO


def numbers(name: str) -> set[int]:
    """The labels that were ticked under the name."""
    return {number for written in request.form.getlist(name) if (number := number_in(written))}


def _asked(at: Desk, number: int, *, refused: TongbanError | None = None) -> str:
    refuse_strange(at, number)
    offices = at.standing.offices
    borne = {one.id for one in labels_on(at.session, offices, [number]).get(number, ())}
    return render_template(
        "approvals/labels_ask.html",
        number=number,
        face=faces_of(at.session, at.registry, [case_view(at.session, number)])[number],
        labels=labels_at(at.session, offices),
        had=borne,
        chosen=numbers("label") if refused else borne,
        where=where(),
        refused=refused,
        **words_of(at),
    )


def _book(*, refused: TongbanError | None = None, at_fault: int = 0, leaving: int = 0) -> str:
    at = desk(platform().database.session())
    labels = labels_at(at.session, at.standing.offices)
    words = words_of(at)
    return render_template(
        "approvals/labels.html",
        shelves=[(office, [one for one in labels if one.office == office]) for office in words["offices"]],
        used=used(at.session, at.standing.offices),
        refused=refused,
        at_fault=at_fault,
        leaving=leaving,
        **words,
    )


def words_of(at: Desk) -> dict[str, Any]:
    """What every page with a new label offers, and what was typed."""
    offices: Mapping[int, Text] = offices_named(at.session, at.registry, at.standing.offices)
    return {
        "offices": dict(sorted(offices.items())),
        "looks": LOOKS,
        "most": LONGEST,
        "typed": {name: request.form.get(name, "") for name in ("name", "look", "office")},
    }
