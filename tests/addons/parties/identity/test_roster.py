"""addons.parties.identity.roster: digests that vouch for people and tell nobody who they are, on both databases."""

import pytest
from sqlalchemy import func, select

from addons.parties.identity import roster
from addons.parties.identity.models import RosterEntry
from addons.parties.identity.words import Verdict
from tests.addons.parties.identity.counter import MOBILE, Counter
from tests.addons.parties.test_protection import make_ring


def test_the_table_holds_neither_number_nor_name_nor_mobile(counter: Counter):
    number = counter.town.number()
    counter.enrol(number)
    kept = str(counter.town.session.execute(select(RosterEntry.__table__)).one())
    assert not any(secret in kept for secret in (number, "张小山", MOBILE))


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.VERIFIED),
        ({"name": "张 小山"}, Verdict.VERIFIED),
        ({"name": "张大山"}, Verdict.REFUSED),
        ({"phone": "19900000002"}, Verdict.UNKNOWN),
    ],
)
def test_the_roster_knows_the_name_and_insists_on_its_mobile(counter: Counter, changes, verdict):
    number = counter.town.number()
    counter.enrol(number)
    says = counter.says(number, **changes)
    assert roster.vouched_for(counter.town.session, says, keys=counter.town.keys) is verdict


def test_whom_the_roster_does_not_know_it_does_not_refuse(counter: Counter):
    counter.enrol(counter.town.number())
    says = counter.says(counter.town.number())
    assert roster.vouched_for(counter.town.session, says, keys=counter.town.keys) is Verdict.UNKNOWN


def test_a_roster_without_mobiles_asks_for_none(counter: Counter):
    number = counter.town.number()
    counter.enrol(number, phone="")
    says = counter.says(number)
    assert roster.vouched_for(counter.town.session, says, keys=counter.town.keys) is Verdict.VERIFIED


def test_what_comes_again_replaces_what_was_there_whatever_the_key(counter: Counter):
    number = counter.town.number()
    counter.enrol(number, name="张大山")
    counter.town.keys = make_ring("key-2", "key-1")
    assert roster.count_older(counter.town.session, keys=counter.town.keys) == 1
    counter.enrol(number)
    says = counter.says(number)
    assert roster.vouched_for(counter.town.session, says, keys=make_ring("key-2")) is Verdict.VERIFIED
    assert counter.town.session.scalar(select(func.count()).select_from(RosterEntry)) == 1
    assert roster.count_older(counter.town.session, keys=counter.town.keys) == 0
