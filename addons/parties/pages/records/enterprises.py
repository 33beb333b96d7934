"""The register of enterprises: who they are, which office looks after them, and what became of them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from addons.parties.enterprises import (
    Standing,
    add_enterprise,
    change_enterprise,
    change_status,
    history_of,
)
from addons.parties.finding import enterprises_found
from addons.parties.models import Employment, Enterprise, EnterpriseChange, Office
from addons.parties.numbers import credit_code
from addons.parties.pages.records.offered import office_id, offices_within
from addons.parties.queries import enterprise_by_code
from addons.parties.words import ENTERPRISE_STATUSES, SOURCES, EnterpriseStatus, Source
from kernel.access import names_of
from kernel.clock import local_day
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

RESOURCE = "parties_enterprise"
STATUSES = {str(status): words for status, words in ENTERPRISE_STATUSES.items()}
KINDS = {"active": "ok", "suspended": "warn", "revoked": "bad", "deregistered": "mute"}
FROM = {str(source): words for source, words in SOURCES.items()}

SINCE = (
    select(func.max(EnterpriseChange.since))
    .where(EnterpriseChange.enterprise_id == Enterprise.id, EnterpriseChange.status == Enterprise.status)
    .correlate(Enterprise)
    .scalar_subquery()
)
STAFF = (
    select(func.count())
    .select_from(Employment)
    .where(Employment.enterprise_id == Enterprise.id, Employment.ended_on.is_(None))
    .correlate(Enterprise)
    .scalar_subquery()
)


def offices_to_write(writer: Writer) -> Mapping[str, Text]:
    """The offices to whose enterprises the writer may add."""
    return offices_within(writer, "can_edit", RESOURCE)


def offices_to_read(reader: Reader) -> Mapping[str, Text]:
    """The offices whose enterprises the reader may list."""
    return offices_within(reader, "can_list", RESOURCE)


class EnterpriseForm(RegisterForm):
    """What is on record of an enterprise."""

    credit_code = Line(
        Text("统一社会信用代码", "Unified social credit code"), most=30, parse=credit_code, fixed=True
    )
    name = Line(Text("名称", "Name"))
    office = Choice(Text("管理机构", "Office in charge"), offers=offices_to_write)
    status = Choice(Text("状态", "Status"), offers=STATUSES, default=EnterpriseStatus.ACTIVE)
    since = Day(
        Text("状态起始日期", "In this status since"),
        required=False,
        hint=Text("空着为今天；改状态时请填。", "Today when empty; fill it in when the status changes."),
    )
    source = Choice(Text("状态来源", "Known from"), offers=FROM, required=False)


def find(session: Session, values: Values) -> int | None:
    """The enterprise of this code."""
    known = enterprise_by_code(session, values["credit_code"])
    return known.id if known is not None else None


def load(session: Session, pk: int) -> Values:
    """The enterprise as the form has it."""
    enterprise = session.get_one(Enterprise, pk)
    latest = next((one for one in history_of(session, pk) if one.status == enterprise.status), None)
    return {
        "credit_code": enterprise.credit_code,
        "name": enterprise.name,
        "office": session.get_one(Office, enterprise.office_id).code,
        "status": enterprise.status,
        "since": latest.since if latest is not None else None,
        "source": latest.source if latest is not None else None,
    }


def add(writer: Writer, values: Values) -> int:
    """A new enterprise with its first status."""
    return add_enterprise(
        writer.session,
        values["credit_code"],
        name=values["name"],
        office_id=office_id(writer.session, values["office"], field="office") or 0,
        standing=_standing(writer, values, EnterpriseStatus(values["status"])),
        actor=writer.actor.username,
        now=writer.now,
    ).id


def edit(writer: Writer, pk: int, values: Values) -> None:
    """The enterprise as told; another status is one more entry of its history."""
    session, actor = writer.session, writer.actor.username
    office = office_id(session, values["office"], field="office") or 0
    enterprise = change_enterprise(
        session, pk, name=values["name"], office_id=office, actor=actor, now=writer.now
    )
    status = EnterpriseStatus(values["status"])
    if status != enterprise.status:
        stood = load(session, pk)["since"]
        told = values if values["since"] != stood else {**values, "since": None}
        change_status(session, pk, _standing(writer, told, status), actor=actor, now=writer.now)


def _standing(writer: Writer, values: Values, status: EnterpriseStatus) -> Standing:
    since = values["since"] or local_day(writer.now)
    return Standing(status, since, Source(values["source"] or Source.REGISTER))


def found(text: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 a search is asked with both
    """The enterprises of this name, these initials or this code."""
    return enterprises_found(text)


def of_office(value: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 see `found`
    """The enterprises that this office looks after."""
    return Office.code == value


class Enterprises(RegisterView):
    """The enterprises on record."""

    datamodel = RegisterInterface(Enterprise)
    route_base = "/admin/enterprises"
    title = Text("企业", "Enterprises")
    unit = Text("家", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="building", order=20)
    columns = (
        Column("name", Text("名称", "Name"), Enterprise.name),
        Column("credit_code", Text("统一社会信用代码", "Credit code"), Enterprise.credit_code),
        Column("status", Text("状态", "Status"), Enterprise.status, words=STATUSES, kinds=KINDS),
        Column("office", Text("管理机构", "Office"), Office.name, english=Office.name_en),
        Column("staff", Text("在聘人数", "Staff"), STAFF, sortable=False),
        Column("since", Text("状态起始", "Status since"), SINCE, listed=False, sortable=False),
    )
    joins = (Join(Office, Office.id == Enterprise.office_id, always=True),)
    filters = (
        Choices("status"),
        Choices("office", words=offices_to_read, criterion=of_office),
        Between("since"),
    )
    search = found
    search_hint = Text("名称、拼音首字母、信用代码", "Name, initials or code")
    views = (
        StandingView("active", Text("正常", "Active"), {"status": "active"}, "ok"),
        StandingView("gone", Text("注销、吊销", "Gone"), {"status": ("revoked", "deregistered")}),
    )
    order = "name"
    show_template = "parties/enterprise.html"
    writing = Writing(
        form=EnterpriseForm, find=find, load=load, add=add, edit=edit, identity=("credit_code",)
    )

    def more(self, reader: Reader, row: Any) -> dict[str, Any]:
        """What became of the enterprise, and who wrote it down."""
        changes = history_of(reader.session, row.pk)
        return {
            "changes": changes,
            "statuses": STATUSES,
            "sources": FROM,
            "names": names_of(reader.session, {change.actor for change in changes}),
        }
