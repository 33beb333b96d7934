"""addons.parties.country: the regions of the whole country, brought once, on both databases."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from addons.parties import country
from addons.parties.models import Region
from addons.parties.words import RegionLevel
from tests.addons.parties.town import Town

LATELY = {"330113": "临平区", "330114": "钱塘区", "540481": "米林市", "653228": "和安县", "653229": "和康县"}


def region(town: Town, code: str) -> Region:
    return town.session.scalars(select(Region).where(Region.code == code)).one()


def test_the_file_has_every_province_and_each_region_lies_in_one_above_it():
    rows = {row.id: row.values for row in country._rows()}
    provinces = [code for code, cells in rows.items() if not cells["parent"]]
    assert len(provinces) == 34
    assert {*LATELY, "659012", "429004"} <= rows.keys()
    order = list(RegionLevel)
    for code, cells in rows.items():
        assert re.fullmatch(r"[1-8][0-9]{5}", code)
        parent = cells["parent"]
        assert not parent or order.index(country.level_of(parent)) < order.index(country.level_of(code))
        assert parent[:2] in ("", code[:2])


def test_an_installation_has_the_country_with_its_levels(town: Town):
    counted = dict(town.session.execute(select(Region.level, func.count()).group_by(Region.level)).all())
    assert counted["province"] == 34
    assert counted["county"] > 2_900
    for code, name in LATELY.items():
        assert region(town, code).name == name
    assert region(town, "429004").parent_id == region(town, "420000").id
    assert region(town, "220102").parent_id == region(town, "220100").id


def test_abolished_regions_stay_with_their_last_day(town: Town):
    assert region(town, "330103").valid_to == date(2021, 4, 8)
    assert region(town, "330113").valid_from == date(2021, 4, 9)


def test_what_is_there_is_left_alone_and_what_is_missing_comes_back(town: Town):
    kept, lost = region(town, "210100"), region(town, "653228")
    kept.name = "沈阳"
    town.session.delete(lost)
    town.session.flush()
    assert [country.bring(town.session) for _ in range(2)] == [1, 0]
    assert region(town, "210100").name == "沈阳"
    assert region(town, "653228").parent_id == region(town, "653200").id


@pytest.mark.parametrize(("code", "known"), [("330113", True), ("330103", True), ("999999", False)])
def test_numbers_of_abolished_regions_are_known(code, known):
    assert country.is_known(code) is known
