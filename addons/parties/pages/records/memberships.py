"""The register of memberships: which account stands for which person, enterprise or office; a security act."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from addons.parties.finding import enterprises_found, offices_found, people_found
from addons.parties.granting import Party, change_duty, grant
from addons.parties.models import Enterprise, Membership, Office, Person
from addons.parties.numbers import credit_code
from addons.parties.pages.records.offered import (
    NO_KEYS,
    document_given,
    enterprise_id,
    office_id,
    open_offices,
    person_of,
)
from addons.parties.queries import enterprise_by_code, office_by_code
from addons.parties.words import DOCUMENT_TYPES, DUTIES, DocumentType, Duty
from kernel.access.tables import USER
from kernel.clock import local_day
from kernel.text import Text
from kernel.web import Area, Group, MenuItem
from kernel.web.registers import (
    Choices,
    Column,
    Join,
    Reader,
    RegisterForm,
    RegisterInterface,
    RegisterView,
    RowAct,
    StandingView,
    Writer,
    Writing,
)
from kernel.web.registers.fields import Choice, Line
from kernel.web.registers.writing import Values

RESOURCE = "parties_membership"
TYPES = {str(kind): words for kind, words in DOCUMENT_TYPES.items()}
HELD = {str(duty): words for duty, words in DUTIES.items()}
PARTIES = {
    "office": Text("机构", "office"),
    "enterprise": Text("企业", "enterprise"),
    "person": Text("人员", "person"),
}
KIND = case(
    (Membership.office_id.is_not(None), "office"),
    (Membership.enterprise_id.is_not(None), "enterprise"),
    else_="person",
)
NAME = func.coalesce(Office.name, Enterprise.name, Person.name)
HOLDER = USER.c.last_name + USER.c.first_name


def offices_to_give(writer: Writer) -> Any:
    """The offices at which an account may work."""
    return open_offices(writer)


class MembershipForm(RegisterForm):
    """An account, and the one party that it stands for."""

    username = Line(Text("用户名", "Account"), most=64, fixed=True)
    office = Choice(
        Text("机构", "Office"),
        offers=offices_to_give,
        required=False,
        fixed=True,
        hint=Text("机构、企业、人员三项只填一项。", "Exactly one of office, enterprise and person."),
    )
    enterprise = Line(
        Text("企业信用代码", "Credit code of the enterprise"),
        most=30,
        parse=credit_code,
        required=False,
        fixed=True,
    )
    document_type = Choice(
        Text("人员的证件类型", "Document of the person"), offers=TYPES, required=False, fixed=True
    )
    document = Line(
        Text("人员的证件号码", "Number of the document"), most=40, required=False, fixed=True, personal=True
    )
    duty = Choice(Text("身份", "Duty"), offers=HELD, required=False)


def find(session: Session, values: Values) -> int | None:
    """The binding of this account to this office or enterprise; a person's is told when it is written.

    A row that names several parties means none that is there: it is refused as a new one would be.
    """
    if sum(bool(values.get(name)) for name in ("office", "enterprise", "document")) > 1:
        return None
    user = session.scalar(select(USER.c.id).where(func.lower(USER.c.username) == values["username"].lower()))
    held = select(Membership.id).where(Membership.user_id == (user or 0))
    if code := values.get("office"):
        office = office_by_code(session, code)
        return session.scalar(held.where(Membership.office_id == (office.id if office else 0)))
    if code := values.get("enterprise"):
        firm = enterprise_by_code(session, code)
        return session.scalar(held.where(Membership.enterprise_id == (firm.id if firm else 0)))
    return None


def load(session: Session, pk: int) -> Values:
    """The binding as the form has it, masked."""
    row = session.get_one(Membership, pk)
    person = session.get(Person, row.person_id) if row.person_id is not None else None
    firm = session.get(Enterprise, row.enterprise_id) if row.enterprise_id is not None else None
    office = session.get(Office, row.office_id) if row.office_id is not None else None
    return {
        "username": session.scalar(select(USER.c.username).where(USER.c.id == row.user_id)),
        "office": office.code if office is not None else None,
        "enterprise": firm.credit_code if firm is not None else None,
        "document_type": person.document_type if person is not None else None,
        "document": person.document_mask if person is not None else None,
        "duty": row.duty,
    }


def add(writer: Writer, values: Values) -> int:
    """The account stands for the party."""
    session = writer.session
    firm, person = values["enterprise"], None
    if values["document"]:
        kind = values["document_type"] or DocumentType.RESIDENT_ID
        given = document_given(kind, values["document"], on=local_day(writer.now))
        person = person_of(session, given, keys=writer.keys or NO_KEYS, field="document")
    party = Party(
        person_id=person.id if person is not None else None,
        enterprise_id=enterprise_id(session, firm, field="enterprise") if firm else None,
        office_id=office_id(session, values["office"], field="office"),
    )
    duty = Duty(values["duty"]) if values["duty"] else None
    return grant(session, values["username"], party, duty=duty, actor=writer.actor, now=writer.now).id


def edit(writer: Writer, pk: int, values: Values) -> None:
    """The account has another duty there."""
    if values["duty"]:
        change_duty(writer.session, pk, Duty(values["duty"]), actor=writer.actor, now=writer.now)


def found(text: str, reader: Reader) -> ColumnElement[bool]:
    """The bindings of this account, or to a party that goes by the text."""
    return or_(
        USER.c.username.icontains(text, autoescape=True),
        HOLDER.contains(text, autoescape=True),
        Membership.person_id.in_(select(Person.id).where(people_found(text, keys=reader.keys))),
        Membership.enterprise_id.in_(select(Enterprise.id).where(enterprises_found(text))),
        Membership.office_id.in_(select(Office.id).where(offices_found(text))),
    )


class Memberships(RegisterView):
    """Which account stands for whom."""

    datamodel = RegisterInterface(Membership)
    route_base = "/admin/memberships"
    title = Text("绑定", "Memberships")
    unit = Text("条", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="key-round", order=70)
    columns = (
        Column("username", Text("用户名", "Account"), USER.c.username),
        Column("holder", Text("姓名", "Name"), HOLDER),
        Column("kind", Text("类别", "Kind"), KIND, words=PARTIES),
        Column("party", Text("代表", "Stands for"), NAME, english=func.coalesce(Office.name_en, "")),
        Column("duty", Text("身份", "Duty"), Membership.duty, words=HELD),
        Column("created_at", Text("绑定时间", "Since"), Membership.created_at),
    )
    joins = (
        Join(USER, USER.c.id == Membership.user_id, always=True),
        Join(Person, Person.id == Membership.person_id),
        Join(Enterprise, Enterprise.id == Membership.enterprise_id),
        Join(Office, Office.id == Membership.office_id),
    )
    filters = (Choices("kind"), Choices("duty"))
    search = found
    search_hint = Text("用户名、姓名、企业、机构", "Account, name, enterprise or office")
    views = (
        StandingView("offices", Text("机构人员", "Of offices"), {"kind": "office"}),
        StandingView("enterprises", Text("企业账户", "Of enterprises"), {"kind": "enterprise"}),
    )
    order = "-created_at"
    heading = "username"
    row_acts = (
        RowAct(
            "parties_records.end_form",
            Text("解除绑定", "End it"),
            ("can_edit", RESOURCE),
            icon="x",
            bad=True,
        ),
    )
    writing = Writing(
        form=MembershipForm,
        find=find,
        load=load,
        add=add,
        edit=edit,
        identity=("username", "office", "enterprise", "document"),
    )
