"""addons.parties.corrections: what is on record of a person is corrected and said so, on both databases."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from addons.parties.corrections import correct
from addons.parties.finding import people_found
from addons.parties.models import Person
from addons.parties.numbers import Document
from addons.parties.service import opened
from addons.parties.words import DocumentType
from kernel.errors import Conflict, Invalid
from kernel.models import AuditEntry
from tests.addons.parties.oracles import make_identity
from tests.addons.parties.town import Town

OTHER = make_identity(date(1985, 3, 12))


def corrected(town: Town, person: Person, **changes) -> Person:
    told = {"name": person.name, "phone": None, "keys": town.keys, "actor": "clerk", "now": town.now}
    return correct(town.session, person.id, **(told | changes))


def entries(town: Town) -> list[dict[str, Any]]:
    found = town.session.scalars(select(AuditEntry).where(AuditEntry.action == "person.corrected"))
    return [entry.detail for entry in found]


def test_another_name_is_found_and_has_to_be_verified_again(town: Town):
    person = town.person("张小山", verified=True)
    corrected(town, person, name="张晓珊")
    assert (person.name, person.verified_at) == ("张晓珊", None)
    hits = [
        town.session.scalars(select(Person.id).where(people_found(text, keys=None))).all()
        for text in ("晓珊", "小山")
    ]
    assert hits == [[person.id], []]
    assert entries(town) == [{"changed": ["name"]}]


def test_a_mobile_number_is_replaced_and_nothing_else(town: Town):
    person = town.person("张小山", verified=True, phone="19900000001")
    corrected(town, person, phone="199 0000 0002")
    assert opened(person, keys=town.keys).mobile == "19900000002"
    assert person.mobile_mask == "199****0002"
    assert person.verified_at is not None
    corrected(town, person)
    assert opened(person, keys=town.keys).mobile == "19900000002"
    assert entries(town) == [{"changed": ["mobile"]}]


def test_another_document_replaces_the_first_unless_somebody_has_it(town: Town):
    person, neighbour = town.person("张小山", verified=True), town.person("李安娜")
    number = opened(neighbour, keys=town.keys).document
    with pytest.raises(Conflict, match="另一人") as told:
        corrected(town, person, document=number)
    assert number.number not in str(told.value)
    corrected(town, person, document=Document(DocumentType.RESIDENT_ID, OTHER))
    assert opened(person, keys=town.keys).document.number == OTHER
    assert person.verified_at is None
    again = corrected(town, person, document=Document(DocumentType.RESIDENT_ID, OTHER))
    assert again is person
    assert entries(town) == [{"changed": ["document"]}]


def test_no_number_goes_into_the_log_and_a_wrong_name_changes_nothing(town: Town):
    person = town.person("张小山")
    corrected(town, person, phone="19900000003", document=Document(DocumentType.RESIDENT_ID, OTHER))
    assert OTHER not in str(entries(town))
    with pytest.raises(Invalid):
        corrected(town, person, name="张")
    assert person.name == "张小山"
