"""The clocks of cases: told once each, also after days off and by two schedulers."""

from threading import Thread

from sqlalchemy import Engine, select

from approvals.cases.queries import case_history
from approvals.cases.statements import DECISION
from approvals.cases.view import CASE
from approvals.engine import Defect
from approvals.words import Outcome, Verb
from kernel.clock import FixedClock
from kernel.db import session_factory
from kernel.models import OutboxItem
from tests.approvals.offices import APPLICANT, CLERK, FILING, Desk
from tests.approvals.samples import make_chain, make_step

TIMED = make_chain(FILING, make_step("city", clock={"days": 3}), clock={"days": 4})


def told(desk: Desk, case: int) -> list[tuple[str, str]]:
    """What the clocks have logged."""
    with session_factory(desk.engine)() as session:
        return [(one.verb, one.step) for one in case_history(session, case) if not one.actor]


def test_every_clock_reminds_once_and_is_overdue_once(desk: Desk):
    case = desk.begin(TIMED).id
    for _ in range(12):
        desk.tick()
        desk.clock.advance(hours=16)
        desk.tick()
    assert told(desk, case) == [("remind", "city"), ("remind", ""), ("overdue", "city"), ("overdue", "")]
    assert desk.rows(select(CASE.c.alarm_on)) == [(None,)]
    desk.refuse_incoherent(case)


def test_after_a_week_off_what_is_overdue_is_caught_up_with_in_one_run(desk: Desk):
    case = desk.begin(TIMED).id
    desk.clock.advance(days=20)
    desk.tick()
    assert told(desk, case) == [("overdue", "city"), ("overdue", "")]


def test_a_clock_that_stands_in_correction_tells_nothing(desk: Desk):
    case = desk.begin(TIMED).id
    desk.decide(case, "city", Verb.RETURN, CLERK, defects=[Defect("photo", "不清楚")])
    desk.clock.advance(days=60)
    desk.tick()
    assert told(desk, case) == []
    desk.decide(case, "filing", Verb.RESUBMIT, APPLICANT)
    desk.clock.advance(days=1)
    desk.tick()
    assert told(desk, case) == []


def test_a_step_that_is_late_goes_where_its_chain_says(desk: Desk):
    chain = make_chain(FILING, make_step("city", clock={"days": 3}, on={"overdue": "lapsed"}))
    case = desk.begin(chain).id
    desk.clock.advance(days=20)
    desk.tick()
    assert desk.case(case).state.outcome is Outcome.LAPSED
    assert desk.counted() == {}
    desk.refuse_incoherent(case)


def test_what_was_decided_before_the_clocks_ran_is_not_late(desk: Desk):
    case = desk.begin(TIMED).id
    desk.clock.advance(days=20)
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    desk.tick()
    assert told(desk, case) == []


def test_two_schedulers_tell_once(approvals_engine: Engine, clock: FixedClock):
    desk = Desk(approvals_engine, clock)
    cases = [desk.begin(TIMED).id for _ in range(3)]
    desk.clock.advance(days=20)
    both = [Thread(target=Desk(approvals_engine, clock).tick) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    desk.tick()
    for case in cases:
        assert told(desk, case) == [("overdue", "city"), ("overdue", "")]
        desk.refuse_incoherent(case)
    assert desk.rows(select(OutboxItem.id).where(OutboxItem.state == "dead")) == []


def test_a_mark_is_one_entry_of_the_log_and_leaves_the_task_open(desk: Desk):
    case = desk.begin(TIMED).id
    desk.clock.advance(days=2)
    desk.tick()
    assert desk.steps(case) == ["city"]
    assert desk.rows(select(DECISION.c.actor).where(DECISION.c.verb == "remind")) == [("",)]
    desk.decide(case, "city", Verb.APPROVE, CLERK, seen=2)
    assert desk.case(case).state.outcome is Outcome.GRANTED
