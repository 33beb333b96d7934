"""A register of a test that is written: tools, each somebody's; a form that uses every kind of field."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from kernel.access.tables import USER
from kernel.db import Base
from kernel.errors import Conflict, Invalid
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages
from kernel.web.registers import (
    Choice,
    Column,
    Day,
    Line,
    Lines,
    RegisterForm,
    RegisterInterface,
    Registers,
    RegisterView,
    Tick,
    Whole,
    Writer,
    Writing,
)

KINDS = {"hand": Text("手工", "Hand"), "power": Text("电动", "Power")}
CURSED = "不祥"


class Tool(Base):
    """Something that somebody lends out."""

    __tablename__ = "toolshed_tool"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    seats: Mapped[int | None]
    bought: Mapped[date | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    works: Mapped[bool] = mapped_column(default=False)
    remarks: Mapped[str | None] = mapped_column(String(200))
    owner_id: Mapped[int]


def code_of(words: str) -> str:
    """A code is a letter and digits."""
    if not (words[:1].isalpha() and words[1:].isdigit()):
        raise Invalid(
            Text("编码应为字母加数字。", "A code is a letter and digits."),
            remedy=Text("例如 T001。", "Such as T001."),
        )
    return words.upper()


def owners(writer: Writer) -> Mapping[str, str]:
    """The accounts, by their names for signing in."""
    names = writer.session.execute(select(USER.c.id, USER.c.username).order_by(USER.c.id))
    return {str(row.id): row.username for row in names}


class ToolForm(RegisterForm):
    """What is written of a tool."""

    code = Line(Text("编码", "Code"), most=8, parse=code_of, fixed=True)
    name = Line(Text("名称", "Name"), most=40)
    kind = Choice(Text("类别", "Kind"), offers=KINDS, default="hand")
    seats = Whole(Text("座数", "Seats"), most=99, required=False)
    bought = Day(Text("购置日期", "Bought"), required=False, hint=Text("发票上的日期", "As on the bill"))
    phone = Line(Text("联系电话", "Phone"), most=20, personal=True, required=False)
    works = Tick(Text("可用", "Works"))
    remarks = Lines(Text("备注", "Remarks"), most=200, required=False)
    owner = Choice(Text("所有人", "Owner"), offers=owners, required=False)


def known(session: Session, values: Mapping[str, Any]) -> int | None:
    """The tool with that code."""
    return session.scalar(select(Tool.id).where(Tool.code == values["code"]))


def as_form(session: Session, pk: int) -> dict[str, Any]:
    """The tool as its form has it."""
    row = session.get_one(Tool, pk)
    names = ("code", "name", "kind", "seats", "bought", "works", "remarks")
    mask = f"***{row.phone[-4:]}" if row.phone else None
    return {name: getattr(row, name) for name in names} | {"phone": mask, "owner": str(row.owner_id)}


def add_tool(writer: Writer, values: Mapping[str, Any]) -> int:
    """A new tool, its writer's own unless somebody else is named."""
    if values["name"] == CURSED:
        raise Conflict(
            Text("这个名称不能用。", "This name cannot be used."),
            remedy=Text("请换一个。", "Choose another."),
            place="name",
        )
    told = {**values, "owner_id": int(values["owner"] or writer.actor.user_id or 0)}
    told.pop("owner")
    row = Tool(**told)
    writer.session.add(row)
    writer.session.flush()
    return row.id


def edit_tool(writer: Writer, pk: int, values: Mapping[str, Any]) -> None:
    """The tool is as told."""
    row = writer.session.get_one(Tool, pk)
    for name, value in values.items():
        if name == "owner":
            row.owner_id = int(value or row.owner_id)
        else:
            setattr(row, name, value)


def odd(values: Mapping[str, Any]) -> dict[str, Text]:
    """A tool of the future looks odd."""
    day = values.get("bought")
    late = day is not None and day > date(2026, 12, 31)
    return {"bought": Text("日期在明年以后。", "The day is after this year.")} if late else {}


class Tools(RegisterView):
    """The tools."""

    datamodel = RegisterInterface(Tool)
    route_base = "/admin/tools"
    title = Text("工具", "Tools")
    unit = Text("件", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="package")
    columns = (
        Column("code", Text("编码", "Code"), Tool.code),
        Column("name", Text("名称", "Name"), Tool.name),
        Column("kind", Text("类别", "Kind"), Tool.kind, words=KINDS),
    )
    order = "code"
    writing = Writing(
        ToolForm,
        find=known,
        load=as_form,
        add=add_tool,
        edit=edit_tool,
        identity=("code",),
        warnings=odd,
    )


@pages("tools_of_tests")
def tools_pages() -> Pages:
    """The register of the tests."""
    return Registers("tools_of_tests", __name__, views=(Tools,))
