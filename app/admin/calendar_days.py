"""The register of days that differ from Monday to Friday: searched, exported, and brought as the sheet of a notice."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, extract, select
from sqlalchemy.orm import Session

from app.admin.calendar_forms import LONGEST_NAME, LONGEST_WORDS, far_problems
from app.admin.calendar_year import WEEKDAYS, last_act
from kernel.calendar import set_day
from kernel.errors import Conflict, Invalid
from kernel.models import CalendarYear, Workday
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, RegisterInterface, Registers, RegisterView
from kernel.web.registers import (
    Between,
    Choice,
    Choices,
    Column,
    Contains,
    Day,
    Join,
    Line,
    Reader,
    RegisterForm,
    StandingView,
    Writer,
    Writing,
)
from kernel.workdays import DayKind

KINDS = {DayKind.OFF.value: Text("放假", "Day off"), DayKind.WORKING.value: Text("上班", "Working day")}
OFFICIAL, PROVISIONAL = "official", "provisional"
STANDINGS = {OFFICIAL: Text("正式", "Official"), PROVISIONAL: Text("暂定", "Provisional")}
_YEAR = extract("year", Workday.day)
_STANDING = case((CalendarYear.official.is_(True), OFFICIAL), else_=PROVISIONAL)


class DayForm(RegisterForm):
    """A day as an office sets it; the sheet of a yearly notice has these columns."""

    day = Day(Text("日期", "Day"), fixed=True)
    kind = Choice(Text("安排", "Arrangement"), offers=KINDS)
    name = Line(
        Text("名称", "Name"), most=LONGEST_NAME, hint=Text("例如“国庆节调休上班”", "Such as the holiday")
    )
    basis = Line(
        Text("依据", "Basis"),
        most=LONGEST_WORDS,
        hint=Text(
            "通知的名称与文号，或改动的理由；记入审计日志",
            "The notice and its number, or why; it goes into the audit log",
        ),
    )


def known(session: Session, values: Mapping[str, Any]) -> int | None:
    """The row of that day."""
    return session.scalar(select(Workday.id).where(Workday.day == values["day"]))


def as_form(session: Session, pk: int) -> dict[str, Any]:
    """The day as its form has it, with the basis that is on record."""
    row = session.get_one(Workday, pk)
    return {"day": row.day, "kind": row.kind, "name": row.name, "basis": basis_of(session, row.day)}


def basis_of(session: Session, day: date) -> str | None:
    """Why the day is as it is: what its last change said, else the notice of its year."""
    act = last_act(session, day)
    year = session.get(CalendarYear, day.year)
    return (act.detail.get("reason") if act else None) or (year.source if year else None) or None


def added(writer: Writer, values: Mapping[str, Any]) -> int:
    """The day differs from its weekday from now on."""
    day = values["day"]
    for place, words in far_problems("day", str(day), day.year, writer.now).items():
        raise Invalid(words, remedy=Text("", ""), place=place)
    if known(writer.session, values) is not None:
        raise Conflict(
            Text(f"{day} 已有安排。", f"{day} is arranged already."),
            remedy=Text("请从列表打开它再修改。", "Open it from the list and change it."),
            place="day",
        )
    _set(writer, day, values)
    return writer.session.scalars(select(Workday.id).where(Workday.day == day)).one()


def edited(writer: Writer, pk: int, values: Mapping[str, Any]) -> None:
    """The day is arranged as told."""
    _set(writer, writer.session.get_one(Workday, pk).day, values)


def _set(writer: Writer, day: date, values: Mapping[str, Any]) -> None:
    set_day(
        writer.session,
        day,
        DayKind(values["kind"]),
        name=values["name"],
        reason=values["basis"],
        actor=writer.actor.username,
        now=writer.now,
        address=writer.address,
    )


def weekday(day: date) -> Text:
    """The day of the week."""
    short = WEEKDAYS[day.weekday()]
    return Text(f"周{short.zh}", short.en)


def found(text: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 a search is asked with both
    """Days whose name contains the words."""
    return Workday.name.icontains(text.strip(), autoescape=True)


def years(reader: Reader) -> Mapping[str, Text]:
    """The years that are known, the latest first."""
    known_years = reader.session.scalars(select(CalendarYear.year).order_by(CalendarYear.year.desc()))
    return {str(year): Text(f"{year} 年", str(year)) for year in known_years}


def in_year(year: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 a criterion is asked with both
    """The days of that year."""
    return Workday.day.between(date(int(year), 1, 1), date(int(year), 12, 31))


class CalendarDays(RegisterView):
    """Days on which offices work, or do not, whatever their weekday."""

    datamodel = RegisterInterface(Workday)
    route_base = "/admin/calendar-days"
    title = Text("放假与调休", "Holidays and make-up days")
    unit = Text("天", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.SYSTEM, icon="calendar", order=241)
    columns = (
        Column("day", Text("日期", "Day"), Workday.day),
        Column(
            "weekday",
            Text("星期", "Weekday"),
            Workday.day.label("weekday"),
            shown=weekday,
            sortable=False,
            sheet=False,
        ),
        Column(
            "kind",
            Text("安排", "Arrangement"),
            Workday.kind,
            words=KINDS,
            kinds={DayKind.OFF.value: "ok", DayKind.WORKING.value: "warn"},
        ),
        Column("name", Text("名称", "Name"), Workday.name),
        Column(
            "standing",
            Text("年度", "Year"),
            _STANDING,
            words=STANDINGS,
            kinds={OFFICIAL: "info", PROVISIONAL: "warn"},
            sortable=False,
        ),
        Column("source", Text("年度依据", "Notice of the year"), CalendarYear.source, listed=False),
    )
    joins = (Join(CalendarYear, CalendarYear.year == _YEAR),)
    filters = (
        Choices("year", Text("年份", "Year"), years, criterion=in_year),
        Choices("kind"),
        Between("day"),
        Contains("name"),
        Choices("standing"),
    )
    search = found
    search_hint = Text("名称", "Name")
    views = (
        StandingView("soon", Text("90 天内", "Within 90 days"), {"day.from": "today", "day.to": "today+90"}),
        StandingView("makeup", Text("调休上班", "Make-up days"), {"kind": DayKind.WORKING.value}),
        StandingView("provisional", STANDINGS[PROVISIONAL], {"standing": PROVISIONAL}, kind="warn"),
    )
    order = "-day"
    heading = "day"
    writing = Writing(DayForm, find=known, load=as_form, add=added, edit=edited, identity=("day",))
    show_template = "admin/calendar_entry.html"

    def more(self, reader: Reader, row: Any) -> dict[str, Any]:
        """The day itself, and what it rests on."""
        day = reader.session.get_one(Workday, row.pk).day
        return {"day": day, "basis": basis_of(reader.session, day)}


days = Registers("calendar_days", __name__, views=(CalendarDays,))


@pages("calendar_days")
def calendar_days_pages() -> Pages:
    """The register of days."""
    return days
