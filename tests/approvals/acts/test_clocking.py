"""Days move with the calendar, waits and notices end, silence counts: once each, whoever runs them and however late."""

from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from approvals.acts.clocking import reckon
from approvals.acts.exits import happened
from approvals.casefile.timeline import timeline
from approvals.cases.queries import case_history, case_view
from approvals.cases.view import CASE, TASK
from approvals.engine import Defect
from approvals.jobs import RECKON, RECKON_SOME
from approvals.words import Outcome, Verb
from kernel.calendar import CHANGED, restore_day, set_day
from kernel.clock import FixedClock
from kernel.db import session_factory, transaction
from kernel.errors import Conflict
from kernel.jobs import run_now
from kernel.models import OutboxItem
from kernel.outbox.claiming import LEASE, claimed
from kernel.workdays import DayKind
from tests.approvals.offices import APPLICANT, BOSS, CLERK, FILING, RENEWAL, Desk
from tests.approvals.samples import make_auto, make_branch, make_case, make_chain, make_parallel, make_step

TIMED = make_chain(FILING, make_step("city", clock={"days": 3, "promised": 2}), clock={"days": 4})
PLAIN = make_chain(FILING, make_step("city", clock={"days": 3, "unit": "calendar"}))
WAITING = make_chain(
    FILING, {"name": "pause", "kind": "wait", "title": "pause", "lasts": {"days": 3}}, make_step("city")
)
NOTICE = make_chain(
    FILING, {"name": "public", "kind": "notice", "title": "public", "lasts": {"days": 5, "unit": "calendar"}}
)
SILENT = make_chain(
    FILING,
    make_step("city", clock={"days": 3, "silence": "grant"}),
    make_auto("done", effects=[{"effect": "toy.mark", "with": {"what": "'granted'"}}]),
)
HOLIDAY = date(2026, 3, 12)


def verbs(desk: Desk, case: int) -> list[str]:
    """What was logged of the case that nobody did."""
    with session_factory(desk.engine)() as session:
        return [one.verb for one in case_history(session, case) if not one.actor]


def off(desk: Desk, *days: date) -> None:
    """The office does not work on these days, as it has just heard."""
    for day in days:
        with transaction(desk.engine) as session:
            set_day(session, day, DayKind.OFF, name="放假", actor="admin", now=desk.clock.now())


def heard(desk: Desk) -> None:
    """The minute after which a change is taken up has passed."""
    desk.clock.advance(minutes=2)
    desk.tick()


def days_of(desk: Desk, case: int) -> tuple[date | None, ...]:
    """The days that the rows of the case and of its open task say."""
    [(due, alarm)] = desk.rows(select(CASE.c.due_on, CASE.c.alarm_on).where(CASE.c.id == case))
    [(task,)] = desk.rows(select(TASK.c.due_on).where(TASK.c.case_id == case, TASK.c.state == "open"))
    return due, alarm, task


def test_a_holiday_that_is_declared_later_moves_the_days_and_its_end_moves_them_back(desk: Desk):
    case = desk.begin(TIMED).id
    before = days_of(desk, case)
    assert before == (date(2026, 3, 16), date(2026, 3, 11), date(2026, 3, 12))
    off(desk, HOLIDAY)
    heard(desk)
    assert days_of(desk, case) == (date(2026, 3, 17), date(2026, 3, 11), date(2026, 3, 13))
    assert verbs(desk, case) == ["reckoned"]
    heard(desk)
    assert verbs(desk, case).count("reckoned") == 1

    with transaction(desk.engine) as session:
        restore_day(session, HOLIDAY, actor="admin", now=desk.clock.now())
    heard(desk)
    assert days_of(desk, case) == before
    desk.refuse_incoherent(case)


def test_a_notice_entered_day_by_day_is_counted_once(desk: Desk):
    cases = [desk.begin(TIMED).id, desk.begin(PLAIN).id]
    off(desk, HOLIDAY, date(2026, 3, 13), date(2026, 3, 16))
    heard(desk)
    assert verbs(desk, cases[0]).count("reckoned") == 1
    assert verbs(desk, cases[1]) == []
    done = dict(map(tuple, desk.rows(select(OutboxItem.topic, func.count()).group_by(OutboxItem.topic))))
    assert (done[CHANGED], done[RECKON_SOME], done[RECKON]) == (3, 1, 1)
    # calendar_changed hands the cases out, look_for_moved finds those that move, count_anew moves them
    assert (CHANGED, RECKON_SOME, RECKON) == ("calendar.changed", "approvals.reckon_some", "approvals.reckon")


def test_nothing_is_brought_about_by_a_calendar_that_is_no_more_in_force(desk: Desk):
    approved = make_step("city", clock={"days": 3, "on_overdue": "approve"})
    case = desk.begin(make_chain(FILING, approved)).id
    desk.clock.advance(days=6)
    # the morning after the last day, and before anybody has heard of it that day becomes a day off
    off(desk, date(2026, 3, 13))
    desk.tick()
    assert desk.steps(case) == ["city"]
    assert verbs(desk, case) == ["reckoned", "remind"]
    assert days_of(desk, case)[2] == date(2026, 3, 16)
    heard(desk)
    assert verbs(desk, case).count("reckoned") == 1
    desk.clock.advance(days=1)
    desk.tick()
    assert desk.case(case).state.outcome is Outcome.GRANTED
    desk.refuse_incoherent(case)


def test_a_closed_case_is_not_counted_anew(desk: Desk):
    case = desk.begin(TIMED).id
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    off(desk, HOLIDAY)
    heard(desk)
    with transaction(desk.engine) as session:
        assert not reckon(session, case, now=desk.clock.now(), registry=desk.registry)
    assert verbs(desk, case) == []


def test_a_wait_is_over_when_its_days_are_and_a_notice_when_its_last_day_is(desk: Desk):
    waiting, public = desk.begin(WAITING).id, desk.begin(NOTICE).id
    desk.clock.advance(days=2)
    desk.tick()
    assert (desk.steps(waiting), desk.steps(public)) == (["pause"], ["public"])
    desk.clock.advance(days=7)
    desk.tick()
    assert desk.steps(waiting) == ["city"]
    assert desk.case(public).state.outcome is Outcome.GRANTED
    assert verbs(desk, waiting).count("elapsed") == 1
    desk.refuse_incoherent(waiting)
    desk.refuse_incoherent(public)


def test_a_wait_for_a_rule_ends_on_the_day_on_which_it_holds(desk: Desk):
    wait = {"name": "pause", "kind": "wait", "title": "pause", "until": "today >= opens"}
    case = desk.begin(make_chain(FILING, wait, make_step("city")), opens=date(2026, 3, 20)).id
    for _ in range(9):
        desk.clock.advance(days=1)
        desk.tick()
    assert desk.steps(case) == ["pause"]
    desk.clock.advance(days=1)
    desk.tick()
    assert desk.steps(case) == ["city"]
    desk.refuse_incoherent(case)


def test_a_case_that_parties_still_mend_is_not_late(desk: Desk):
    case = desk.begin(RENEWAL).id
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    desk.decide(case, "city", Verb.RETURN, CLERK, defects=(Defect("photo", "不清楚"),), to="filing")
    assert desk.rows(select(TASK.c.mending).where(TASK.c.case_id == case, TASK.c.state == "open")) == [
        (True,)
    ]
    desk.decide(case, "filing", Verb.RESUBMIT, APPLICANT)
    assert desk.rows(select(TASK.c.mending).where(TASK.c.case_id == case, TASK.c.state == "open")) == [
        (False,)
    ]
    desk.clock.advance(days=90)
    desk.tick()
    assert days_of(desk, case) == (None, None, None)
    assert verbs(desk, case) == []
    desk.refuse_incoherent(case)
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    assert days_of(desk, case)[0] is not None
    desk.refuse_incoherent(case)


NOWHERE = make_step("later", office={"level": "city", "routing": "by_employer"})
"""A step of an office that nobody here can find."""
MARK = {"effect": "toy.mark", "with": {"what": "'passed'"}}


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (make_auto("x", checks=[{"check": "employed_by"}]), "核验没有通过"),
        (make_branch("r", make_case("c", make_step("q"), when="never_asked > 1")), "never_asked"),
        (NOWHERE, "office.by_employer"),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_what_a_clock_cannot_bring_about_is_told_once_and_not_tried_again(
    desk: Desk, after: dict[str, Any], why: str, whole: bool
):
    clock = {"days": 3, "on_overdue": "approve"}
    silent = make_step("city", role="city_clerk", effects=[MARK], **({} if whole else {"clock": clock}))
    case = desk.begin(make_chain(FILING, silent, after, **({"clock": clock} if whole else {}))).id
    for _ in range(5):
        desk.clock.advance(days=5)
        desk.tick()
    if whole and after is NOWHERE:
        # all that is left is passed, so that no office has to be found for it
        assert desk.case(case).state.outcome is Outcome.GRANTED
        return
    assert desk.steps(case) == ["city"]
    with session_factory(desk.engine)() as session:
        log = case_history(session, case)
        [told] = [one for one in log if one.verb == "overdue"]
        points = timeline(session, desk.registry, case_view(session, case))
    assert told.entry is not None
    assert told.entry.act.because is not None
    assert why in told.entry.act.because.zh
    assert why in next(one.what.zh for one in points if one.what.zh.startswith("超过时限"))
    assert desk.effects(case) == []
    assert not desk.rows(select(OutboxItem.id).where(OutboxItem.state != "done"))
    desk.refuse_incoherent(case)
    if after["kind"] == "auto":
        with pytest.raises(Conflict) as refused:
            desk.decide(case, "city", Verb.APPROVE, CLERK)
        assert refused.value.remedy.zh


def stuck_chain() -> dict[str, Any]:
    """A wait that is over on a day, after which a rule asks for what only a word from outside brings."""
    wait = {"name": "pause", "kind": "wait", "title": "pause", "until": "today >= opens"}
    word = {"name": "word", "kind": "wait", "title": "word", "event": "told"}
    asked = make_branch("r", make_case("c", make_step("q"), when="never_asked > 1"), **{"else": []})
    return make_chain(FILING, make_parallel("both", one=[wait, asked], two=[word, make_step("city")]))


def test_a_wait_that_cannot_lead_on_is_told_once_and_tried_until_it_can(desk: Desk):
    case = desk.begin(stuck_chain(), opens=date(2026, 3, 20)).id
    for _ in range(14):
        desk.clock.advance(days=1)
        desk.tick()
    assert desk.steps(case) == ["pause", "word"]
    with session_factory(desk.engine)() as session:
        [told] = [one for one in case_history(session, case) if one.verb == "held"]
        [point] = [one for one in timeline(session, desk.registry, desk.case(case)) if "条件" in one.what.zh]
    assert told.entry is not None
    assert told.entry.act.because is not None
    assert "never_asked" in point.what.zh
    assert "未能自动办理" in point.what.zh
    assert not desk.rows(select(OutboxItem.id).where(OutboxItem.state != "done"))
    desk.refuse_incoherent(case)
    with transaction(desk.engine) as session:
        happened(session, case, event="told", now=desk.clock.now(), registry=desk.registry, never_asked=2)
    assert desk.steps(case) == ["q", "city"]
    assert verbs(desk, case).count("held") == 2
    desk.refuse_incoherent(case)


def test_what_somebody_does_elsewhere_in_the_case_is_done_though_a_wait_cannot_lead_on(desk: Desk):
    body = stuck_chain()
    body["steps"][1]["lanes"][1]["steps"].pop(0)
    case = desk.begin(body, opens=date(2026, 3, 20)).id
    desk.clock.advance(days=14)
    desk.decide(case, "city", Verb.APPROVE, CLERK, facts={"said": "yes"})
    assert desk.steps(case) == ["pause"]
    assert verbs(desk, case) == ["held"]
    desk.refuse_incoherent(case)


def test_silence_grants_once_after_a_week_off_with_two_schedulers(
    approvals_engine: Engine, clock: FixedClock
):
    desk = Desk(approvals_engine, clock)
    cases = [desk.begin(SILENT).id for _ in range(3)]
    desk.clock.advance(days=10)
    both = [Thread(target=Desk(approvals_engine, clock).tick) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    desk.tick()
    for case in cases:
        assert desk.case(case).state.outcome is Outcome.GRANTED
        assert len(desk.effects(case)) == 1
        assert verbs(desk, case).count("silence") == 1
        desk.refuse_incoherent(case)


def test_a_scheduler_that_dies_with_the_work_in_hand_loses_nothing(desk: Desk):
    case = desk.begin(SILENT).id
    desk.clock.advance(days=10)
    run_now(desk.engine, desk.registry, desk.clock, "approvals.clocks")
    while claimed(desk.engine, "dead", desk.clock.now()):
        pass
    desk.tick()
    assert desk.case(case).state.outcome is None
    desk.clock.moment += LEASE + timedelta(seconds=1)
    desk.tick()
    assert desk.case(case).state.outcome is Outcome.GRANTED
    assert len(desk.effects(case)) == 1
    desk.refuse_incoherent(case)
