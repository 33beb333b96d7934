"""approvals.acts.exits: events from outside, and parties that are gone."""

import pytest

from approvals.acts.exits import happened, leave, party_gone, waiting_for
from approvals.words import Exit, Outcome, Verb
from kernel.db import session_factory, transaction
from kernel.errors import Conflict
from kernel.outbox import drain
from tests.approvals.offices import APPLICANT, CONFIRM, DECIDE, FILING, FIRM, Desk
from tests.approvals.samples import make_chain

EXAM = make_chain(FILING, {"name": "exam", "kind": "wait", "title": "考试", "event": "exam_passed"}, DECIDE)
GONE = make_chain(FILING, {**CONFIRM, "files": False, "on": {"party_deregistered": "city"}}, DECIDE)
RULED = make_chain(FILING, {"name": "exam", "kind": "wait", "title": "考试", "until": "score >= 60"}, DECIDE)


def test_an_event_passes_the_step_that_waits_for_it_and_no_other(desk: Desk):
    case = desk.begin(EXAM).id
    with transaction(desk.engine) as session, pytest.raises(Conflict, match="没有步骤在等"):
        happened(session, case, event="paid", now=desk.clock.now(), registry=desk.registry)
    with transaction(desk.engine) as session:
        happened(session, case, event="exam_passed", now=desk.clock.now(), registry=desk.registry, score=71)
    assert desk.steps(case) == ["city"]
    assert desk.case(case).facts["score"] == 71
    desk.refuse_incoherent(case)


def test_a_wait_is_over_as_soon_as_an_act_brings_the_facts(desk: Desk):
    case = desk.begin(RULED, submit=False).id
    desk.decide(case, "filing", Verb.SUBMIT, APPLICANT, facts={"score": 10})
    assert desk.steps(case) == ["exam"]
    other = desk.begin(RULED, submit=False).id
    done = desk.decide(other, "filing", Verb.SUBMIT, APPLICANT, facts={"score": 60})
    assert [one.step for one in done.case.state.open] == desk.steps(other) == ["city"]
    desk.refuse_incoherent(other)


def test_steps_of_an_enterprise_that_is_gone_are_left_by_the_way_of_the_chain_once(desk: Desk):
    case, stays = desk.begin(GONE).id, desk.begin().id
    for expected in (1, 0):
        with transaction(desk.engine) as session:
            count = party_gone(session, FIRM, now=desk.clock.now(), registry=desk.registry)
        assert count == expected
        drain(desk.engine, desk.registry, clock=desk.clock, worker="test", limit=100)
    assert desk.steps(case) == ["city"]
    assert desk.steps(stays) == ["employer"]
    desk.refuse_incoherent(case)


def test_a_step_without_such_a_way_is_not_left(desk: Desk):
    case = desk.begin().id
    with session_factory(desk.engine)() as session, pytest.raises(Conflict):
        leave(session, case, "employer", Exit.PARTY_SILENT, now=desk.clock.now(), registry=desk.registry)
    desk.decide(case, "", Verb.WITHDRAW, APPLICANT)
    assert desk.case(case).state.outcome is Outcome.WITHDRAWN


def test_case_that_two_steps_of_a_party_that_is_gone_hand_to_each_other_stops(desk: Desk):
    first = {**CONFIRM, "files": False, "name": "e1", "on": {"party_deregistered": "e2"}}
    second = {**first, "name": "e2", "on": {"party_deregistered": "e1"}}
    case = desk.begin(make_chain({**FILING, "files": True}, first, second, DECIDE)).id
    for step, there in (("e1", True), ("e2", True), ("e1", False)):
        with transaction(desk.engine) as session:
            [one] = waiting_for(session, FIRM, registry=desk.registry, case_id=case)
            assert (one.step, one.leaves) == (step, there)
            if there:
                leave(
                    session, case, step, Exit.PARTY_DEREGISTERED, now=desk.clock.now(), registry=desk.registry
                )
