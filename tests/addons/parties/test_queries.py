"""addons.parties.queries: what others read of people and offices."""

from addons.parties.faces import office_names
from addons.parties.queries import office_name, office_offers
from addons.parties.words import Level
from tests.addons.parties.town import JILIN, Town


def test_offices_are_offered_by_level_with_their_queue_and_telephone(town: Town):
    jilin = town.office(JILIN)
    jilin.phone = "0432-62012345"

    offers = office_offers(town.session, Level.CITY, waiting={jilin.id: 9})

    assert [offer.value for offer in offers] == sorted(offer.value for offer in offers)
    assert len(offers) == 11
    found = {offer.value: offer for offer in offers}
    assert (found[JILIN].words, found[JILIN].note) == (jilin.name, "现有 9 件待办 · 电话 0432-62012345")
    assert found["22CBS"].note == "现有 0 件待办"


def test_the_near_office_is_offered_first_and_a_closed_one_not_at_all(town: Town):
    near, closed = town.office(JILIN), town.office("220300")
    closed.closed_on = town.now.date()
    town.session.flush()

    offers = office_offers(town.session, Level.CITY, waiting={near.id: 1}, locale="en", near=near.id)

    assert offers[0] == (JILIN, near.name_en, "1 case waiting")
    assert len(offers) == 10
    assert "220300" not in [offer.value for offer in offers]


def test_an_office_without_an_english_name_goes_by_its_own(town: Town):
    office = town.office(JILIN)
    office.name_en = ""

    assert office_name(office).en == office.name


def test_lists_are_told_what_offices_are_called_and_nothing_of_unknown_ones(town: Town):
    office = town.office(JILIN)

    assert office_names(town.session, [office.id, 999_999]) == {office.id: office_name(office)}
