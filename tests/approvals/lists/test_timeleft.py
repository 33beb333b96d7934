"""Time left says the number in words, and its kind never contradicts the words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.chains.reading import read_chain
from approvals.engine import Due, Opening, State, compiled
from approvals.engine.state import Correction
from approvals.lists.timeleft import STOPPED, UNLIMITED, Urgency, deadline, left_at, left_until, time_left
from approvals.words import Outcome, Unit
from kernel.workdays import Calendar, DayKind
from tests.approvals.samples import make_chain, make_fill, make_step

TODAY = date(2026, 3, 10)
CALENDAR = Calendar({}, frozenset({2026}))
HOLIDAYS = Calendar({date(2026, 3, 11): DayKind.OFF, date(2026, 3, 12): DayKind.OFF}, frozenset({2026}))
CHAIN = compiled(read_chain(make_chain(make_fill("filing", files=True), make_step(clock={"days": 5}))))


@pytest.mark.parametrize(
    ("day", "words", "kind"),
    [
        (date(2026, 3, 6), "超期 2 天", Urgency.BAD),
        (date(2026, 3, 9), "超期 1 天", Urgency.BAD),
        (date(2026, 3, 10), "今天到期", Urgency.BAD),
        (date(2026, 3, 11), "剩 1 天", Urgency.WARN),
        (date(2026, 3, 12), "剩 2 天", Urgency.WARN),
        (date(2026, 3, 13), "剩 3 天", Urgency.OK),
        (date(2026, 3, 16), "剩 4 天", Urgency.OK),
    ],
)
def test_working_days_are_counted_over_a_week_end(day, words, kind):
    left = time_left(day, today=TODAY, unit=Unit.WORKING, calendar=CALENDAR)
    assert (left.words.zh, left.kind) == (words, kind)


def test_calendar_days_are_counted_as_they_are():
    left = time_left(date(2026, 3, 16), today=TODAY, unit=Unit.CALENDAR, calendar=CALENDAR)
    assert left.words.en == "6 days left"


def test_holidays_leave_less_time_than_the_days_between():
    left = time_left(date(2026, 3, 13), today=TODAY, unit=Unit.WORKING, calendar=HOLIDAYS)
    assert (left.words.zh, left.kind) == ("剩 1 天", Urgency.WARN)


def test_a_day_that_is_over_is_late_on_the_week_end_too():
    left = time_left(date(2026, 3, 6), today=date(2026, 3, 7), unit=Unit.WORKING, calendar=CALENDAR)
    assert left.words.en == "1 day overdue"


@given(st.integers(-400, 400), st.sampled_from(Unit))
def test_the_kind_follows_the_number(days, unit):
    left = time_left(TODAY + timedelta(days=days), today=TODAY, unit=unit, calendar=CALENDAR)
    number = int("".join(filter(str.isdigit, left.words.zh)) or 0)
    if days <= 0:
        assert left.kind is Urgency.BAD
        assert (number > 0) == (days < 0)
    else:
        assert number >= 1
        assert left.kind is (Urgency.WARN if number <= 2 else Urgency.OK)


def opened(due: Due | None = None, **more: object) -> State:
    """A case at the city's desk."""
    return State(seq=2, open=(Opening("city", 2, TODAY, due),), **more)  # type: ignore[arg-type]


def left_of(state: State) -> object:
    """What the desk reads of it."""
    return left_at(CHAIN, state, "city", today=TODAY, calendar=CALENDAR)


def test_the_promised_day_counts_before_the_last():
    due = Due(on=date(2026, 4, 7), promised=date(2026, 3, 11))
    assert deadline(due) == date(2026, 3, 11)
    assert left_of(opened(due)) == time_left(
        date(2026, 3, 11), today=TODAY, unit=Unit.WORKING, calendar=CALENDAR
    )


def test_without_a_clock_there_is_no_limit():
    assert left_of(opened()) == UNLIMITED


def test_during_correction_the_clock_stands():
    assert left_of(opened(Due(TODAY), correction=Correction("filing", "city", ()))) == STOPPED


def test_a_closed_case_says_how_it_ended():
    left = left_at(CHAIN, State(seq=3, outcome=Outcome.GRANTED), "city", today=TODAY, calendar=CALENDAR)
    assert (left.words.zh, left.kind) == ("已办结：准予", Urgency.DONE)


def test_whoever_mends_has_a_time_of_their_own():
    sent_back = Correction("filing", "city", ())
    for day, words, kind in (
        (date(2026, 3, 12), "补正剩 2 天", Urgency.WARN),
        (TODAY, "补正今天到期", Urgency.BAD),
        (date(2026, 3, 9), "补正超期 1 天", Urgency.BAD),
    ):
        state = State(seq=3, open=(Opening("filing", 3, TODAY, Due(day)),), correction=sent_back)
        left = left_at(CHAIN, state, "filing", today=TODAY, calendar=CALENDAR)
        assert (left.words.zh, left.kind) == (words, kind)
        how = {"mending": True, "suspended": False}
        assert left_until(CHAIN, "filing", day, **how, today=TODAY, calendar=CALENDAR) == left
