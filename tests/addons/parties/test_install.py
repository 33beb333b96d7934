"""Parties installed and removed by kernel.install.operations on both databases, with and without a demo."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from addons.parties import demonstration
from addons.parties.models import Employment, Enterprise, Membership, Office, Person, Region
from addons.parties.names import person_name
from addons.parties.numbers import credit_code, document, mobile
from addons.parties.queries import offices_at, offices_in
from addons.parties.words import DocumentType, Level
from kernel.access import dormant
from kernel.access.tables import ROLE, USER
from kernel.db import session_factory, transaction
from kernel.demonstration import TOPIC
from kernel.errors import DataFileError
from kernel.models import AccessRule, OutboxItem
from kernel.outbox import drain
from kernel.surroundings import Surroundings
from tests.addons.parties.test_protection import make_ring
from tests.kernel.install.house import ROOT, House
from tests.schema import differences

ROLES = {"applicant", "enterprise_admin", "window_clerk", "city_clerk", "province_clerk"}
RULED = ROLES | {"system_admin", "security_admin", "Admin"}
SCOPES = {
    "self",
    "enterprise",
    "administered",
    "office",
    "region",
    "jurisdiction",
    "all",
    "withheld",
}
KEYS = make_ring("key-1")
ADDONS = ROOT / "addons"
FOLDERS = {"parties": ADDONS / "parties"}


def test_the_migration_makes_what_the_models_say(house: House):
    assert differences(house.engine, "parties") == []


def test_jilin_has_its_province_nine_prefectures_and_two_that_stand_beside_them(house: House):
    with session_factory(house.engine)() as session:
        province = session.scalars(select(Region).where(Region.code == "220000")).one()
        cities = session.scalars(select(Region).where(Region.parent_id == province.id)).all()
        offices = offices_in(session, province.id)
        choice = offices_at(session, Level.CITY)
        assert (province.code, len(cities)) == ("220000", 11)
        assert {"220581", "22CBS", "222400"} <= {city.code for city in cities}
        assert [office.level for office in offices].count("city") == len(choice) == 11
        assert offices_in(session, cities[0].id, level=Level.PROVINCE) == []
        assert all(office.name and office.name_en for office in offices)


def test_the_roles_exist_with_their_rules(house: House):
    with session_factory(house.engine)() as session:
        rules = session.scalars(select(AccessRule).where(AccessRule.plugin == "parties")).all()
        assert {rule.role for rule in rules} == RULED
        assert {rule.scope for rule in rules} == SCOPES
        assert set(session.scalars(select(ROLE.c.name))) >= ROLES
        # what other plugins read of parties is no page of theirs
        assert {rule.permission for rule in dormant(session, "parties")} == {"can_read"}


def test_a_plain_install_brings_nobody(house: House):
    assert house.read(select(Person.id)) == house.read(select(Enterprise.id)) == []
    assert house.read(select(OutboxItem.id).where(OutboxItem.topic == TOPIC)) == []


def test_after_the_removal_nothing_is_left(house: House):
    with transaction(house.engine) as session:
        demonstration_enterprise(session)
        load_one(session)
    house.uninstall("parties")
    tables = inspect(house.engine).get_table_names()
    assert [name for name in tables if name.startswith(("parties_", "alembic_version_parties"))] == []
    assert house.read(select(AccessRule.id).where(AccessRule.plugin == "parties")) == []
    # a role that a user holds is theirs to lose by an administrator, not by a removal; others may rule on theirs
    ruled = set(house.read(select(AccessRule.role)))
    assert set(house.read(select(ROLE.c.name))) & ROLES == {"applicant"} | (ruled & ROLES)
    house.install("parties")
    assert len(house.read(select(Office.id))) == 12


def test_the_people_of_a_demo_come_with_the_first_work_and_once(house: House):
    house.uninstall("parties")
    house.demo = True
    house.install("parties")
    house.write(
        "INSERT INTO ab_user (username, first_name, last_name, email) "
        "VALUES ('zhang', '小山', '张', 'zhang@example.invalid'), ('clerk', '明', '李', 'clerk@example.invalid')"
    )
    around = Surroundings(house.registry, house.clock, keys=KEYS, addons=(ADDONS,))
    drain(house.engine, house.registry, clock=house.clock, worker="w", surroundings=around)
    people = house.read(select(Person.name))
    assert len(people) == 12
    assert len(house.read(select(Employment.id))) == 11
    bound = select(USER.c.username).join(Membership, Membership.user_id == USER.c.id)
    assert set(house.read(bound)) == {"zhang", "clerk"}
    with transaction(house.engine) as session:
        demonstration.load(session, FOLDERS, keys=KEYS, now=house.clock.now())
    assert house.read(select(Person.name)) == people
    assert len(house.read(select(Employment.id))) == 11


def test_the_demo_is_synthetic_and_well_formed():
    numbers = []
    for _, found in demonstration._rows(FOLDERS, "people"):
        row = found.values
        written = document(DocumentType(row["document_type"]), row["document"], on=date(2026, 1, 1))
        numbers.append(written.number)
        assert written.number.startswith("220000")
        assert written.number[14:17] == "000"
        assert mobile(row["mobile"]).startswith("1990000")
        assert person_name(row["name"]) == row["name"]
    assert len(set(numbers)) == len(numbers)
    for _, found in demonstration._rows(FOLDERS, "enterprises"):
        assert credit_code(found.values["credit_code"]).startswith("92999999")


def test_every_demo_account_has_one_of_our_roles_and_stands_for_somebody():
    rows = [found.values | {"id": found.id} for _, found in demonstration._rows(FOLDERS, "accounts")]
    waiting = {found.id for _, found in demonstration._rows(FOLDERS, "identities")}

    assert {row["role"] for row in rows} == ROLES
    for row in rows:
        assert row["name"]
        assert row["title"]
        parties = [party for party in (row["person"], row["enterprise"], row["office"]) if party]
        assert len(parties) == (0 if row["id"] in waiting else 1)


def test_people_of_other_plugins_come_too_and_what_is_missing_is_told_with_its_line(
    house: House, tmp_path: Path
):
    other = tmp_path / "other" / "demo"
    other.mkdir(parents=True)
    (other / "people.csv").write_text(
        "id,name,document_type,document,mobile,employer,since\n"
        "he,何远,resident_id,220000198001010006,19900000099,,\n"
    )
    (other / "accounts.csv").write_text("id,name,title,role\nguest,客,来访,applicant\n")
    house.write(
        "INSERT INTO ab_user (username, first_name, last_name, email) VALUES ('guest', 'g', 'g', 'g')"
    )

    def load() -> None:
        with transaction(house.engine) as session:
            demonstration.load(session, {"other": other.parent}, keys=KEYS, now=house.clock.now())

    load()
    assert house.read(select(Person.name)) == ["何远"]
    assert house.read(select(Membership.id)) == []
    (other / "accounts.csv").write_text("id,person\nguest,nobody\n")
    with pytest.raises(DataFileError) as told:
        load()
    assert told.value.place == "other/demo/accounts.csv:2"


def demonstration_enterprise(session):
    office = session.scalars(select(Office).where(Office.code == "220100")).one()
    session.add(Enterprise(credit_code="92999999000000001G", name="示范", office_id=office.id))
    session.flush()


def load_one(session):
    """Somebody who works and has an account when the plugin goes."""
    from tests.addons.parties.town import Town
    from tests.conftest import TODAY

    town = Town(session, TODAY)
    person = town.person()
    town.employ(person, session.scalars(select(Enterprise)).one())
    town.applicant(person)
