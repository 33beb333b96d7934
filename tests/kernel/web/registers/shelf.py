"""A register of a test, over days that differ from others: everything a declaration may say is said once."""

from typing import Any

from sqlalchemy import ColumnElement, func

from kernel.access import Actor
from kernel.models import CalendarYear, Workday
from kernel.seams import pages, scope
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages
from kernel.web.registers import (
    Between,
    Choices,
    Column,
    Contains,
    Join,
    Reader,
    RegisterInterface,
    Registers,
    RegisterView,
    StandingView,
)

KINDS = {"off": Text("放假", "off"), "work": Text("上班", "working")}
YEAR = func.extract("year", Workday.day)


@scope("days_off")
def days_off(actor: Actor, model: type[Any]) -> ColumnElement[bool]:
    """The days off."""
    off: ColumnElement[bool] = model.kind == "off"
    return off


def found(text: str, reader: Reader) -> ColumnElement[bool]:
    """The days whose name has the text in it."""
    return Workday.name.contains(text, autoescape=True)


class Days(RegisterView):
    """Days that differ from Monday to Friday."""

    datamodel = RegisterInterface(Workday)
    route_base = "/admin/days"
    title = Text("日子", "Days")
    unit = Text("天", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="calendar-clock")
    columns = (
        Column("day", Text("日期", "Day"), Workday.day),
        Column("kind", Text("类别", "Kind"), Workday.kind, words=KINDS, kinds={"off": "ok"}),
        Column("name", Text("名称", "Name"), Workday.name, english=func.upper(Workday.name), sortable=False),
        Column("source", Text("依据", "Source"), CalendarYear.source, listed=False),
        Column("number", Text("编号", "Number"), Workday.id, shown=lambda value: f"№ {value}", sheet=False),
    )
    joins = (Join(CalendarYear, CalendarYear.year == YEAR),)
    filters = (
        Choices("kind"),
        Between("day"),
        Between("number", sql=Workday.id),
        Contains("name"),
        Choices(
            "weekend",
            Text("周末", "Weekend"),
            {"yes": Text("是", "yes")},
            criterion=lambda _value, _reader: Workday.name == "周末",
        ),
    )
    search = found
    search_hint = Text("名称", "Name")
    views = (
        StandingView("off", Text("放假的", "Off"), {"kind": "off"}),
        StandingView("soon", Text("90 天内", "Soon"), {"day.from": "today", "day.to": "today+90"}, "warn"),
    )
    order = "-day"


days = Registers("days_of_tests", __name__, views=(Days,))


@pages("days_of_tests")
def days_pages() -> Pages:
    """The register of the tests."""
    return days
