"""addons.parties.service: registering, employing, binding, revealing, on both databases."""

from datetime import date

import pytest
from sqlalchemy import func, select

from addons.parties import service
from addons.parties.models import Employment, Enterprise, Membership, NamePart, Person
from addons.parties.numbers import NumberError, document
from addons.parties.queries import named, party_of, staff_of, works_for
from addons.parties.words import DocumentType, Duty, EnterpriseStatus
from kernel.errors import Conflict, Invalid, NotFound
from kernel.models import AuditEntry
from tests.addons.parties.oracles import make_identity
from tests.addons.parties.test_protection import make_ring
from tests.addons.parties.town import Town

NUMBER = make_identity(date(1985, 3, 12))
MOBILE = "19900000001"


def columns(session, person):
    """What the database holds of somebody, as one text."""
    table = Person.__table__
    return str(session.execute(select(table).where(table.c.id == person.id)).one())


def test_the_table_holds_no_number_in_plain(town: Town):
    person = town.register(NUMBER, phone=MOBILE)
    kept = columns(town.session, person)
    assert NUMBER not in kept
    assert MOBILE not in kept
    assert (person.document_mask, person.mobile_mask) == ("220***********0002", "199****0001")


def test_a_document_is_registered_once_however_it_is_typed(town: Town):
    first = town.register(NUMBER)
    assert town.register(f" {NUMBER[:6]} {NUMBER[6:]} ", name="张 小山").id == first.id
    assert town.session.scalar(select(func.count()).select_from(Person)) == 1


def test_another_name_for_the_same_document_is_refused_and_tells_nothing(town: Town):
    town.register(NUMBER)
    with pytest.raises(Conflict, match="不一致") as refusal:
        town.register(NUMBER, name="王建国")
    assert "张小山" not in str(refusal.value)


def test_a_person_becomes_verified_and_stays_so(town: Town):
    assert town.register(NUMBER).verified_at is None
    assert town.register(NUMBER, verified=True).verified_at == town.now
    assert town.register(NUMBER).verified_at == town.now


def test_a_wrong_number_leaves_nothing(town: Town):
    with pytest.raises(NumberError):
        town.register(NUMBER[:-1] + "7")
    assert town.session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_person_is_found_by_document_while_keys_rotate(town: Town):
    person = town.register(NUMBER, keys=make_ring("key-0"))
    written = document(DocumentType.RESIDENT_ID, NUMBER, on=date(2026, 3, 10))
    find = service.find_by_document
    assert find(town.session, written, keys=make_ring("key-9")) is None
    assert find(town.session, written, keys=make_ring("key-9", "key-0")) is person


def test_kinds_of_documents_are_filed_apart(town: Town):
    people = [
        service.register_person(town.session, kind, "12345678", name="陈默", keys=town.keys, now=town.now)
        for kind in (DocumentType.TAIWAN_PERMIT, DocumentType.PASSPORT)
    ]
    assert people[0].id != people[1].id


def test_people_are_found_by_two_letters_of_their_name(town: Town):
    shan, shanhu, na = (town.person(name) for name in ("张小山", "大小山湖", "李安娜"))
    assert {one.id for one in named(town.session, "小山")} == {shan.id, shanhu.id}
    assert [one.id for one in named(town.session, "安娜")] == [na.id]
    assert named(town.session, "山") == ()
    assert {one.id for one in named(town.session, "XSH")} == {shanhu.id}
    assert {"张小", "zx"} <= set(town.session.scalars(select(NamePart.part)))


def test_one_works_somewhere_from_the_first_day_to_the_last(town: Town):
    person, firm = town.person(), town.enterprise()
    town.employ(person, firm, date(2024, 1, 1))
    service.dismiss(town.session, person.id, firm.id, until=date(2025, 6, 30))
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    held = [works_for(town.session, person.id, firm.id, on=day) for day in days]
    assert held == [False, True, True, False]
    assert [len(staff_of(town.session, firm.id, on=day)) for day in days] == [0, 1, 1, 0]


def test_one_comes_back_after_leaving_and_not_before(town: Town):
    person, firm = town.person(), town.enterprise()
    town.employ(person, firm)
    with pytest.raises(Conflict, match="已受聘"):
        town.employ(person, firm)
    service.dismiss(town.session, person.id, firm.id, until=date(2025, 1, 1))
    town.employ(person, firm, date(2026, 1, 1))
    assert town.session.scalar(select(func.count()).select_from(Employment)) == 2


def test_nobody_leaves_twice_or_before_coming(town: Town):
    person, firm = town.person(), town.enterprise()
    with pytest.raises(Conflict):
        service.dismiss(town.session, person.id, firm.id, until=date(2025, 1, 1))
    town.employ(person, firm, date(2025, 1, 1))
    with pytest.raises(Conflict):
        service.dismiss(town.session, person.id, firm.id, until=date(2024, 12, 31))


@pytest.mark.parametrize("status", [EnterpriseStatus.DEREGISTERED, EnterpriseStatus.REVOKED])
def test_an_enterprise_that_is_no_more_employs_nobody(town: Town, status):
    with pytest.raises(Conflict, match="不能再聘用"):
        town.employ(town.person(), town.enterprise(status=status))


def test_a_user_stands_for_what_they_are_bound_to(town: Town):
    person, firm, office = town.person(), town.enterprise(), town.office()
    user = town.user("zhang")
    service.bind_person(town.session, user, person.id, actor="admin", now=town.now)
    service.bind_enterprise(town.session, user, firm.id, duty=Duty.AGENT, actor="admin", now=town.now)
    service.bind_office(town.session, user, office.id, actor="admin", now=town.now)
    held = party_of(town.session, user)
    assert (held.person, held.enterprises, held.offices) == (
        person.id,
        ((firm.id, "agent"),),
        ((office.id, "clerk"),),
    )
    actions = town.session.scalars(select(AuditEntry.thing).where(AuditEntry.action == "party.bound"))
    assert set(actions) == {f"person:{person.id}", f"enterprise:{firm.id}", f"office:{office.id}"}


def test_a_person_has_one_user_and_a_user_one_person(town: Town):
    person = town.person()
    town.applicant(person)
    other = town.user("other")
    with pytest.raises(Conflict, match="已有绑定"):
        service.bind_person(town.session, other, person.id, actor="admin", now=town.now)
    service.bind_person(town.session, other, town.person().id, actor="admin", now=town.now)
    with pytest.raises(Conflict, match="已有绑定"):
        service.bind_person(town.session, other, town.person().id, actor="admin", now=town.now)
    assert town.session.scalar(select(func.count()).select_from(Membership)) == 2


def test_what_is_not_there_cannot_be_bound_or_employed(town: Town):
    user = town.user("zhang")
    for act in (
        lambda: service.bind_person(town.session, user, 999, actor="admin", now=town.now),
        lambda: service.bind_office(town.session, user, 999, actor="admin", now=town.now),
        lambda: town.employ(town.person(), Enterprise(id=999)),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_full_number_is_shown_with_a_reason_and_on_record(town: Town):
    person = town.register(NUMBER, phone=MOBILE)
    shown = service.reveal(
        town.session, person, actor="clerk", reason="核对办件 JL-0001", keys=town.keys, now=town.now
    )
    assert (shown.document.number, shown.mobile) == (NUMBER, MOBILE)
    assert NUMBER not in repr(shown)
    entry = town.session.scalars(select(AuditEntry).where(AuditEntry.action == "person.revealed")).one()
    assert (entry.actor, entry.thing) == ("clerk", f"person:{person.id}")
    assert entry.detail == {"reason": "核对办件 JL-0001"}


@pytest.mark.parametrize("reason", ["", "   ", "看看"])
def test_without_a_reason_nothing_is_shown(town: Town, reason):
    person = town.register(NUMBER)
    with pytest.raises(Invalid, match="理由"):
        service.reveal(town.session, person, actor="clerk", reason=reason, keys=town.keys, now=town.now)
