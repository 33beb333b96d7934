"""The phrase book in the browser: one's own phrases and those of one's offices, added, changed, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from approvals.casefile.naming import offices_named
from approvals.casefile.phrases import SAME, USES, Use, add, change, phrases_for, remove
from approvals.cases.asides import Phrase
from approvals.pages.desk import Desk, desk
from approvals.pages.recorded import record
from kernel.errors import TongbanError
from kernel.text import Text
from kernel.web import platform
from kernel.web.inputs import number_in

OWN = "own"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The phrases of one use."""

    use: Use
    title: Text
    phrases: Sequence[Phrase]


def index() -> str:
    """Everything that is theirs to use."""
    return _page()


def act() -> ResponseReturnValue:
    """A phrase is added, changed or removed; or the page says why not and keeps what was typed."""
    do, number = request.form.get("do", ""), number_in(request.form.get("phrase", ""))
    try:
        with platform().database.transaction() as session:
            at = desk(session)
            _done(at, do, number)
    except TongbanError as error:
        return _page(refused=error, at_fault=number or 0), error.status
    flash({"add": _("常用语已加入。"), "remove": _("常用语已删去。")}.get(do, _("常用语已改好。")), "ok")
    return redirect(url_for("workbench.phrases"))


def _done(at: Desk, do: str, number: int | None) -> None:
    text, seen = request.form.get("text", ""), number_in(request.form.get("seen", "")) or 0
    if do == "add":
        use = Use(request.form["use"]) if request.form.get("use") in set(Use) else Use.DEFECT
        whose = request.form.get("office", OWN)
        office = None if whose == OWN else number_in(whose) or 0
        found = add(at.session, at.standing, text, use=use, office=office, now=at.now)
        _record(at, "added", found.id, office)
    elif do == "remove":
        remove(at.session, at.standing, number or 0, seen=seen)
        _record(at, "removed", number or 0, None)
    else:
        found = change(at.session, at.standing, number or 0, text, seen=seen, now=at.now)
        _record(at, "changed", found.id, found.office_id)


def _record(at: Desk, what: str, number: int, office: int | None) -> None:
    record(at, f"phrase.{what}", f"phrase:{number}", {"office": office})


def _page(*, refused: TongbanError | None = None, at_fault: int = 0) -> str:
    at = desk(platform().database.session())
    return render_template(
        "approvals/phrases.html",
        shelves=_shelves(phrases_for(at.session, at.standing)),
        uses=list(USES.items()),
        offices=_offices(at),
        refused=refused,
        at_fault=at_fault,
        same=number_in(refused.place.removeprefix(SAME)) if refused is not None else None,
        typed=_typed(),
    )


def _shelves(phrases: Sequence[Phrase]) -> list[Shelf]:
    return [Shelf(use, title, [one for one in phrases if one.use == use]) for use, title in USES.items()]


def _offices(at: Desk) -> Mapping[int, Text]:
    """The offices that the visitor is of, by what they are called."""
    return dict(sorted(offices_named(at.session, at.registry, at.standing.offices).items()))


def _typed() -> Mapping[str, str]:
    return {name: request.form.get(name, "") for name in ("text", "use", "office")}
