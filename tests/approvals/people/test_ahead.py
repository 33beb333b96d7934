"""approvals.people.ahead: offices to which a case is going to come, and what those who look after them may do before it has."""

from dataclasses import replace

import pytest

from approvals.cases.queries import allowed_to, case_view
from approvals.people.ahead import offices_ahead
from approvals.people.assignment import Standing
from approvals.people.authority import in_whose_place, looked_at, may_see
from approvals.words import Outcome, Verb
from kernel.db import session_factory
from kernel.errors import NotAllowed, NotFound
from kernel.surroundings import Surroundings, surround
from tests.approvals.offices import (
    APPLICANT,
    CITY,
    CLERK,
    CONFIRM,
    DECIDE,
    FILING,
    MASTER,
    OVERSEER,
    PROVINCE,
    REVIEW,
    Desk,
)
from tests.approvals.samples import make_branch, make_case, make_chain, make_parallel

URGED = make_chain(FILING, {**CONFIRM, "verbs": ["approve", "urge"]}, DECIDE)
ELSEWHERE = replace(OVERSEER, oversees=frozenset({220200}))
"""Looks after another city."""


@pytest.mark.parametrize(
    ("steps", "offices"),
    [
        ([DECIDE], {CITY}),
        ([DECIDE, REVIEW], {CITY, PROVINCE}),
        ([make_parallel("p", left=[DECIDE], right=[REVIEW])], {CITY, PROVINCE}),
        ([make_branch("r", make_case("big", DECIDE), **{"else": [REVIEW]})], set()),
        (
            [make_branch("r", make_case("big", DECIDE, REVIEW), **{"else": [{**REVIEW, "name": "other"}]})],
            {PROVINCE},
        ),
        ([make_branch("r", make_case("big", DECIDE))], set()),
    ],
    ids=["one", "two", "lanes", "either", "common", "perhaps"],
)
def test_the_offices_to_which_a_case_comes_whatever_is_decided(desk: Desk, steps, offices):
    case = desk.begin(make_chain(FILING, CONFIRM, *steps)).id
    with session_factory(desk.engine)() as session:
        assert offices_ahead(session, desk.registry, case_view(session, case)) == offices


def seen_by(desk: Desk, case: int, one: Standing) -> list[bool]:
    """Whether the case is theirs to see and to speak of, and there for them."""
    with session_factory(desk.engine)() as session:
        surround(session, Surroundings(desk.registry, desk.clock))
        try:
            there = looked_at(session, one, case).case.id == case
        except NotFound:
            there = False
        return [may_see(session, one, case), in_whose_place(session, one, case) == "", there]


def test_who_looks_after_the_office_sees_a_case_that_has_not_come_to_it_and_no_clerk_does(desk: Desk):
    case = desk.begin(URGED).id
    assert seen_by(desk, case, OVERSEER) == [True, True, True]
    for other in (CLERK, MASTER, ELSEWHERE):
        assert seen_by(desk, case, other) == [False, False, False], other


def test_they_terminate_urge_and_hand_it_on_with_a_reason(desk: Desk):
    case = desk.begin(URGED).id
    with session_factory(desk.engine)() as session:
        may = allowed_to(session, desk.registry, case, OVERSEER)
        assert allowed_to(session, desk.registry, case, ELSEWHERE) == {}
    assert set(may["employer"]) == {Verb.URGE, Verb.TRANSFER}
    assert set(may[""]) == {Verb.SUSPEND, Verb.TERMINATE}
    with pytest.raises(NotAllowed, match=r"还没有到您督办的机构.*可以终止"):
        desk.decide(case, "", Verb.JUMP, OVERSEER, to="city", opinion="企业不办")
    desk.decide(case, "employer", Verb.URGE, OVERSEER)
    with pytest.raises(NotAllowed):
        desk.decide(case, "", Verb.TERMINATE, ELSEWHERE, opinion="不该由我")
    done = desk.decide(case, "", Verb.TERMINATE, OVERSEER, opinion="企业长期失联")
    assert done.case.state.outcome is Outcome.TERMINATED
    assert seen_by(desk, case, OVERSEER) == [True, True, True], "what they have ended they can still read"
    desk.refuse_incoherent(case)


def test_what_was_ended_before_it_came_is_nobodys_to_read_but_of_who_ended_it(desk: Desk):
    taken, ended = desk.begin(URGED).id, desk.begin(URGED).id
    desk.decide(taken, "", Verb.WITHDRAW, APPLICANT)
    assert not any(seen_by(desk, taken, OVERSEER))
    desk.decide(ended, "", Verb.TERMINATE, OVERSEER, opinion="不再办理")
    assert all(seen_by(desk, ended, OVERSEER))
