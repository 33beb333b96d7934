"""The register of people: masked; found by any number of theirs, shown in full with a reason only."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from addons.parties.finding import people_found
from addons.parties.models import Employment, Enterprise, Office, Person
from addons.parties.pages.records.employments import jobs_of
from addons.parties.pages.records.offered import office_id, offices_within
from addons.parties.pages.records.person_form import TYPES, PersonForm, add, edit, find, load, odd
from addons.parties.reach import works_somewhere, works_under
from kernel.text import Text
from kernel.web import Area, Group, MenuItem
from kernel.web.registers import (
    Between,
    Choices,
    Column,
    Reader,
    RegisterInterface,
    RegisterView,
    RowAct,
    StandingView,
    Writing,
)

RESOURCE = "parties_person"
YES = {"yes": Text("已实名", "verified"), "no": Text("未实名", "not verified")}
EMPLOYED = {"yes": Text("在聘", "employed"), "no": Text("无聘用企业", "not employed")}

EMPLOYER = (
    select(Enterprise.name)
    .join(Employment, Employment.enterprise_id == Enterprise.id)
    .where(Employment.person_id == Person.id, Employment.ended_on.is_(None))
    .order_by(Employment.started_on.desc(), Employment.id.desc())
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)


def offices_to_read(reader: Reader) -> Mapping[str, Text]:
    """The offices whose enterprises, and so their staff, the reader may list."""
    return offices_within(reader, "can_list", "parties_enterprise")


def found(text: str, reader: Reader) -> ColumnElement[bool]:
    """The people of this name, these initials or this number."""
    return people_found(text, keys=reader.keys)


def of_office(value: str, reader: Reader) -> ColumnElement[bool]:
    """The people who work for enterprises that this office looks after."""
    office = office_id(reader.session, value, field="office")
    return works_under(Person.id, select(Office.id).where(Office.id == office))


def is_verified(value: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 see `found`
    """The people whose identity is verified, or is not."""
    return Person.verified_at.is_not(None) if value == "yes" else Person.verified_at.is_(None)


def is_employed(value: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 see `found`
    """The people who work somewhere now, or nowhere."""
    works = works_somewhere(Person.id)
    return works if value == "yes" else ~works


class Persons(RegisterView):
    """The people on record."""

    datamodel = RegisterInterface(Person)
    route_base = "/admin/persons"
    title = Text("人员", "People")
    unit = Text("人", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="users", order=10)
    columns = (
        Column("name", Text("姓名", "Name"), Person.name),
        Column("document_type", Text("证件类型", "Document"), Person.document_type, words=TYPES),
        Column("document", Text("证件号码", "Number"), Person.document_mask, sortable=False),
        Column("mobile", Text("手机号", "Mobile"), Person.mobile_mask, sortable=False),
        Column("employer", Text("聘用企业", "Employer"), EMPLOYER, sortable=False),
        Column("verified_at", Text("实名时间", "Verified"), Person.verified_at),
        Column("created_at", Text("登记时间", "Registered"), Person.created_at, listed=False),
    )
    filters = (
        Choices("document_type"),
        Choices("office", Text("管理机构", "Office"), offices_to_read, criterion=of_office),
        Choices("employed", Text("聘用", "Employment"), EMPLOYED, criterion=is_employed),
        Choices("verified", Text("实名", "Identity"), YES, criterion=is_verified),
        Between("created_at"),
    )
    search = found
    search_hint = Text(
        "姓名、拼音首字母、证件号、手机号、后四位", "Name, initials, any number or its last four"
    )
    views = (
        StandingView("unverified", Text("未实名", "Not verified"), {"verified": "no"}, "warn"),
        StandingView("unemployed", Text("无聘用企业", "Not employed"), {"employed": "no"}),
    )
    order = "name"
    show_template = "parties/person.html"
    row_acts = (
        RowAct(
            "parties_records.reveal",
            Text("查看完整号码", "Show the full number"),
            ("can_reveal", RESOURCE),
            icon="key-round",
        ),
    )
    writing = Writing(
        form=PersonForm,
        find=find,
        load=load,
        add=add,
        edit=edit,
        identity=("document",),
        warnings=odd,
    )

    def more(self, reader: Reader, row: Any) -> dict[str, Any]:
        """Where the person works and has worked, as far as the reader may see employments."""
        return {"jobs": jobs_of(reader, row.pk)}
