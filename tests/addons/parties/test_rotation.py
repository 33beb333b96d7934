"""addons.parties.rotation: after a rotation everything is closed and filed anew."""

import pytest
from sqlalchemy import select

from addons.parties import jobs
from addons.parties.finding import people_found
from addons.parties.models import Person
from addons.parties.protection import key_id_of
from addons.parties.rotation import renewed
from addons.parties.service import opened
from kernel.clock import FixedClock
from kernel.jobs import Slot
from kernel.registry import assembled
from kernel.surroundings import Surroundings, surround
from tests.addons.parties.test_protection import make_ring
from tests.addons.parties.town import Town

BOTH, NEW = make_ring("key-2", "key-1"), make_ring("key-2")


def test_people_are_renewed_some_at_a_time_and_then_no_more(town: Town):
    people = [town.person(phone="19900000001"), *(town.person() for _ in range(4))]
    before = [opened(person, keys=town.keys) for person in people]
    assert [renewed(town.session, keys=BOTH, most=3) for _ in range(3)] == [3, 2, 0]
    assert [opened(person, keys=NEW) for person in people] == before
    assert {person.document_blind.split(":")[0] for person in people} == {"key-2"}


def test_who_registers_again_after_the_rotation_is_the_same_person(town: Town):
    number = town.number()
    person = town.register(number)
    assert town.register(number, keys=BOTH) is person
    renewed(town.session, keys=BOTH, most=10)
    assert town.register(number, keys=NEW) is person


def test_mobile_numbers_are_filed_anew_and_so_are_those_that_were_not_filed_before(town: Town):
    person, older = town.person(phone="19900000001"), town.person(phone="19900000002")
    older.mobile_blind = None
    assert renewed(town.session, keys=town.keys, most=10) == 1
    assert renewed(town.session, keys=BOTH, most=10) == 2
    found = select(Person.id).where(people_found("19900000002", keys=NEW))
    assert town.session.scalars(found).all() == [older.id]
    assert {str(one.mobile_blind).split(":")[0] for one in (person, older)} == {"key-2"}


@pytest.mark.parametrize("other", ["key_2", "KEY-2", "key-22"])
def test_an_id_that_is_almost_the_one_in_use_is_not_taken_for_it(town: Town, other):
    person = town.person(keys=make_ring(other))
    assert renewed(town.session, keys=make_ring("key-2", other), most=10) == 1
    assert key_id_of(person.document_cipher) == "key-2"


def test_the_job_takes_the_keys_of_its_process(town: Town):
    town.person()
    surround(town.session, Surroundings(assembled({}), FixedClock(town.now), keys=BOTH))
    assert jobs.rotation(town.session, Slot("now", town.now)) == {"renewed": 1, "identities": 0}
