"""Who may act: what plugins say of steps and of users."""

from types import ModuleType

import pytest

import approvals.seams
from approvals.people.assignment import Assignment, PartyRef, Standing, standing_of
from approvals.seams import actor, standing
from approvals.words import Verb
from kernel import seams
from kernel.access import Actor as User
from kernel.db import session_factory
from kernel.errors import Invalid, RegistryError
from kernel.registry import assembled
from tests.approvals.offices import BOSS, CITY, FILING, FIRM, Desk
from tests.approvals.samples import make_chain, make_step


@standing("toy.people")
def people(session, user):
    """The parties a user acts for."""
    return Standing(None, "", parties=frozenset({PartyRef("person", user.user_id)}))


@standing("toy.staff")
def staff(session, user):
    """The offices a user belongs to."""
    return Standing(None, "", offices=frozenset({CITY}), roles=frozenset({"city_clerk"}))


@actor("agent")
def nobody(session, case, step):
    """An agent that was never named."""
    return Assignment()


def test_who_somebody_is_comes_from_all_plugins_together(desk: Desk):
    toys = ModuleType(__name__)
    toys.people, toys.staff = people, staff  # type: ignore[attr-defined]
    registry = assembled({"kernel": [seams], "approvals": [approvals.seams], "toy": [toys]})
    with session_factory(desk.engine)() as session:
        found = standing_of(session, registry, User(7, "zhang", frozenset()))
    parties, offices, roles = {PartyRef("person", 7)}, {CITY}, {"city_clerk"}
    assert found == Standing(7, "zhang", frozenset(parties), frozenset(offices), frozenset(roles))


@pytest.mark.parametrize(
    ("assignment", "may"),
    [
        (Assignment(party=FIRM), True),
        (Assignment(party=PartyRef("enterprise", 4)), False),
        (Assignment(office=CITY), True),
        (Assignment(office=CITY, role="clerk"), True),
        (Assignment(office=CITY, role="judge"), False),
        (Assignment(office=1, role="clerk"), False),
        (Assignment(role="clerk"), False),
        (Assignment(), False),
    ],
)
def test_a_step_is_for_its_party_or_for_the_role_at_its_office(assignment: Assignment, may: bool):
    who = Standing(1, "x", frozenset({FIRM}), frozenset({CITY}), frozenset({"clerk"}))
    assert who.may_do(assignment) is may


def test_a_step_whose_party_no_plugin_knows_is_refused_before_anything_is_written(desk: Desk):
    with pytest.raises(RegistryError, match="provider"):
        desk.begin(make_chain(FILING, make_step("a", kind="confirm", party="provider", office=None)))


def test_a_step_that_nobody_can_do_is_refused_and_the_case_stays_where_it_was(desk: Desk):
    toys = ModuleType(__name__)
    toys.nobody = nobody  # type: ignore[attr-defined]
    chain = make_chain(
        FILING,
        make_step("employer", kind="confirm", party="employer", office=None),
        make_step("a", kind="confirm", party="agent", office=None),
    )
    case = desk.begin(chain).id
    desk.registry = assembled({"kernel": [seams], "approvals": [approvals.seams], "toy": [toys]})
    before = desk.case(case)
    with pytest.raises(Invalid, match="没有可以办理的人或机构"):
        desk.decide(case, "employer", Verb.APPROVE, BOSS)
    assert desk.case(case) == before
    desk.refuse_incoherent(case)
