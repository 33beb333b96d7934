"""addons.parties.checks: what one may sign in by besides the login name, on both databases."""

import pytest

from addons.parties.checks import by_number
from kernel.clock import FixedClock
from kernel.registry import assembled
from kernel.surroundings import Surroundings, surround
from tests.addons.parties.town import Town

MOBILE = "19900000001"


@pytest.fixture
def around(town: Town, clock: FixedClock) -> Town:
    """The town, whose session knows its keys."""
    surround(town.session, Surroundings(assembled({}), clock, keys=town.keys))
    return town


def test_a_proved_person_goes_by_document_and_mobile(around: Town):
    number = around.number()
    name = around.applicant(around.register(number, phone=MOBILE, verified=True)).username
    named = [by_number(around.session, typed) for typed in (number, f"+86 {MOBILE}", number[:-1], "x")]
    assert named == [name, name, None, None]


@pytest.mark.parametrize("verified", [True, False])
def test_who_has_no_account_or_is_not_proved_goes_by_nothing(around: Town, verified):
    number = around.number()
    person = around.register(number, phone=MOBILE, verified=verified)
    if not verified:
        around.applicant(person)
    assert (by_number(around.session, number), by_number(around.session, MOBILE)) == (None, None)


def test_a_telephone_of_two_is_the_name_of_neither(around: Town):
    for _ in range(2):
        around.applicant(around.person(phone=MOBILE, verified=True))
    assert by_number(around.session, MOBILE) is None
