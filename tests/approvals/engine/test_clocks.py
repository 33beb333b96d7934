"""Clocks of steps and of the case: set, stopped, resumed, told once."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.chains.definition import Clock, Span
from approvals.engine import Actor, Due, alarm_of, happening
from approvals.engine.clocks import due_of, left_of, resumed
from approvals.engine.openings import Left, Resumption
from approvals.words import Happening, Outcome, Overdue, Unit, Verb
from kernel.clock import local_day
from kernel.errors import Invalid
from kernel.nodes import Body
from kernel.workdays import Calendar, DayKind
from tests.approvals.engine.runs import BEGIN, DEFECT, Run
from tests.approvals.samples import make_chain, make_fill, make_step

# 2026: National Day and the Mid-Autumn Festival with their make-up days, as the State Council gave them
OFF = [*(date(2026, 9, day) for day in (25, 26, 27)), *(date(2026, 10, day) for day in range(1, 8))]
AUTUMN = Calendar(
    dict.fromkeys(OFF, DayKind.OFF) | dict.fromkeys([date(2026, 9, 20), date(2026, 10, 10)], DayKind.WORKING)
)
ADMIN = Actor("root", admin=True)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
CALENDARS = st.dictionaries(DAYS, st.sampled_from(DayKind), max_size=30).map(Calendar)


def clock(days: int, unit: Unit = Unit.WORKING, **more: Any) -> Clock:
    """A clock that reminds."""
    return Clock(Span(days, unit), Overdue.REMIND, **more)


def test_twenty_working_days_from_the_catalogue():
    assert due_of(clock(20), date(2026, 9, 18), AUTUMN).on == date(2026, 10, 22)


def test_calendar_days_count_every_day_and_not_the_first():
    assert due_of(clock(10, Unit.CALENDAR), date(2026, 9, 18), AUTUMN).on == date(2026, 9, 28)


def test_the_promised_day_comes_before_the_statutory_one_and_is_what_one_is_reminded_of():
    due = due_of(clock(20, promised=5, remind=2), date(2026, 3, 10), Calendar())
    assert (due.on, due.promised, due.remind) == (date(2026, 4, 7), date(2026, 3, 17), date(2026, 3, 13))


def test_nobody_is_reminded_on_the_day_the_clock_starts():
    assert due_of(clock(1), date(2026, 3, 10), Calendar()).remind is None


@settings(max_examples=80)
@given(CALENDARS, DAYS, st.integers(1, 30), st.integers(0, 60), st.integers(0, 60))
def test_a_clock_that_stood_ends_on_a_working_day_with_no_day_lost_or_won(
    calendar: Calendar, day: date, days: int, before: int, stood: int
):
    ours = clock(days)
    due = due_of(ours, day, calendar)
    stop = day + timedelta(days=before)
    left = left_of(ours, due, stop, calendar)
    again = resumed(ours, left, stop + timedelta(days=stood), calendar)
    assert calendar.is_working(due.on)
    assert calendar.is_working(again.on)
    assert left[0] == max(days - calendar.between(day, stop), 0)
    assert calendar.between(stop + timedelta(days=stood), again.on) == left[0] or left[0] == 0
    if left[0] and not stood:
        assert again.on == due.on


def test_each_clock_is_told_of_once_first_as_a_reminder_then_as_overdue():
    run = Run(make_chain(make_step("a", clock={"days": 3}), clock={"days": 4}))
    told = []
    for _ in range(10):
        while found := happening(run.state, local_day(run.at)):
            assert alarm_of(run.state) is not None
            told.append((local_day(run.at).day, *found))
            run.happen(*found)
        run.later(1)
    assert told == [
        *((12, Happening.REMIND, "a"), (13, Happening.REMIND, "")),
        *((14, Happening.OVERDUE, "a"), (17, Happening.OVERDUE, "")),
    ]
    assert alarm_of(run.state) is None
    run.refuse_incoherent()


def rested(run: Run, way: str) -> None:
    """The case has rested for a month, or a party has mended something."""
    if way == "suspended":
        run.act("", Verb.SUSPEND, by=ADMIN, opinion="because")
        run.later(30)
        run.act("", Verb.RESUME, by=ADMIN)
    else:
        run.act("a", Verb.RETURN, defects=(DEFECT,))
        run.later(30)
        run.act("f", Verb.RESUBMIT)


@pytest.mark.parametrize("way", ["suspended", "returned"])
@pytest.mark.parametrize(
    ("days", "told"), [(9, [Happening.OVERDUE]), (2, [Happening.REMIND, Happening.OVERDUE])]
)
def test_a_step_is_told_of_once_however_often_its_clock_has_stood(way: str, days: int, told: list[Happening]):
    step = make_step("a", clock={"days": 4, "remind": 2, "on_overdue": "escalate"})
    run = Run(make_chain(make_fill("f", files=True), step))
    run.act("f", Verb.SUBMIT)
    run.later(days)
    for _ in range(3):
        while found := happening(run.state, local_day(run.at)):
            run.happen(*found)
        rested(run, way)
        run.later(1)
    run.later(20)
    while found := happening(run.state, local_day(run.at)):
        run.happen(*found)
    assert [entry.act.verb for entry in run.entries if isinstance(entry.act.verb, Happening)][1:] == told
    run.refuse_incoherent()


def test_a_step_that_comes_anew_is_told_of_anew():
    step = make_step("b", clock={"days": 2}, on={"overdue": "a"})
    run = Run(make_chain(make_step("a"), step))
    for _ in range(2):
        run.act("a", Verb.APPROVE)
        run.later(9)
        run.happen(Happening.OVERDUE, "b")
    assert run.open == ["a"]


def test_after_days_off_what_is_overdue_is_told_at_once_without_a_late_reminder():
    run = Run(make_chain(make_step("a", clock={"days": 3})))
    run.later(30)
    assert happening(run.state, local_day(run.at)) == (Happening.OVERDUE, "a")


@pytest.mark.parametrize(
    ("clock", "on", "outcome", "opened"),
    [
        ({"days": 2, "on_overdue": "approve"}, {}, None, ["b"]),
        ({"days": 2, "on_overdue": "reject"}, {}, Outcome.REFUSED, []),
        ({"days": 2}, {}, None, ["a"]),
        ({"days": 2}, {"overdue": "lapsed"}, Outcome.LAPSED, []),
        ({"days": 2}, {"overdue": "b"}, None, ["b"]),
    ],
)
def test_what_is_late_goes_where_the_step_says(
    clock: dict[str, Any], on: dict[str, str], outcome: Outcome | None, opened: list[str]
):
    run = Run(make_chain(make_step("a", clock=clock, on=on), make_step("b")))
    run.later(10)
    run.happen(Happening.OVERDUE, "a")
    assert (run.state.outcome, run.open) == (outcome, opened)
    run.refuse_incoherent()


GIVING = make_chain(
    make_fill("f", files=True, clock={"days": 5, "at_least": 3, "at_most": 8}), make_step("a")
)


@pytest.mark.parametrize(
    ("days", "due"), [(0, date(2026, 3, 17)), (3, date(2026, 3, 13)), (8, date(2026, 3, 20))]
)
def test_a_return_gives_as_many_days_as_the_chain_lets_it(days: int, due: date):
    run = Run(GIVING)
    run.act("f", Verb.SUBMIT)
    run.act("a", Verb.RETURN, defects=(DEFECT,), days=days)
    assert [one.due and one.due.on for one in run.state.open] == [due]
    run.refuse_incoherent()


@pytest.mark.parametrize(
    ("chain", "verb", "days"),
    [
        (GIVING, Verb.RETURN, 2),
        (GIVING, Verb.RETURN, 9),
        (GIVING, Verb.RETURN, -1),
        (GIVING, Verb.APPROVE, 5),
        (make_chain(make_fill("f", files=True, clock={"days": 5}), make_step("a")), Verb.RETURN, 5),
    ],
)
def test_days_that_nobody_may_give_are_refused_and_nothing_moves(chain: Body, verb: Verb, days: int):
    run = Run(chain)
    run.act("f", Verb.SUBMIT)
    before = run.state
    with pytest.raises(Invalid) as refused:
        run.act("a", verb, defects=(DEFECT,), days=days)
    assert (refused.value.place, run.state) == ("days", before)


def test_a_correction_stops_the_clock_of_the_case_and_a_return_to_an_office_does_not():
    chain = make_chain(make_fill("f", files=True), make_step("a"), make_step("b"), clock={"days": 10})
    run = Run(chain)
    run.act("f", Verb.SUBMIT)
    run.act("a", Verb.APPROVE)
    run.act("b", Verb.RETURN, to="a", opinion="look again")
    assert run.state.due is not None
    run.later(1)
    run.act("a", Verb.RETURN, defects=(DEFECT,))
    stopped = run.state
    assert stopped.due is None
    assert stopped.left[""] == Left(9)
    run.later(6)
    run.act("f", Verb.RESUBMIT)
    assert run.state.due == Due(
        date(2026, 3, 30), None, date(2026, 3, 27), run=Resumption(date(2026, 3, 17), 9)
    )
    assert run.state.filed == local_day(BEGIN)
    run.refuse_incoherent()
