"""The working-day calendar: a year at a glance, its days changed and its notice named by the office."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.admin.calendar_forms import (
    DayForm,
    DueForm,
    Problems,
    day_in,
    day_problems,
    far_problems,
    words_problems,
)
from app.admin.calendar_year import LOOKS, MARKS, WEEKDAYS, Year, day_of, last_act, year_of, years_kept
from app.language import locale_name
from kernel.calendar import calendar as calendar_as_it_stands
from kernel.calendar import confirm_year, restore_day, set_day
from kernel.errors import TongbanError
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, platform, visitor
from kernel.workdays import DayKind

calendar = Pages("calendar", __name__, url_prefix="/admin/calendar")
SEE = ("can_read", "Calendar")
EDIT = ("can_edit", "Calendar")
OUTSIDE = 404
WRONG = 422


@pages("calendar")
def calendar_pages() -> Pages:
    """The working-day calendar."""
    return calendar


@calendar.get(
    "/",
    permission=SEE,
    menu=MenuItem(
        Text("工作日历", "Calendar"),
        area=Area.REGISTERS,
        group=Group.SYSTEM,
        icon="calendar-clock",
        order=240,
        about=Text("哪天放假、哪天上班，期限怎样落到日子上", "Holidays, working days, and where limits end"),
    ),
)
def index() -> ResponseReturnValue:
    """A year, with the day that was chosen and the limit that was asked for."""
    due, day = (
        DueForm(request.args.get("start", ""), request.args.get("n", "").strip()),
        request.args.get("day"),
    )
    problems: Problems = {}
    if day is not None and day_in(day) is None:
        problems = day_problems(day, platform().clock.now())
    return _page(
        request.args.get("year", ""), form=DayForm(day=day) if day else None, due=due, problems=problems
    )


@calendar.post("/day", permission=EDIT)
def change() -> ResponseReturnValue:
    """The day is what the form says; or the form says what is wrong with it."""
    form = DayForm.of(request.form)
    problems = form.problems(platform().clock.now())
    day = day_in(form.day)
    if problems or day is None:
        return _page(request.form.get("year", ""), form=form, problems=problems)
    with platform().database.transaction() as session:
        set_day(session, day, DayKind(form.kind), name=form.name, reason=form.reason, **_who())
    flash(_("%(day)s 已改。期限从现在起按新的安排计算。", day=day), "ok")
    return _back(day)


@calendar.post("/day/restore", permission=EDIT)
def restore() -> ResponseReturnValue:
    """The day is again what the notice says, or its weekday."""
    words = request.form.get("day", "")
    day, problems = day_in(words), day_problems(words, platform().clock.now())
    if problems or day is None:
        return _page(request.form.get("year", ""), form=DayForm(day=words), problems=problems)
    try:
        with platform().database.transaction() as session:
            restore_day(session, day, **_who())
    except TongbanError as error:
        return _page(str(day.year), form=DayForm(day=words), refused=error)
    flash(_("%(day)s 已恢复。", day=day), "ok")
    return _back(day)


@calendar.post("/year", permission=EDIT)
def confirm() -> ResponseReturnValue:
    """The year rests on the notice named; or the form says what is wrong."""
    words, source = request.form.get("year", ""), request.form.get("source", "").strip()
    problems = words_problems("source", source, Text("请填写通知的文号。", "Give the number of the notice."))
    year = _number(words)
    if year is not None:
        problems |= far_problems("source", words, year, platform().clock.now())
    if year is None or problems:
        return _page(words, source=source, problems=problems)
    with platform().database.transaction() as session:
        confirm_year(session, year, source, **_who())
    flash(_("%(year)s 年已确认为正式安排。", year=year), "ok")
    return redirect(url_for("calendar.index", year=year))


def _page(
    year: str,
    *,
    form: DayForm | None = None,
    due: DueForm | None = None,
    source: str | None = None,
    problems: Mapping[str, Text] | None = None,
    refused: TongbanError | None = None,
) -> ResponseReturnValue:
    session, due = platform().database.session(), due or DueForm()
    answer, wrong = (None, Problems()) if due.is_empty else due.answer(calendar_as_it_stands(session))
    shown, unknown = _shown_year(session, year, form)
    wrong |= problems or {}
    page = render_template(
        "admin/calendar.html",
        year=shown,
        unknown=unknown,
        form=form or DayForm(),
        due=due,
        answer=answer,
        source=source,
        problems={name: words.of(locale_name()) for name, words in wrong.items()},
        refused=refused,
        **_chosen(session, shown, form),
        **_words(session),
    )
    status = refused.status if refused else WRONG if wrong else OUTSIDE if unknown else 200
    return page, status


def _shown_year(session: Session, words: str, form: DayForm | None) -> tuple[Year, str]:
    """The year to show, and the words that name none."""
    now, today = platform().clock.now(), platform().clock.today()
    first, last = years_kept(session, now)
    day = day_in(form.day) if form else None
    wanted = day.year if day and first <= day.year <= last else _number(words)
    if wanted is None or not first <= wanted <= last:
        return year_of(session, today.year, now), words
    return year_of(session, wanted, now), ""


def _chosen(session: Session, year: Year, form: DayForm | None) -> dict[str, Any]:
    """The day that was chosen in this year, with the last change of it."""
    day = day_in(form.day) if form else None
    if day is None or day.year != year.number:
        return {"chosen": None, "last": None}
    return {"chosen": day_of(year, day), "last": last_act(session, day)}


def _words(session: Session) -> dict[str, Any]:
    first, last = years_kept(session, platform().clock.now())
    return {
        "first": first,
        "last_year": last,
        "today": platform().clock.today(),
        "weekdays": WEEKDAYS,
        "looks": LOOKS,
        "marks": MARKS,
    }


def _who() -> dict[str, Any]:
    """Who does it, when and from where, for the audit log."""
    return {
        "actor": visitor().username,
        "now": platform().clock.now(),
        "address": request.remote_addr or "",
    }


def _back(day: date) -> ResponseReturnValue:
    return redirect(url_for("calendar.index", year=day.year, day=day))


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= len("9999") else None
