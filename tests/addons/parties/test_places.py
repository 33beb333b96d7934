"""addons.parties.places: regions and offices are registered, changed and ended, never bent, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from addons.parties import places
from addons.parties.models import Office, Region
from addons.parties.places import OfficeFacts, RegionFacts
from addons.parties.words import EnterpriseStatus, Level, RegionLevel
from kernel.errors import Conflict, Invalid, NotFound
from kernel.models import AuditEntry
from tests.addons.parties.town import CHANGCHUN, Town

ACTOR = "sysadmin"


def region(town: Town, code: str) -> Region:
    return town.session.scalars(select(Region).where(Region.code == code)).one()


def new_region(town: Town, **changes) -> RegionFacts:
    parent = region(town, "220100").id
    return replace(RegionFacts("220191", "示范新区", RegionLevel.COUNTY, parent), **changes)


def window(town: Town, **changes) -> OfficeFacts:
    office = town.office()
    facts = OfficeFacts("220100S1", "示范窗口", Level.STATION, office.region_id, office.id)
    return replace(facts, **changes)


def done(town: Town) -> list[tuple[str, str]]:
    entries = town.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(entry.action, entry.actor) for entry in entries if entry.actor == ACTOR]


def test_a_region_is_registered_renamed_and_ended_on_record(town: Town):
    row = places.add_region(town.session, new_region(town), actor=ACTOR, now=town.now)
    told = new_region(town, name="新区", valid_from=date(2020, 1, 1), valid_to=date(2025, 12, 31))
    places.change_region(town.session, row.id, told, actor=ACTOR, now=town.now)
    places.change_region(town.session, row.id, told, actor=ACTOR, now=town.now)
    assert (row.name, row.valid_to, row.parent_id) == ("新区", date(2025, 12, 31), told.parent_id)
    assert done(town) == [("region.added", ACTOR), ("region.changed", ACTOR)]


def test_a_code_is_given_once_and_kept(town: Town):
    with pytest.raises(Conflict, match="已经在册"):
        places.add_region(town.session, new_region(town, code="220102"), actor=ACTOR, now=town.now)
    row = places.add_office(town.session, window(town), actor=ACTOR, now=town.now)
    with pytest.raises(Invalid, match="不能更改"):
        places.change_office(town.session, row.id, window(town, code="X1"), actor=ACTOR, now=town.now)


def test_nothing_lies_in_itself_or_in_what_is_below(town: Town):
    city, province = region(town, "220100"), region(town, "220000")
    inside = RegionFacts("220000", "吉林省", RegionLevel.PROVINCE, city.id)
    with pytest.raises(Invalid) as told:
        places.change_region(town.session, province.id, inside, actor=ACTOR, now=town.now)
    assert told.value.place == "parent"
    lower = RegionFacts("220100", "长春市", RegionLevel.COUNTY, province.id)
    with pytest.raises(Invalid) as told:
        places.change_region(town.session, city.id, lower, actor=ACTOR, now=town.now)
    assert told.value.place == "level"
    with pytest.raises(Invalid):
        places.add_office(town.session, window(town, level=Level.CITY), actor=ACTOR, now=town.now)


def test_days_that_cannot_be_are_refused(town: Town):
    reversed_days = new_region(town, valid_from=date(2025, 1, 2), valid_to=date(2025, 1, 1))
    with pytest.raises(Invalid, match="早于"):
        places.add_region(town.session, reversed_days, actor=ACTOR, now=town.now)
    tomorrow = town.now.date() + timedelta(days=1)
    with pytest.raises(Invalid, match="晚于今天"):
        places.add_office(town.session, window(town, closed_on=tomorrow), actor=ACTOR, now=town.now)
    with pytest.raises(NotFound):
        places.add_office(town.session, window(town, region_id=10**6), actor=ACTOR, now=town.now)


def closing(town: Town, office: Office) -> OfficeFacts:
    return OfficeFacts(
        office.code,
        office.name,
        Level(office.level),
        office.region_id,
        office.parent_id,
        office.name_en,
        office.phone,
        town.now.date(),
    )


def test_an_office_is_closed_once_nothing_needs_it_and_opens_again(town: Town):
    office, firm = town.office(CHANGCHUN), town.enterprise()
    below = places.add_office(town.session, window(town), actor=ACTOR, now=town.now)
    with pytest.raises(Conflict, match="1 家企业、下设 1 个机构"):
        places.change_office(town.session, office.id, closing(town, office), actor=ACTOR, now=town.now)
    places.change_office(town.session, below.id, closing(town, below), actor=ACTOR, now=town.now)
    firm.status = EnterpriseStatus.DEREGISTERED
    town.session.flush()
    places.change_office(town.session, office.id, closing(town, office), actor=ACTOR, now=town.now)
    assert office.closed_on == town.now.date()
    again = replace(closing(town, office), closed_on=None)
    places.change_office(town.session, office.id, again, actor=ACTOR, now=town.now)
    assert office.closed_on is None
