"""addons.parties.finding: two letters, initials, any number find the row and no other, on both databases."""

import pytest
from sqlalchemy import select, update

from addons.parties import finding, jobs
from addons.parties.models import Employment, Enterprise, Office, Person, Region
from kernel.clock import FixedClock
from kernel.jobs import Slot
from kernel.registry import assembled
from kernel.surroundings import Surroundings, surround
from tests.addons.parties.test_protection import make_ring
from tests.addons.parties.town import Town


def people(town: Town, text: str, keys=None) -> set[int]:
    found = select(Person.id).where(finding.people_found(text, keys=keys or town.keys))
    return set(town.session.scalars(found))


def test_somebody_is_found_by_name_initials_and_any_number(town: Town):
    number = town.number()
    zhang = town.register(number, name="张小山", phone="19900000077")
    town.person("李安娜", phone="19900000078")
    for text in ("小山", "张小山", "zxs", "ZX", number, f" {number[:6]} {number[6:]}", number[-4:]):
        assert people(town, text) == {zhang.id}, text
    for text in ("19900000077", "+8619900000077", "0077"):
        assert people(town, text) == {zhang.id}, text
    for text in ("", "张", "%", "220000", number[:-1], "1990000007"):
        assert people(town, text) == set(), text


def test_numbers_are_found_while_keys_rotate_and_not_without_the_key(town: Town):
    zhang = town.person(phone="19900000077")
    assert people(town, "19900000077", make_ring("key-2", "key-1")) == {zhang.id}
    assert people(town, "19900000077", make_ring("key-2")) == set()


def test_an_enterprise_is_found_by_name_initials_and_the_beginning_of_its_code(town: Town):
    firm, other = town.enterprise(name="长春恒基示范建筑有限公司"), town.enterprise(name="吉林松花示范集团")
    assert finding.indexed(town.session, most=10) == 2

    def found(text: str) -> set[int]:
        return set(town.session.scalars(select(Enterprise.id).where(finding.enterprises_found(text))))

    assert found("恒基") == found("cchj") == found(firm.credit_code) == {firm.id}
    assert found("示范") == found("92999999") == {firm.id, other.id}
    assert found("恒松") == found("9") == set()


def test_an_employment_is_found_by_both_of_its_sides(town: Town):
    firm = town.enterprise(name="长春恒基示范建筑有限公司")
    finding.indexed(town.session, most=10)
    zhang = town.staff(firm, "张小山")
    town.staff(town.enterprise(), "李安娜")
    for text in ("zxs", "恒基", "小山"):
        hits = select(Employment.person_id).where(finding.employments_found(text, keys=town.keys))
        assert town.session.scalars(hits).all() == [zhang.id]


def test_offices_and_regions_are_found_by_name_and_code(town: Town):
    office = town.office()
    named = select(Office.code).where(finding.offices_found("changchun"))
    assert town.session.scalars(named).all() == [office.code]
    coded = select(Region.code).where(finding.regions_found("22010"))
    assert all(code.startswith("22010") for code in town.session.scalars(coded))
    assert town.session.scalars(select(Region.code).where(finding.regions_found("南关区"))).all() == [
        "220102"
    ]
    assert town.session.scalars(select(Region.id).where(finding.regions_found("100%"))).all() == []


def test_a_changed_name_is_found_after_the_upkeep_and_the_old_one_is_not(town: Town):
    zhang = town.person("张小山")
    town.session.execute(update(Person).where(Person.id == zhang.id).values(name="欧阳小山"))
    surround(town.session, Surroundings(assembled({}), FixedClock(town.now), keys=town.keys))
    assert jobs.upkeep(town.session, Slot("now", town.now)) == {"regions": 0, "indexed": 1}
    assert people(town, "欧阳") == people(town, "oyxs") == {zhang.id}
    assert people(town, "张小") == set()
    assert jobs.upkeep(town.session, Slot("now", town.now))["indexed"] == 0


def test_the_upkeep_goes_on_where_it_stopped(town: Town):
    for _ in range(3):
        town.enterprise()
    town.session.execute(update(Person).values(indexed_name=None))
    assert [finding.indexed(town.session, most=2) for _ in range(3)] == [2, 1, 0]


@pytest.mark.parametrize("text", ["'; DROP TABLE x", "_" * 100, "\\", "🙂🙂", "9" * 300])
def test_whatever_is_typed_finds_nothing_and_fails_nowhere(town: Town, text):
    town.person()
    assert people(town, text) == set()
    found = (
        select(Enterprise.id).where(finding.enterprises_found(text)),
        select(Office.id).where(finding.offices_found(text)),
        select(Region.id).where(finding.regions_found(text)),
    )
    assert [town.session.scalars(one).all() for one in found] == [[], [], []]
