"""How a person is written down: masked when read, found by the document, corrected on record."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from addons.parties import service
from addons.parties.areas import area_of
from addons.parties.corrections import correct
from addons.parties.country import is_known
from addons.parties.models import Person
from addons.parties.names import person_name
from addons.parties.numbers import credit_code, mobile, narrowed
from addons.parties.pages.records.offered import NO_KEYS, beside, document_given, enterprise_id
from addons.parties.queries import works_for
from addons.parties.words import DOCUMENT_TYPES, DocumentType, Source
from kernel.clock import local_day
from kernel.errors import Invalid
from kernel.surroundings import surroundings_of
from kernel.text import Text
from kernel.web.registers import RegisterForm, Writer
from kernel.web.registers.fields import Choice, Day, Line
from kernel.web.registers.writing import Values

TYPES = {str(kind): words for kind, words in DOCUMENT_TYPES.items()}


class PersonForm(RegisterForm):
    """What is on record of somebody, and the employment with which they are brought."""

    name = Line(Text("姓名", "Name"), most=60, parse=person_name)
    document_type = Choice(Text("证件类型", "Document"), offers=TYPES, default=DocumentType.RESIDENT_ID)
    document = Line(Text("证件号码", "Number of the document"), most=40, personal=True)
    mobile = Line(Text("手机号", "Mobile number"), most=30, parse=mobile, personal=True, required=False)
    employer = Line(
        Text("聘用企业信用代码", "Credit code of the employer"),
        most=30,
        parse=credit_code,
        required=False,
        hint=Text(
            "同时登记聘用；本机构只能登记所管企业的人员。", "An office registers the staff of its own firms."
        ),
    )
    since = Day(Text("受聘日期", "Employed since"), required=False)


def find(session: Session, values: Values) -> int | None:
    """The person with this document."""
    try:
        around = surroundings_of(session)
        kind = values.get("document_type") or DocumentType.RESIDENT_ID
        given = document_given(kind, values["document"], on=around.clock.today())
    except Invalid:
        # told beside its field when the row is written
        return None
    person = service.find_by_document(session, given, keys=around.keys or NO_KEYS)
    return person.id if person is not None else None


def load(session: Session, pk: int) -> Values:
    """The person as the form has them, masked."""
    person = session.get_one(Person, pk)
    return {
        "name": person.name,
        "document_type": person.document_type,
        "document": person.document_mask,
        "mobile": person.mobile_mask,
        "employer": None,
        "since": None,
    }


def add(writer: Writer, values: Values) -> int:
    """Somebody new, or known with this name; employed where an employer is told."""
    kind = DocumentType(values["document_type"])
    with beside("document"):
        person = service.register_person(
            writer.session,
            kind,
            values["document"],
            name=values["name"],
            phone=values["mobile"],
            keys=writer.keys or NO_KEYS,
            now=writer.now,
        )
    _employ(writer, person.id, values)
    return person.id


def edit(writer: Writer, pk: int, values: Values) -> None:
    """The person as told; the numbers stay unless others are typed."""
    session, day = writer.session, local_day(writer.now)
    number = values.get("document")
    kind = values["document_type"]
    if number is None and kind != session.get_one(Person, pk).document_type:
        with beside("document"):
            raise kind_without_number()
    correct(
        session,
        pk,
        name=values["name"],
        phone=values.get("mobile"),
        document=document_given(kind, number, on=day) if number else None,
        keys=writer.keys or NO_KEYS,
        actor=writer.actor.username,
        now=writer.now,
    )
    _employ(writer, pk, values)


def odd(values: Values) -> Mapping[str, Text]:
    """A place that no register of ours knows hinders nobody: numbers outlive the codes of regions."""
    if not values.get("document") or not values.get("document_type"):
        return {}
    area = area_of(DocumentType(values["document_type"]), narrowed(values["document"]))
    if area is None or is_known(area):
        return {}
    words = Text(
        f"前六位 {area} 不在区划库中，请核对证件。",
        f"The first six digits, {area}, are no place on record; compare with the card.",
    )
    return {"document": words}


def kind_without_number() -> Invalid:
    """Another kind of document has another number."""
    return Invalid(
        Text("改证件类型须填写新证件的号码。", "Another kind of document needs its own number."),
        remedy=Text("请填写号码，或保留原来的证件类型。", "Give the number, or leave the kind as it was."),
    )


def _employ(writer: Writer, person: int, values: Values) -> None:
    if not values["employer"]:
        return
    enterprise = enterprise_id(writer.session, values["employer"], field="employer")
    day = local_day(writer.now)
    if not works_for(writer.session, person, enterprise, on=day):
        since = values["since"] or day
        service.employ(
            writer.session, person, enterprise, since=since, source=Source.REGISTER, now=writer.now
        )
