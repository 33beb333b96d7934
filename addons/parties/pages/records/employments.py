"""The register of employments: who works where, from which day to which, and where that is known from."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session

from addons.parties import service
from addons.parties.finding import employments_found
from addons.parties.models import Employment, Enterprise, Person
from addons.parties.numbers import credit_code
from addons.parties.pages.records.offered import NO_KEYS, document_given, enterprise_id, person_of
from addons.parties.queries import enterprise_by_code
from addons.parties.refusals import days_reversed, not_yet
from addons.parties.words import DOCUMENT_TYPES, SOURCES, DocumentType, Source
from kernel.access import scoped
from kernel.clock import local_day
from kernel.errors import Invalid
from kernel.surroundings import surroundings_of
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

RESOURCE = "parties_employment"
TYPES = {str(kind): words for kind, words in DOCUMENT_TYPES.items()}
FROM = {str(source): words for source, words in SOURCES.items()}
STATE = {"current": Text("在聘", "current"), "ended": Text("已解聘", "ended")}


class EmploymentForm(RegisterForm):
    """Who works where, and since when."""

    document_type = Choice(
        Text("证件类型", "Document"), offers=TYPES, default=DocumentType.RESIDENT_ID, fixed=True
    )
    document = Line(Text("证件号码", "Number of the document"), most=40, fixed=True, personal=True)
    employer = Line(
        Text("企业信用代码", "Credit code of the employer"), most=30, parse=credit_code, fixed=True
    )
    started_on = Day(Text("受聘日期", "Employed since"), fixed=True)
    source = Choice(Text("来源", "Known from"), offers=FROM, required=False, fixed=True)
    ended_on = Day(
        Text("解聘日期", "Last day"),
        required=False,
        hint=Text("在聘的空着。", "Empty while it lasts."),
    )


def find(session: Session, values: Values) -> int | None:
    """The employment that lasts, of this person at this enterprise."""
    around = surroundings_of(session)
    enterprise = enterprise_by_code(session, values["employer"])
    try:
        kind = values.get("document_type") or DocumentType.RESIDENT_ID
        given = document_given(kind, values["document"], on=around.clock.today())
        person = person_of(session, given, keys=around.keys, field="document")
    except Invalid:
        # told beside its field when the row is written
        return None
    return session.scalar(
        select(Employment.id).where(
            Employment.person_id == person.id,
            Employment.enterprise_id == (enterprise.id if enterprise is not None else 0),
            Employment.ended_on.is_(None),
        )
    )


def load(session: Session, pk: int) -> Values:
    """The employment as the form has it, masked."""
    job = session.get_one(Employment, pk)
    person = session.get_one(Person, job.person_id)
    return {
        "document_type": person.document_type,
        "document": person.document_mask,
        "employer": session.get_one(Enterprise, job.enterprise_id).credit_code,
        "started_on": job.started_on,
        "source": job.source,
        "ended_on": job.ended_on,
    }


def add(writer: Writer, values: Values) -> int:
    """The person works there, and may have left since."""
    session, day = writer.session, local_day(writer.now)
    given = document_given(values["document_type"], values["document"], on=day)
    person = person_of(session, given, keys=writer.keys or NO_KEYS, field="document")
    enterprise = enterprise_id(session, values["employer"], field="employer")
    if values["started_on"] > day:
        raise not_yet("started_on")
    job = service.employ(
        session,
        person.id,
        enterprise,
        since=values["started_on"],
        source=Source(values["source"] or Source.REGISTER),
        now=writer.now,
    )
    _end(writer, job, values)
    return job.id


def edit(writer: Writer, pk: int, values: Values) -> None:
    """The employment has ended on the day told; one that has ended stays so."""
    job = writer.session.get_one(Employment, pk)
    if job.ended_on is not None:
        raise Invalid(
            Text("这段聘用已经结束，不能再改。", "This employment has ended and stays so."),
            remedy=Text("再次受聘请登记新的一条。", "Add another one when the person comes back."),
            place="ended_on",
        )
    _end(writer, job, values)


def _end(writer: Writer, job: Employment, values: Values) -> None:
    until = values["ended_on"]
    if until is None:
        return
    if until < job.started_on:
        raise days_reversed("ended_on")
    if until > local_day(writer.now):
        raise not_yet("ended_on")
    service.dismiss(writer.session, job.person_id, job.enterprise_id, until=until, source=Source.REGISTER)


def jobs_of(reader: Reader, person: int) -> Sequence[Row[Any]]:
    """Where somebody works and has worked, as far as the reader may list employments, the latest first."""
    jobs = (
        select(Employment, Enterprise)
        .join(Enterprise, Enterprise.id == Employment.enterprise_id)
        .where(Employment.person_id == person)
        .order_by(Employment.started_on.desc(), Employment.id.desc())
    )
    mine: Select[Any] = scoped(
        cast("Select[Any]", jobs),
        Employment,
        reader.actor,
        permission="can_list",
        registry=reader.registry,
        rules=reader.rules,
    )
    return reader.session.execute(mine).all()


def found(text: str, reader: Reader) -> ColumnElement[bool]:
    """The employments of people, or at enterprises, that go by the text."""
    return employments_found(text, keys=reader.keys)


def of_state(value: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 see `found`
    """The employments that last, or that have ended."""
    return Employment.ended_on.is_(None) if value == "current" else Employment.ended_on.is_not(None)


class Employments(RegisterView):
    """Who works where."""

    datamodel = RegisterInterface(Employment)
    route_base = "/admin/employments"
    title = Text("聘用关系", "Employments")
    unit = Text("条", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="briefcase", order=30)
    columns = (
        Column("person", Text("姓名", "Name"), Person.name),
        Column("document", Text("证件号码", "Number"), Person.document_mask, sortable=False),
        Column("enterprise", Text("企业", "Enterprise"), Enterprise.name),
        Column("started_on", Text("受聘日期", "Since"), Employment.started_on),
        Column("ended_on", Text("解聘日期", "Last day"), Employment.ended_on),
        Column("source", Text("来源", "Known from"), Employment.source, words=FROM),
        Column(
            "ended_source",
            Text("解聘来源", "End known from"),
            Employment.ended_source,
            words=FROM,
            listed=False,
        ),
        Column("created_at", Text("登记时间", "Registered"), Employment.created_at, listed=False),
    )
    joins = (
        Join(Person, Person.id == Employment.person_id, always=True),
        Join(Enterprise, Enterprise.id == Employment.enterprise_id, always=True),
    )
    filters = (
        Choices("state", Text("状态", "State"), STATE, criterion=of_state),
        Choices("source"),
        Between("started_on"),
        Between("ended_on"),
    )
    search = found
    search_hint = Text("姓名、企业、任一号码", "Name, enterprise or any number")
    views = (
        StandingView("current", Text("在聘", "Current"), {"state": "current"}, "ok"),
        StandingView("left", Text("90 天内解聘", "Left within 90 days"), {"ended_on.from": "today-90"}),
    )
    order = "-started_on"
    writing = Writing(
        form=EmploymentForm,
        find=find,
        load=load,
        add=add,
        edit=edit,
        identity=("document", "employer"),
    )
