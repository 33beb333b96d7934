"""addons.parties.areas: what the first six digits of a number say."""

from datetime import date

import pytest

from addons.parties.areas import area_of
from addons.parties.words import DocumentType
from tests.addons.parties.oracles import make_identity

BORN = date(1985, 3, 12)


@pytest.mark.parametrize("area", ["220000", "330113", "653228", "659012"])
def test_a_residents_number_begins_with_a_place(area):
    assert area_of(DocumentType.RESIDENT_ID, make_identity(BORN, area=area)) == area


@pytest.mark.parametrize("area", ["810000", "820000", "830000"])
def test_residents_of_hong_kong_macau_and_taiwan_name_no_place(area):
    assert area_of(DocumentType.RESIDENT_ID, make_identity(BORN, area=area)) is None


def test_other_documents_and_wrong_numbers_name_no_place():
    assert area_of(DocumentType.PASSPORT, make_identity(BORN)) is None
    assert area_of(DocumentType.RESIDENT_ID, "220000") is None
