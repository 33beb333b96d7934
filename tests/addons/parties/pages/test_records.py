"""addons.parties.pages.records: what each register's form does to its rows, and for whom, on both databases."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from addons.parties.enterprises import history_of
from addons.parties.models import Employment, Enterprise, Membership, Office, Person, Region
from addons.parties.pages.records.employments import Employments
from addons.parties.pages.records.enterprises import Enterprises
from addons.parties.pages.records.memberships import Memberships
from addons.parties.pages.records.offices import Offices
from addons.parties.pages.records.persons import Persons
from addons.parties.pages.records.regions import Regions
from addons.parties.service import opened
from kernel.access import Actor, actor_of, rules_of
from kernel.clock import FixedClock, local_day
from kernel.errors import NotAllowed, NotFound, TongbanError
from kernel.surroundings import Surroundings, surround
from kernel.web.registers import Reader, Writer
from kernel.web.registers.queries import rows_of
from kernel.web.registers.written import Act, WrongFields, written
from tests.addons.parties.oracles import credit_number, make_identity
from tests.addons.parties.town import CHANGCHUN, JILIN, PROVINCE, Town
from tests.kernel.install.house import House

CODE = credit_number("92999999000000099")


class Desk:
    """A town with somebody at its registers."""

    def __init__(self, town: Town, house: House) -> None:
        self.town, self.registry = town, house.registry
        surround(town.session, Surroundings(self.registry, FixedClock(town.now), keys=town.keys))

    def write(self, actor: Actor, view: Any, pk: int | None = None, **given: Any) -> Any:
        """What came of the form."""
        session, town = self.town.session, self.town
        rules = rules_of(session, actor.role_ids)
        writer = Writer(session, actor, town.now, town.keys, "", self.registry, rules)
        return written(view, writer, pk, given)

    def listed(
        self, actor: Actor, view: Any, *names: str, words: str = "", **asked: str
    ) -> list[tuple[Any, ...]]:
        """The rows of the list, by these columns."""
        rules = rules_of(self.town.session, actor.role_ids)
        day = local_day(self.town.now)
        reader = Reader(self.town.session, actor, rules, self.registry, self.town.keys, day)
        question = view.question([*asked.items(), ("q", words)])
        columns = [view.column(name) for name in names]
        return [tuple(row)[1:] for row in rows_of(view, reader, question, columns, size=50)]

    def province(self) -> Actor:
        """A clerk of the province."""
        return self.town.clerk(PROVINCE, "province_clerk")

    def officer(self, role: str) -> Actor:
        """An administrator."""
        return actor_of(self.town.session, self.town.user(role, role))


@pytest.fixture
def desk(town: Town, house: House) -> Desk:
    """Registers in a session that is rolled back."""
    return Desk(town, house)


def wrong(desk: Desk, *arguments: Any, **given: Any) -> set[str]:
    """The fields that are wrong, or the place of the refusal."""
    try:
        desk.write(*arguments, **given)
    except WrongFields as error:
        return set(error.fields)
    except TongbanError as error:
        return {error.place}
    return set()


def person(number: str, **more: str) -> dict[str, Any]:
    return {"name": "何远山", "document_type": "resident_id", "document": number} | more


def test_a_city_registers_the_staff_of_its_own_enterprises_only(desk: Desk):
    town, clerk = desk.town, desk.town.clerk()
    ours, theirs = town.enterprise(CHANGCHUN), town.enterprise(JILIN)
    number = town.number()
    for told in (person(number), person(number, employer=theirs.credit_code)):
        with pytest.raises(NotAllowed), town.session.begin_nested():
            desk.write(clerk, Persons, **told)
    told = person(number, employer=ours.credit_code, since="2024-05-01", mobile="19900000088")
    done = desk.write(clerk, Persons, **told)
    assert done.act is Act.ADDED
    shown = desk.listed(clerk, Persons, "name", "mobile", "employer", words="hys")
    assert shown == [("何远山", "199****0088", ours.name)]
    job = town.session.scalars(select(Employment).where(Employment.person_id == done.pk)).one()
    assert (job.started_on, job.source) == (date(2024, 5, 1), "register")


def test_the_province_registers_people_who_work_nowhere_and_cities_do_not_see_them(desk: Desk):
    clerk, province, number = desk.town.clerk(), desk.province(), desk.town.number()
    row = desk.write(province, Persons, **person(number)).pk
    assert desk.listed(province, Persons, "name", words=number) == [("何远山",)]
    assert desk.listed(clerk, Persons, "name", words=number) == []
    with pytest.raises(NotFound):
        desk.write(clerk, Persons, row, name="何远")


def test_an_edit_leaves_numbers_alone_unless_others_are_typed(desk: Desk):
    town, province = desk.town, desk.province()
    row = town.person("张小山", phone="19900000001", verified=True)
    before = opened(row, keys=town.keys)
    assert desk.write(province, Persons, row.id, name="张小山", document="", mobile="").act is Act.SAME
    assert desk.write(province, Persons, row.id, name="张晓山").act is Act.EDITED
    assert opened(row, keys=town.keys) == before
    other = town.number()
    desk.write(province, Persons, row.id, document=other, mobile="19900000002")
    assert opened(row, keys=town.keys).document.number == other
    assert wrong(desk, province, Persons, row.id, document_type="passport") == {"document"}


def test_what_is_wrong_with_a_person_is_told_beside_its_field(desk: Desk):
    province, number = desk.province(), desk.town.number()
    assert wrong(desk, province, Persons, **person(number[:-1] + "7")) == {"document"}
    assert wrong(desk, province, Persons, **person(number, mobile="123", name="何")) == {"mobile", "name"}
    assert wrong(desk, province, Persons, **person(number, employer=CODE)) == {"employer"}
    assert Persons.writing is not None
    assert Persons.writing.warnings is not None
    odd = Persons.writing.warnings(person(make_identity(date(1985, 3, 12), area="999999")))
    assert set(odd) == {"document"}
    assert Persons.writing.warnings(person(number)) == {}


def test_an_enterprise_is_registered_within_reach_and_its_statuses_are_kept(desk: Desk):
    clerk = desk.town.clerk()
    told: dict[str, Any] = {"credit_code": CODE, "name": "长春示范", "status": "正常"}
    assert wrong(desk, clerk, Enterprises, **told, office=JILIN) == {"office"}
    row = desk.write(clerk, Enterprises, **told, office=CHANGCHUN, since="2020-01-01").pk
    desk.write(clerk, Enterprises, row, status="suspended", since="2025-03-01", source="导入")
    desk.write(clerk, Enterprises, row, status="active")
    statuses = [(one.status, one.since) for one in history_of(desk.town.session, row)]
    assert statuses == [
        ("active", local_day(desk.town.now)),
        ("suspended", date(2025, 3, 1)),
        ("active", date(2020, 1, 1)),
    ]
    shown = desk.listed(clerk, Enterprises, "name", "status", "staff", words="ccsf", status="active")
    assert shown == [("长春示范", "active", 0)]
    jilin = desk.town.clerk(JILIN)
    assert desk.listed(jilin, Enterprises, "name") == []


def test_an_employment_is_begun_and_ended_once(desk: Desk):
    town, clerk = desk.town, desk.town.clerk()
    firm, number = town.enterprise(), town.number()
    row = town.register(number, name="张小山")
    told: dict[str, Any] = {
        "document_type": "resident_id",
        "document": number,
        "employer": firm.credit_code,
    }
    job = desk.write(clerk, Employments, **told, started_on="2024-05-01").pk
    assert wrong(desk, clerk, Employments, **told, started_on="2024-06-01") == {"employment"}
    assert wrong(desk, clerk, Employments, job, ended_on="2024-04-30") == {"ended_on"}
    desk.write(clerk, Employments, job, ended_on="2025-04-30")
    assert wrong(desk, clerk, Employments, job, ended_on="2025-05-01") == {"ended_on"}
    ended = desk.listed(desk.province(), Employments, "person", "ended_on", state="ended")
    assert ended == [(row.name, date(2025, 4, 30))]
    assert Employments.writing is not None
    assert Employments.writing.find(town.session, told) is None


def test_offices_and_regions_are_kept_by_the_system_administrator(desk: Desk):
    system = desk.officer("system_admin")
    region = desk.write(system, Regions, code="220191", name="示范新区", level="county", parent="220100").pk
    office = desk.write(
        system,
        Offices,
        code="220191w",
        name="新区窗口",
        level="站所、窗口",
        region="220191",
        parent=CHANGCHUN,
    ).pk
    session = desk.town.session
    assert session.get_one(Office, office).region_id == region
    assert session.get_one(Office, office).code == "220191W"
    assert wrong(desk, system, Regions, code="!", name="", level="x") == {"code", "name", "level"}
    assert wrong(desk, system, Regions, region, parent="999999") == {"parent"}
    desk.write(system, Regions, region, valid_to="2026-01-01")
    assert ("示范新区",) in desk.listed(system, Regions, "name", force="no", province="22")
    assert session.get_one(Region, region).valid_to == date(2026, 1, 1)
    assert wrong(desk, desk.town.clerk(), Offices, code="X1", name="x", level="city", region="220100") == {
        "offices"
    }


def test_bindings_are_given_by_the_security_administrator_and_masked(desk: Desk):
    town, security = desk.town, desk.officer("security_admin")
    town.user("zhang")
    number = town.number()
    town.register(number, name="张小山")
    given: tuple[dict[str, Any], ...] = (
        {"office": CHANGCHUN},
        {"document": number},
        {"enterprise": town.enterprise().credit_code},
    )
    for party in given:
        desk.write(security, Memberships, username="zhang", **party)
    kinds = sorted(desk.listed(security, Memberships, "kind", "duty", words="zhang"), key=str)
    assert kinds == [("enterprise", "agent"), ("office", "clerk"), ("person", None)]
    assert wrong(desk, security, Memberships, username="zhang") == {"office"}
    assert wrong(desk, security, Memberships, username="nobody", office=CHANGCHUN) == {"username"}
    assert wrong(desk, security, Memberships, username="security_admin", office=CHANGCHUN) == {"username"}
    row = town.session.scalars(select(Membership).where(Membership.person_id.is_not(None))).one()
    assert Memberships.writing is not None
    assert number not in str(Memberships.writing.load(town.session, row.id))


def test_a_sheet_means_the_rows_that_are_there(desk: Desk):
    town = desk.town
    number, firm = town.number(), town.enterprise()
    row = town.register(number, name="张小山")
    job = town.employ(row, firm)
    told = {"document_type": "resident_id", "document": number, "employer": firm.credit_code}
    asked = [
        (Persons, told, row.id),
        (Persons, {"document": number}, row.id),
        (Persons, told | {"document": "1"}, None),
        (Enterprises, {"credit_code": firm.credit_code}, firm.id),
        (Employments, told, job.id),
        (Offices, {"code": CHANGCHUN}, town.office().id),
        (Regions, {"code": "000000"}, None),
    ]
    for view, values, expected in asked:
        assert view.writing is not None
        assert view.writing.find(town.session, values) == expected


def test_a_window_looks_up_its_city_and_writes_nothing(desk: Desk):
    town = desk.town
    ours, theirs = town.enterprise(CHANGCHUN), town.enterprise(JILIN)
    town.staff(ours, "李安娜")
    town.staff(theirs, "王建国")
    window = town.clerk(CHANGCHUN, "window_clerk")
    assert desk.listed(window, Persons, "name") == [("李安娜",)]
    assert desk.listed(window, Enterprises, "name") == [(ours.name,)]
    row = town.session.scalars(select(Person.id).where(Person.name == "李安娜")).one()
    with pytest.raises(NotFound):
        desk.write(window, Persons, row, name="李安")
    assert town.session.get_one(Enterprise, ours.id).status == "active"
