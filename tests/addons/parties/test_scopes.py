"""addons.parties.scopes: whose rows every role sees, asked through kernel.access.scoped on both databases."""

from typing import ClassVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column, registry

from addons.parties import scopes, service
from addons.parties.models import Employment, Enterprise, Membership, Office, Person, Region
from kernel import access, seams
from kernel import scopes as plain_scopes
from kernel.access import Actor, rules_of
from kernel.errors import RegistryError
from kernel.registry import assembled
from tests.addons.parties.town import CHANGCHUN, JILIN, PROVINCE, Town

REGISTRY = assembled({"kernel": [seams, plain_scopes], "parties": [scopes]})
NOBODY = Actor(None, "", frozenset())
mapping = registry()


class Cities(Town):
    """Two people in Changchun, one at an enterprise of the city of Jilin, one without work."""

    def __init__(self, town: Town) -> None:
        super().__init__(town.session, town.now)
        self.changchun, self.jilin = self.enterprise(CHANGCHUN), self.enterprise(JILIN)
        self.zhang, self.li = (self.staff(self.changchun, name) for name in ("张小山", "李安娜"))
        self.wang, self.chen = self.staff(self.jilin, "王建国"), self.person("陈默")


@pytest.fixture
def cities(town: Town) -> Cities:
    """The two cities."""
    return Cities(town)


def seen(town, actor, model, permission="can_read"):
    """The ids of the rows of a model that somebody sees."""
    rules = rules_of(town.session, actor.role_ids)
    statement = access.scoped(
        select(model.id), model, actor, permission=permission, registry=REGISTRY, rules=rules
    )
    return set(town.session.scalars(statement))


def ids(*rows):
    return {row.id for row in rows}


def test_an_applicant_sees_themselves_and_their_employer(cities):
    me = cities.applicant(cities.zhang)
    assert seen(cities, me, Person) == ids(cities.zhang)
    assert seen(cities, me, Enterprise) == ids(cities.changchun)
    assert len(seen(cities, me, Employment)) == len(seen(cities, me, Membership)) == 1
    assert len(seen(cities, me, Office)) == 12


def test_an_enterprise_sees_its_own_staff(cities):
    me = cities.boss(cities.changchun)
    assert seen(cities, me, Person) == ids(cities.zhang, cities.li)
    assert seen(cities, me, Enterprise) == ids(cities.changchun)
    assert len(seen(cities, me, Employment)) == 2
    assert seen(cities, me, Employment, "can_list") == seen(cities, me, Employment, "can_edit") == set()
    assert len(seen(cities, me, Membership)) == 1


def test_who_has_left_is_out_of_the_enterprises_and_the_offices_sight(cities):
    boss, clerk = cities.boss(cities.changchun), cities.clerk()
    day = cities.now.date()
    service.dismiss(cities.session, cities.li.id, cities.changchun.id, until=day)
    assert seen(cities, boss, Person) == seen(cities, clerk, Person) == ids(cities.zhang)


def test_a_city_clerk_sees_what_the_city_looks_after(cities):
    me = cities.clerk(CHANGCHUN)
    assert seen(cities, me, Person) == seen(cities, me, Person, "can_reveal") == ids(cities.zhang, cities.li)
    assert seen(cities, me, Enterprise) == ids(cities.changchun)
    assert len(seen(cities, me, Employment)) == 2
    assert seen(cities, me, Membership) == set()


def test_a_city_clerk_sees_the_stations_below_the_office(cities):
    office = cities.office(CHANGCHUN)
    station = Office(
        code="220100S1", name="站", level="station", parent_id=office.id, region_id=office.region_id
    )
    cities.session.add(station)
    cities.session.flush()
    below = cities.enterprise(office_id=station.id)
    assert seen(cities, cities.clerk(CHANGCHUN), Enterprise) == ids(cities.changchun, below)
    assert seen(cities, cities.clerk(JILIN), Enterprise) == ids(cities.jilin)


def test_a_province_clerk_sees_the_province(cities):
    me = cities.clerk(PROVINCE, "province_clerk")
    assert seen(cities, me, Person) == ids(cities.zhang, cities.li, cities.wang)
    assert seen(cities, me, Enterprise, "can_edit") == ids(cities.changchun, cities.jilin)
    assert len(seen(cities, me, Office, "can_edit")) == 12
    assert len(seen(cities, me, Region)) == 80
    assert len(seen(cities, me, Membership)) == 1


def test_who_works_nowhere_is_the_provinces_to_look_after_and_no_citys(cities):
    province, everybody = cities.clerk(PROVINCE, "province_clerk"), ids(cities.zhang, cities.li, cities.wang)
    assert seen(cities, province, Person, "can_list") == everybody | ids(cities.chen)
    criterion = REGISTRY.thing(seams.SCOPE, "jurisdiction")
    city = select(Person.id).where(criterion(cities.clerk(CHANGCHUN), Person))
    assert set(cities.session.scalars(city)) == ids(cities.zhang, cities.li)
    with pytest.raises(RegistryError, match="不属于任何主体"):
        criterion(province, Region)


def test_the_province_of_a_neighbour_is_not_in_sight(cities):
    region = cities.session.scalars(select(Region).where(Region.code == "210000")).one()
    office = Office(code="210000", name="厅", level="province", region_id=region.id)
    cities.session.add(office)
    cities.session.flush()
    cities.enterprise(office_id=office.id)
    me = cities.clerk(PROVINCE, "province_clerk")
    assert seen(cities, me, Enterprise) == ids(cities.changchun, cities.jilin)
    assert office.id not in seen(cities, me, Office)


@pytest.mark.parametrize("role", ["applicant", "enterprise_admin", "city_clerk", "province_clerk"])
def test_a_role_without_a_binding_sees_nobody(cities, role):
    user = cities.user(f"idle_{role}", role)
    me = access.actor_of(cities.session, user)
    for model in (Person, Enterprise, Employment, Membership):
        assert seen(cities, me, model) == set()
    for permission in ("can_reveal", "can_edit", "can_delete"):
        assert seen(cities, me, Person, permission) == set()


def test_bound_without_a_role_is_nothing_and_so_is_nobody(cities):
    user = cities.user("bare")
    service.bind_person(cities.session, user, cities.chen.id, actor="admin", now=cities.now)
    for me in (access.actor_of(cities.session, user), NOBODY):
        assert seen(cities, me, Person) == set()


def test_two_roles_see_what_both_see_together(cities):
    boss = cities.boss(cities.jilin)
    user = boss.user_id
    service.bind_person(cities.session, user, cities.zhang.id, actor="admin", now=cities.now)
    both = Actor(user, "", boss.role_ids | cities.applicant(cities.chen).role_ids)
    assert seen(cities, both, Person) == ids(cities.wang, cities.zhang)
    assert seen(cities, both, Enterprise) == ids(cities.jilin, cities.changchun)


def test_a_statement_that_joins_the_same_tables_is_scoped_all_the_same(cities):
    joined = (
        select(Person.id)
        .join(Employment, Employment.person_id == Person.id)
        .join(Enterprise, Enterprise.id == Employment.enterprise_id)
        .join(Office, Office.id == Enterprise.office_id)
        .join(Region, Region.id == Office.region_id)
        .outerjoin(Membership, Membership.person_id == Person.id)
    )
    for me, expected in (
        (cities.applicant(cities.wang), ids(cities.wang)),
        (cities.boss(cities.jilin), ids(cities.wang)),
        (cities.clerk(CHANGCHUN), ids(cities.zhang, cities.li)),
        (cities.clerk(PROVINCE, "province_clerk"), ids(cities.zhang, cities.li, cities.wang)),
    ):
        for model in (Person, Enterprise, Employment):
            rules = rules_of(cities.session, me.role_ids)
            statement = access.scoped(
                joined, model, me, permission="can_read", registry=REGISTRY, rules=rules
            )
            assert set(cities.session.scalars(statement)) == expected


@pytest.mark.parametrize("name", ["self", "enterprise", "office", "region", "jurisdiction"])
def test_nobody_is_in_no_scope_and_rows_of_no_party_are_refused(name):
    scope = REGISTRY.thing(seams.SCOPE, name)
    assert str(scope(NOBODY, Person)) == "false"
    with pytest.raises(RegistryError, match="不属于任何主体"):
        scope(Actor(1, "wang", frozenset()), Loose)


@mapping.mapped
class Loose:
    """Rows that belong to nobody."""

    __tablename__ = "parties_test_loose"
    id: Mapped[int] = mapped_column(primary_key=True)


class Certificate(mapping.generate_base()):  # type: ignore[misc]
    """Rows of another plugin, whose holder is named otherwise."""

    __tablename__ = "parties_test_certificate"
    __parties__: ClassVar = {"person": "holder_id"}
    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int]


def test_another_plugins_rows_are_scoped_by_the_columns_they_name(cities):
    Certificate.__table__.create(cities.session.connection())
    for number, person in enumerate((cities.zhang, cities.wang, cities.chen), 1):
        cities.session.add(Certificate(id=number, holder_id=person.id))
    cities.session.flush()
    found = {}
    for name, me in (
        ("self", cities.applicant(cities.chen)),
        ("enterprise", cities.boss(cities.jilin)),
        ("office", cities.clerk(CHANGCHUN)),
        ("region", cities.clerk(PROVINCE, "province_clerk")),
    ):
        criterion = REGISTRY.thing(seams.SCOPE, name)(me, Certificate)
        found[name] = set(cities.session.scalars(select(Certificate.id).where(criterion)))
    assert found == {"self": {3}, "enterprise": {2}, "office": {1}, "region": {1, 2}}
