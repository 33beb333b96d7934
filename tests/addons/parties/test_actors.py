"""addons.parties.actors: who acts in a case, by party and by routing."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from addons.parties import actors, topics
from addons.parties.enterprises import ENTERPRISE_GONE, Standing, change_status
from addons.parties.models import Region
from addons.parties.words import EnterpriseStatus
from approvals import actors as own_actors
from approvals import seams
from approvals.chains.definition import Office as Asked
from approvals.chains.definition import Step
from approvals.people.assignment import Assignment, PartyRef, assigned, standing_of
from approvals.words import Level, Party, Routing, StepKind
from kernel import seams as kernel_seams
from kernel.access.tables import USER
from kernel.clock import local_day
from kernel.errors import Invalid
from kernel.models import AccessRule, OutboxItem
from kernel.registry import assembled
from kernel.text import Text
from tests.addons.parties.town import CHANGCHUN, JILIN, PROVINCE, Town

REGISTRY = assembled({"kernel": [kernel_seams], "approvals": [seams, own_actors], "parties": [actors]})


def make_step(party=None, routing=None, level=Level.CITY, fixed=None):
    office = Asked(level, routing, fixed) if routing else None
    return Step(name="step", title=Text("步骤", "step"), kind=StepKind.ACT, party=party, office=office)


def make_case(initiator, **facts):
    return SimpleNamespace(initiator=initiator, facts=facts)


def resolved(town, step, initiator=None, **facts):
    """Whose the step is."""
    case = make_case(initiator or PartyRef("person", 0), **facts)
    return assigned(town.session, REGISTRY, case, step)


def refused(town, step, initiator=None, **facts):
    with pytest.raises(Invalid, match="没有可以办理"):
        resolved(town, step, initiator, **facts)


def test_every_party_and_routing_of_people_on_record_has_a_resolver():
    parties = {party.value for party in Party}
    routings = {"office.any", "office.by_employer", "office.by_region", "office.fixed"}
    assert REGISTRY.names(seams.ACTOR) == parties | routings
    assert {f"office.{routing}" for routing in Routing} == routings


def test_the_holder_is_who_is_named_or_who_began(town: Town):
    zhang, li = town.person(), town.person("李安娜")
    began = PartyRef("person", zhang.id)
    assert resolved(town, make_step(Party.HOLDER), began) == Assignment(party=began)
    assert resolved(town, make_step(Party.INITIATOR), began) == Assignment(party=began)
    named = resolved(town, make_step(Party.HOLDER), began, holder=li.id)
    assert named == Assignment(party=PartyRef("person", li.id))
    refused(town, make_step(Party.HOLDER), PartyRef("enterprise", 1))


def test_the_employer_is_who_is_named_or_the_only_one(town: Town):
    first, second = town.enterprise(), town.enterprise()
    person = town.staff(first)
    began = PartyRef("person", person.id)
    step = make_step(Party.EMPLOYER)
    assert resolved(town, step, began).party == PartyRef("enterprise", first.id)
    assert resolved(town, step, began, employer=second.id).party == PartyRef("enterprise", second.id)
    assert resolved(town, step, PartyRef("enterprise", second.id)).party == PartyRef("enterprise", second.id)
    town.employ(person, second)
    refused(town, step, began)
    refused(town, step, PartyRef("person", town.person().id))
    for wrong in (10**6, "1", True):
        refused(town, step, began, employer=wrong)


@pytest.mark.parametrize("party", [Party.FORMER_EMPLOYER, Party.RECEIVING_ENTERPRISE])
def test_other_enterprises_are_those_named(town: Town, party):
    firm = town.enterprise()
    assert resolved(town, make_step(party), **{party.value: firm.id}).party == PartyRef("enterprise", firm.id)
    refused(town, make_step(party))


def test_any_office_is_the_chosen_one_of_the_level_while_it_is_open(town: Town):
    chosen, step = town.office(JILIN), make_step(routing=Routing.ANY)
    assert resolved(town, step, office=chosen.id) == Assignment(office=chosen.id)
    refused(town, step, office=town.office(PROVINCE).id)
    refused(town, step)
    chosen.closed_on = town.now.date()
    refused(town, step, office=chosen.id)


def test_the_office_of_the_employer_or_the_one_above(town: Town):
    person = town.staff(town.enterprise(JILIN))
    began = PartyRef("person", person.id)
    for level, code in ((Level.CITY, JILIN), (Level.PROVINCE, PROVINCE)):
        step = make_step(routing=Routing.BY_EMPLOYER, level=level)
        assert resolved(town, step, began).office == town.office(code).id
    refused(town, make_step(routing=Routing.BY_EMPLOYER, level=Level.STATION), began)


def test_the_office_of_the_region_or_of_the_one_around(town: Town):
    region = town.session.scalars(select(Region).where(Region.code == CHANGCHUN)).one()
    county = town.session.scalars(select(Region).where(Region.code == "220102")).one()
    for place in (region, county):
        for level, code in ((Level.CITY, CHANGCHUN), (Level.PROVINCE, PROVINCE)):
            step = make_step(routing=Routing.BY_REGION, level=level)
            assert resolved(town, step, region=place.id).office == town.office(code).id
    refused(town, make_step(routing=Routing.BY_REGION), region=None)


def test_a_fixed_office_is_named_by_its_external_id(town: Town):
    step = make_step(routing=Routing.FIXED, fixed="parties.o220581")
    assert resolved(town, step).office == town.office("220581").id
    for wrong in ("parties.o999999", "parties.r220581", "o220581"):
        refused(town, make_step(routing=Routing.FIXED, fixed=wrong))


def test_a_user_stands_for_their_person_enterprises_and_offices(town: Town):
    person, firm = town.person(), town.enterprise()
    applicant = standing_of(town.session, REGISTRY, town.applicant(person))
    assert (*applicant.parties, *applicant.roles) == (PartyRef("person", person.id), "applicant")
    boss = standing_of(town.session, REGISTRY, town.boss(firm))
    assert boss.may_do(Assignment(party=PartyRef("enterprise", firm.id)))
    office = town.office().id
    clerk = standing_of(town.session, REGISTRY, town.clerk())
    assert clerk.may_do(Assignment(office=office, role="city_clerk"))
    assert not clerk.may_do(Assignment(office=office, role="province_clerk"))
    assert not clerk.may_do(Assignment(office=town.office(JILIN).id, role="city_clerk"))


def test_nobody_stands_for_nothing(town: Town):
    from kernel.access import Actor

    assert standing_of(town.session, REGISTRY, Actor(None, "", frozenset())).parties == frozenset()
    assert actors.standing_on_record(town.session, Actor(None, "", frozenset())).roles == frozenset()


def test_agents_and_providers_are_those_named(town: Town):
    person, firm = town.person(), town.enterprise()
    assert resolved(town, make_step(Party.AGENT), agent=person.id).party == PartyRef("person", person.id)
    assert resolved(town, make_step(Party.PROVIDER), provider=firm.id).party == PartyRef(
        "enterprise", firm.id
    )
    refused(town, make_step(Party.AGENT))
    refused(town, make_step(Party.PROVIDER))


def test_colleagues_are_the_active_accounts_of_the_office_with_the_role(town: Town):
    clerk, other = town.clerk(), town.clerk(role="province_clerk")
    town.clerk(JILIN)
    office = town.office().id

    def names(assignment: Assignment) -> set[str]:
        return {one.username for one in actors.colleagues(town.session, assignment)}

    assert names(Assignment(office=office, role="city_clerk")) == {clerk.username}
    assert names(Assignment(office=office)) == {clerk.username, other.username}
    town.session.execute(update(USER).where(USER.c.id == clerk.user_id).values(active=False))
    assert names(Assignment(office=office)) == {other.username}
    firm = town.enterprise()
    boss = town.boss(firm)
    assert names(Assignment(party=PartyRef("enterprise", firm.id))) == {boss.username}
    assert names(Assignment()) == set()


def test_who_looks_after_cases_does_so_for_their_office_and_those_below(town: Town):
    master, clerk = town.clerk(PROVINCE, "province_clerk"), town.clerk()
    row = {"role": "province_clerk", "permission": "can_oversee", "resource": "Cases", "scope": "none"}
    town.session.add(AccessRule(plugin="test", **row))
    town.session.flush()
    found = standing_of(town.session, REGISTRY, master)
    assert {town.office(PROVINCE).id, town.office(CHANGCHUN).id} <= found.oversees
    assert found.admin
    assert not standing_of(town.session, REGISTRY, clerk).admin


def test_an_enterprise_that_is_struck_off_is_told_to_its_cases(town: Town):
    assert topics.gone.__doc__
    firm = town.enterprise()
    standing = Standing(EnterpriseStatus.DEREGISTERED, local_day(town.now))
    change_status(town.session, firm.id, standing, actor="test", now=town.now)
    told = select(OutboxItem.payload).where(OutboxItem.topic == ENTERPRISE_GONE)
    assert list(town.session.scalars(told)) == [{"enterprise": firm.id}]
