"""Cases through the service: each act whole, the wrong ones refused with what to do."""

from datetime import date

import pytest
from sqlalchemy import select

from approvals.acts import service
from approvals.cases.queries import case_history, open_counts, tasks_for
from approvals.cases.view import CASE, TASK
from approvals.engine import Defect
from approvals.engine.openings import Left
from approvals.models import TaskState
from approvals.words import Outcome, Verb
from kernel.db import session_factory, transaction
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.approvals.offices import (
    APPLICANT,
    BOSS,
    CITY,
    CLERK,
    COLLEAGUE,
    DECIDE,
    FILING,
    MASTER,
    OVERSEER,
    PROVINCE,
    RENEWAL,
    REVIEW,
    STRANGER,
    Desk,
)
from tests.approvals.samples import make_chain, make_parallel, make_step

DEFECTS = (Defect("sections[applicant].fields[phone]", "号码少一位"), Defect("photo", "不是白底"))


def at_the_city(desk: Desk) -> int:
    """A renewal that the employer has confirmed."""
    case = desk.begin().id
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    return case


def test_a_renewal_goes_from_the_person_over_the_employer_to_the_city_and_is_granted(desk: Desk):
    case = at_the_city(desk)
    done = desk.decide(case, "city", Verb.APPROVE, CLERK)
    assert done.case.state.outcome is Outcome.GRANTED
    assert done.opened == ()
    desk.refuse_incoherent(case)
    with session_factory(desk.engine)() as session:
        history = case_history(session, case)
    assert [(one.verb, one.step, one.actor) for one in history] == [
        ("start", "", "zhang"),
        ("submit", "filing", "zhang"),
        ("approve", "employer", "boss"),
        ("approve", "city", "li"),
    ]


def test_the_clock_of_the_case_starts_at_the_filing_act_and_ends_on_a_working_day(desk: Desk):
    case = desk.begin().id
    assert desk.case(case).state.due is None
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    state = desk.case(case).state
    assert state.filed == date(2026, 3, 10)
    assert state.due is not None
    assert state.due.on == date(2026, 4, 7)
    assert desk.rows(select(TASK.c.due_on).where(TASK.c.state == "open")) == [(date(2026, 3, 17),)]


def test_each_sees_the_tasks_that_are_theirs(desk: Desk):
    case = desk.begin().id
    with session_factory(desk.engine)() as session:
        assert [task.case_id for task in tasks_for(session, BOSS)] == [case]
        assert tasks_for(session, CLERK) == tasks_for(session, STRANGER) == []
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    with session_factory(desk.engine)() as session:
        assert [task.step for task in tasks_for(session, COLLEAGUE)] == ["city"]
        assert tasks_for(session, BOSS) == []


def test_counters_follow_the_open_tasks_of_each_office(desk: Desk):
    chain = make_chain(FILING, DECIDE, REVIEW)
    first, second = desk.begin(chain), desk.begin(chain)
    desk.decide(first.id, "city", Verb.APPROVE, CLERK)
    with session_factory(desk.engine)() as session:
        counts = open_counts(session, [CITY, PROVINCE])
    assert counts == desk.counted() == {(CITY, second.matter): 1, (PROVINCE, first.matter): 1}


def test_a_return_lists_every_defect_and_stops_the_clocks_until_the_step_opens_again(desk: Desk):
    case = at_the_city(desk)
    desk.clock.advance(days=2)
    desk.decide(case, "city", Verb.RETURN, CLERK, defects=DEFECTS)
    state = desk.case(case).state
    assert state.correction is not None
    assert (state.correction.step, state.correction.defects) == ("filing", DEFECTS)
    assert (state.due, state.left) == (None, {"": Left(18), "city": Left(3)})
    desk.clock.advance(days=30)
    desk.decide(case, "filing", Verb.RESUBMIT, APPLICANT)
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    state = desk.case(case).state
    assert state.correction is None
    opening = state.opening("city")
    assert opening is not None
    assert opening.due is not None
    assert opening.due.on == date(2026, 4, 15)
    assert state.due is not None
    assert state.due.on == date(2026, 5, 6)
    desk.refuse_incoherent(case)


def test_a_return_without_defects_is_refused(desk: Desk):
    case = at_the_city(desk)
    for defects in ((), (Defect("photo", " "),)):
        with pytest.raises(Invalid) as refused:
            desk.decide(case, "city", Verb.RETURN, CLERK, defects=defects)
        assert refused.value.place == "defects"


def test_a_return_to_a_step_that_is_not_before_is_refused_with_those_that_are(desk: Desk):
    case = at_the_city(desk)
    with pytest.raises(Invalid) as refused:
        desk.decide(case, "city", Verb.RETURN, CLERK, defects=DEFECTS, to="city")
    assert "filing, employer" in refused.value.remedy.en


def test_a_refusal_needs_its_reason(desk: Desk):
    case = at_the_city(desk)
    with pytest.raises(Invalid, match="必须说明理由"):
        desk.decide(case, "city", Verb.REJECT, CLERK, opinion=" ")
    done = desk.decide(case, "city", Verb.REJECT, CLERK, opinion="证书已注销")
    assert done.case.state.outcome is Outcome.REFUSED


def test_an_employer_that_does_not_agree_ends_the_case_but_does_not_refuse_it(desk: Desk):
    case = desk.begin().id
    done = desk.decide(case, "employer", Verb.REJECT, BOSS, opinion="已离职")
    assert done.case.state.outcome is Outcome.TERMINATED


def test_the_second_clerk_on_the_same_page_is_told_who_was_first(desk: Desk):
    case = at_the_city(desk)
    seen = desk.case(case).state.seq
    desk.decide(case, "city", Verb.APPROVE, CLERK, seen=seen)
    with pytest.raises(Conflict) as refused:
        desk.decide(case, "city", Verb.REJECT, COLLEAGUE, seen=seen, opinion="x")
    assert "li 已于 03-10 10:00 同意“city”。办件已办结（准予）。" in refused.value.what.zh
    assert "look at the page as it is now" in refused.value.remedy.en


def test_the_act_that_moved_the_case_is_named_and_not_what_only_came_before_it(desk: Desk):
    hurried = {**DECIDE, "verbs": ["approve", "reject", "urge"]}
    case = desk.begin(make_chain(FILING, hurried)).id
    seen = desk.case(case).state.seq
    desk.decide(case, "city", Verb.URGE, OVERSEER, seen=seen)
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    with pytest.raises(Conflict) as refused:
        desk.decide(case, "city", Verb.REJECT, COLLEAGUE, seen=seen, opinion="x")
    assert "li 已于 03-10 10:00 同意“city”" in refused.value.what.zh
    assert "did “approve” at “city”" in refused.value.what.en


def test_a_double_submit_is_told_that_it_was_done_already(desk: Desk):
    case = desk.begin().id
    seen = desk.case(case).state.seq
    desk.decide(case, "employer", Verb.APPROVE, BOSS, seen=seen)
    with pytest.raises(Conflict) as refused:
        desk.decide(case, "employer", Verb.APPROVE, BOSS, seen=seen)
    assert refused.value.what.zh.startswith("您已于 03-10 10:00 办理过“employer”")
    assert len(desk.rows(select(TASK.c.id).where(TASK.c.case_id == case, TASK.c.state == "open"))) == 1


def test_a_page_from_before_a_return_is_stale_although_the_step_is_open_again(desk: Desk):
    case = at_the_city(desk)
    stale = desk.case(case).state.seq
    desk.decide(case, "city", Verb.RETURN, CLERK, defects=DEFECTS, to="employer")
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    with pytest.raises(Conflict, match="退回补正"):
        desk.decide(case, "city", Verb.APPROVE, COLLEAGUE, seen=stale)


def test_an_act_in_another_lane_does_not_make_a_page_stale(desk: Desk):
    chain = make_chain(FILING, make_parallel("both", left=[make_step("a")], right=[make_step("b")]))
    case = desk.begin(chain).id
    seen = desk.case(case).state.seq
    desk.decide(case, "a", Verb.APPROVE, CLERK, seen=seen)
    assert desk.decide(case, "b", Verb.APPROVE, CLERK, seen=seen).case.state.outcome is Outcome.GRANTED
    desk.refuse_incoherent(case)


def test_a_stranger_learns_nothing_of_the_case(desk: Desk):
    case = at_the_city(desk)
    for missing in (case, 10_000):
        with pytest.raises(NotFound, match="没有这个办件，或您无权查看"):
            desk.decide(missing, "city", Verb.APPROVE, STRANGER, seen=1)


def test_a_clerk_of_another_office_is_told_that_the_step_is_not_theirs(desk: Desk):
    case = at_the_city(desk)
    with pytest.raises(NotAllowed, match="不由您办理"):
        desk.decide(case, "city", Verb.APPROVE, MASTER)


def test_who_started_a_case_does_not_decide_it(desk: Desk):
    name = desk.publish(make_chain(FILING, DECIDE))
    with transaction(desk.engine) as session:
        new = service.NewCase(name, next(iter(APPLICANT.parties)), {"office": CITY})
        case = service.submit_case(session, new, actor=CLERK, now=desk.clock.now(), registry=desk.registry)
    with pytest.raises(NotAllowed, match="不能审批自己发起的办件") as refused:
        desk.decide(case.id, "city", Verb.APPROVE, CLERK)
    assert "colleague" in refused.value.remedy.en
    desk.decide(case.id, "city", Verb.APPROVE, COLLEAGUE)


def test_a_verb_that_the_step_does_not_have_is_refused_with_those_it_has(desk: Desk):
    case = at_the_city(desk)
    with pytest.raises(NotAllowed) as refused:
        desk.decide(case, "city", Verb.ACCEPT, CLERK)
    assert refused.value.remedy.en == "Possible: approve, reject, return."


def test_a_closed_case_allows_nothing(desk: Desk):
    case = at_the_city(desk)
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    for step, verb, who in (
        ("city", Verb.REJECT, CLERK),
        ("filing", Verb.SUBMIT, APPLICANT),
        ("", Verb.WITHDRAW, APPLICANT),
    ):
        with pytest.raises(Conflict, match="已办结"):
            desk.decide(case, step, verb, who, opinion="x")


def test_the_applicant_withdraws_and_the_open_work_goes_away(desk: Desk):
    case = at_the_city(desk)
    with transaction(desk.engine) as session:
        done = service.withdraw(
            session, case, actor=APPLICANT, seen=3, now=desk.clock.now(), registry=desk.registry
        )
    assert done.case.state.outcome is Outcome.WITHDRAWN
    states = desk.rows(select(TASK.c.step, TASK.c.state).where(TASK.c.case_id == case).order_by(TASK.c.id))
    assert states == [("employer", TaskState.DONE), ("city", TaskState.DROPPED)]
    assert desk.counted() == {}
    with session_factory(desk.engine)() as session:
        assert open_counts(session, [CITY]) == {}


def test_nobody_else_withdraws(desk: Desk):
    case = at_the_city(desk)
    with pytest.raises(NotAllowed, match="只有申请人"):
        desk.decide(case, "", Verb.WITHDRAW, CLERK)


def test_a_case_stays_on_the_version_it_began_on(desk: Desk):
    case = desk.begin()
    desk.publish(make_chain(FILING, make_step("other")), case.chain)
    desk.decide(case.id, "employer", Verb.APPROVE, BOSS)
    assert desk.steps(case.id) == ["city"]


def test_new_facts_come_with_an_act_and_stay(desk: Desk):
    case = desk.begin(RENEWAL, submit=False).id
    desk.decide(case, "filing", Verb.SUBMIT, APPLICANT, facts={"amount": 5, "day": date(2026, 5, 1)})
    assert desk.case(case).facts["amount"] == 5
    assert desk.case(case).facts["day"] == date(2026, 5, 1)


def test_an_unknown_chain_begins_no_case(desk: Desk):
    new = service.NewCase("toy.none", next(iter(APPLICANT.parties)), {})
    with transaction(desk.engine) as session, pytest.raises(NotFound, match="没有可用的审批链"):
        service.open_case(session, new, actor=APPLICANT, now=desk.clock.now(), registry=desk.registry)
    assert desk.rows(select(CASE.c.id)) == []
