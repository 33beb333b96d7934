"""The register of regions: the whole country, with the days from and to which a region was one."""

import re

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from addons.parties.finding import regions_found
from addons.parties.models import Region
from addons.parties.numbers import narrowed
from addons.parties.pages.records.offered import FIRST_LETTERS, provinces, region_id
from addons.parties.places import RegionFacts, add_region, change_region
from addons.parties.words import REGION_LEVELS, RegionLevel
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

CODE = re.compile(r"[0-9A-Z]{4,12}")
LEVELS = {str(level): words for level, words in REGION_LEVELS.items()}
FORCE = {"yes": Text("现行", "in force"), "no": Text("已撤销或未生效", "abolished or not yet")}
Above = aliased(Region)


def region_code(typed: str) -> str:
    """The code in capitals; six digits where GB/T 2260 has the region."""
    code = narrowed(typed)
    if not CODE.fullmatch(code):
        raise Invalid(
            Text("区划代码为 4 至 12 位数字或大写字母。", "A code has 4 to 12 digits or capitals."),
            remedy=Text(
                "请按国标填 6 位数字；本省自定的可用字母。", "Give the six digits of GB/T 2260, or our own."
            ),
            place="code",
        )
    return code


class RegionForm(RegisterForm):
    """What is on record of a region."""

    code = Line(Text("区划代码", "Code"), most=12, parse=region_code, fixed=True)
    name = Line(Text("名称", "Name"), most=60)
    name_en = Line(Text("英文名称", "Name in English"), most=120, required=False)
    level = Choice(Text("级别", "Level"), offers=LEVELS)
    parent = Line(
        Text("上级区划代码", "Code of the region around"), most=12, parse=region_code, required=False
    )
    valid_from = Day(Text("设立日期", "Established"), required=False)
    valid_to = Day(
        Text("撤销前最后一天", "Last day"),
        required=False,
        hint=Text("撤销的区划保留在册，旧办件仍引用它。", "Abolished regions stay: old cases name them."),
    )


def find(session: Session, values: Values) -> int | None:
    """The region of this code."""
    return session.scalar(select(Region.id).where(Region.code == values["code"]))


def load(session: Session, pk: int) -> Values:
    """The region as the form has it."""
    region = session.get_one(Region, pk)
    parent = session.get(Region, region.parent_id) if region.parent_id is not None else None
    return {
        "code": region.code,
        "name": region.name,
        "name_en": region.name_en or None,
        "level": region.level,
        "parent": parent.code if parent is not None else None,
        "valid_from": region.valid_from,
        "valid_to": region.valid_to,
    }


def add(writer: Writer, values: Values) -> int:
    """A new region."""
    facts = _facts(writer, values, values["code"])
    return add_region(writer.session, facts, actor=writer.actor.username, now=writer.now).id


def edit(writer: Writer, pk: int, values: Values) -> None:
    """The region as told."""
    facts = _facts(writer, values, writer.session.get_one(Region, pk).code)
    change_region(writer.session, pk, facts, actor=writer.actor.username, now=writer.now)


def _facts(writer: Writer, values: Values, code: str) -> RegionFacts:
    return RegionFacts(
        code,
        values["name"],
        RegionLevel(values["level"]),
        region_id(writer.session, values["parent"], field="parent"),
        values["name_en"] or "",
        values["valid_from"],
        values["valid_to"],
    )


def found(text: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 a search is asked with both
    """The regions of this name or code."""
    return regions_found(text)


def in_force(value: str, reader: Reader) -> ColumnElement[bool]:
    """The regions that are there on the day of the reader, or that are not."""
    there = and_(
        or_(Region.valid_from.is_(None), Region.valid_from <= reader.today),
        or_(Region.valid_to.is_(None), Region.valid_to >= reader.today),
    )
    return there if value == "yes" else not_(there)


def in_province(value: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 see `found`
    """The regions of the province whose code begins like this."""
    return func.substr(Region.code, 1, FIRST_LETTERS) == value


class Regions(RegisterView):
    """Regions of the whole country."""

    datamodel = RegisterInterface(Region)
    route_base = "/admin/regions"
    title = Text("区划", "Regions")
    unit = Text("个", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="map-pin", order=60)
    columns = (
        Column("name", Text("名称", "Name"), Region.name, english=Region.name_en),
        Column("code", Text("区划代码", "Code"), Region.code),
        Column("level", Text("级别", "Level"), Region.level, words=LEVELS),
        Column("parent", Text("上级", "In"), Above.name, english=Above.name_en),
        Column("valid_from", Text("设立", "From"), Region.valid_from),
        Column("valid_to", Text("最后一天", "To"), Region.valid_to),
    )
    joins = (Join(Above, Above.id == Region.parent_id),)
    filters = (
        Choices("level"),
        Choices("province", Text("省份", "Province"), provinces, criterion=in_province),
        Choices("force", Text("是否现行", "In force"), FORCE, criterion=in_force),
        Between("valid_from"),
        Between("valid_to"),
    )
    search = found
    search_hint = Text("名称、代码", "Name or code")
    views = (
        StandingView("provinces", Text("省级", "Provinces"), {"level": "province"}),
        StandingView("abolished", Text("已撤销", "Abolished"), {"force": "no"}, "warn"),
    )
    order = "code"
    writing = Writing(form=RegionForm, find=find, load=load, add=add, edit=edit, identity=("code",))
