"""The register of offices: at province, city and station level, each for a region and under another office."""

import re
from collections.abc import Mapping

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from addons.parties.finding import offices_found
from addons.parties.models import Office, Region
from addons.parties.numbers import narrowed
from addons.parties.pages.records.offered import office_id, open_offices, region_id
from addons.parties.pages.records.regions import region_code
from addons.parties.places import OfficeFacts, add_office, change_office
from addons.parties.words import LEVELS, Level
from kernel.errors import Invalid
from kernel.text import Text
from kernel.web import Area, Group, MenuItem
from kernel.web.registers import (
    Between,
    Choices,
    Column,
    Join,
    Reader,
    RegisterForm,
    RegisterInterface,
    RegisterView,
    StandingView,
    Writer,
    Writing,
)
from kernel.web.registers.fields import Choice, Day, Line
from kernel.web.registers.writing import Values

CODE = re.compile(r"[0-9A-Z]{2,20}")
PHONE = re.compile(r"[0-9+\-－()（）转 ]{3,40}")
OFFICE_LEVELS = {str(level): words for level, words in LEVELS.items()}
STATE = {"open": Text("在用", "open"), "closed": Text("已停用", "closed")}
Above = aliased(Office)


def office_code(typed: str) -> str:
    """The code in capitals."""
    code = narrowed(typed)
    if not CODE.fullmatch(code):
        raise Invalid(
            Text("机构代码为 2 至 20 位数字或大写字母。", "A code has 2 to 20 digits or capitals."),
            remedy=Text("可用区划代码，下设窗口在其后加序号。", "Use the code of the region, then a number."),
            place="code",
        )
    return code


def phone(typed: str) -> str:
    """A telephone as an office writes it."""
    if not PHONE.fullmatch(typed):
        raise Invalid(
            Text("电话里有不能用的字符。", "The telephone holds signs that cannot be used."),
            remedy=Text(
                "请用数字、横线和“转”，如 0431-85076811。", "Use digits and dashes, as in 0431-85076811."
            ),
            place="phone",
        )
    return typed


def offices_above(writer: Writer) -> Mapping[str, Text]:
    """What an office may lie under."""
    return open_offices(writer)


class OfficeForm(RegisterForm):
    """What is on record of an office."""

    code = Line(Text("机构代码", "Code"), most=20, parse=office_code, fixed=True)
    name = Line(Text("名称", "Name"))
    name_en = Line(Text("英文名称", "Name in English"), most=200, required=False)
    level = Choice(
        Text("层级", "Level"),
        offers=OFFICE_LEVELS,
        hint=Text("管委会、省直管县市按市级。", "Zones and counties run by the province count as cities."),
    )
    region = Line(
        Text("所在区划代码", "Code of its region"),
        most=12,
        parse=region_code,
        hint=Text("见“区划”登记簿。", "See the register of regions."),
    )
    parent = Choice(Text("上级机构", "Office above"), offers=offices_above, required=False)
    phone = Line(Text("电话", "Telephone"), most=40, parse=phone, required=False)
    closed_on = Day(
        Text("停用日期", "Closed on"),
        required=False,
        hint=Text("停用的机构保留在册；清空即重新启用。", "It stays on record; empty opens it again."),
    )


def find(session: Session, values: Values) -> int | None:
    """The office of this code."""
    return session.scalar(select(Office.id).where(Office.code == values["code"]))


def load(session: Session, pk: int) -> Values:
    """The office as the form has it."""
    office = session.get_one(Office, pk)
    parent = session.get(Office, office.parent_id) if office.parent_id is not None else None
    return {
        "code": office.code,
        "name": office.name,
        "name_en": office.name_en or None,
        "level": office.level,
        "region": session.get_one(Region, office.region_id).code,
        "parent": parent.code if parent is not None else None,
        "phone": office.phone,
        "closed_on": office.closed_on,
    }


def add(writer: Writer, values: Values) -> int:
    """A new office."""
    facts = _facts(writer, values, values["code"])
    return add_office(writer.session, facts, actor=writer.actor.username, now=writer.now).id


def edit(writer: Writer, pk: int, values: Values) -> None:
    """The office as told."""
    facts = _facts(writer, values, writer.session.get_one(Office, pk).code)
    change_office(writer.session, pk, facts, actor=writer.actor.username, now=writer.now)


def _facts(writer: Writer, values: Values, code: str) -> OfficeFacts:
    return OfficeFacts(
        code,
        values["name"],
        Level(values["level"]),
        region_id(writer.session, values["region"], field="region") or 0,
        office_id(writer.session, values["parent"], field="parent"),
        values["name_en"] or "",
        values["phone"],
        values["closed_on"],
    )


def found(text: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 a search is asked with both
    """The offices of this name or code."""
    return offices_found(text)


def of_state(value: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 see `found`
    """The offices that are open, or that are closed."""
    return Office.closed_on.is_(None) if value == "open" else Office.closed_on.is_not(None)


class Offices(RegisterView):
    """The offices of the province."""

    datamodel = RegisterInterface(Office)
    route_base = "/admin/offices"
    title = Text("机构", "Offices")
    unit = Text("个", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="landmark", order=50)
    columns = (
        Column("name", Text("名称", "Name"), Office.name, english=Office.name_en),
        Column("code", Text("机构代码", "Code"), Office.code),
        Column("level", Text("层级", "Level"), Office.level, words=OFFICE_LEVELS),
        Column("region", Text("区划", "Region"), Region.name, english=Region.name_en),
        Column("parent", Text("上级机构", "Under"), Above.name, english=Above.name_en, listed=False),
        Column("phone", Text("电话", "Telephone"), Office.phone),
        Column("closed_on", Text("停用日期", "Closed on"), Office.closed_on),
    )
    joins = (
        Join(Region, Region.id == Office.region_id, always=True),
        Join(Above, Above.id == Office.parent_id),
    )
    filters = (
        Choices("level"),
        Choices("state", Text("状态", "State"), STATE, criterion=of_state),
        Between("closed_on"),
    )
    search = found
    search_hint = Text("名称、代码", "Name or code")
    views = (
        StandingView("open", Text("在用", "Open"), {"state": "open"}, "ok"),
        StandingView("closed", Text("已停用", "Closed"), {"state": "closed"}),
    )
    order = "code"
    writing = Writing(form=OfficeForm, find=find, load=load, add=add, edit=edit, identity=("code",))
