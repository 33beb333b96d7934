"""What people type on the calendar page, judged without a page."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.admin.calendar_forms import DayForm, DueForm, day_in
from kernel.workdays import Calendar

WORDS = st.text(max_size=20)


@given(WORDS)
def test_a_day_is_read_or_not_and_never_fails(words: str) -> None:
    found = day_in(words)
    assert found is None or found.isoformat() == words.strip()


@given(st.dates())
def test_every_day_is_read(day: date) -> None:
    assert day_in(f" {day.isoformat()} ") == day


@given(WORDS, WORDS)
def test_a_calculation_answers_or_says_why(start: str, count: str) -> None:
    answer, problems = DueForm(start, count).answer(Calendar())
    assert (answer is None) == bool(problems)


@pytest.mark.parametrize(("count", "day"), [("0", "2026-03-10"), ("1", "2026-03-11"), ("5", "2026-03-17")])
def test_the_day_of_the_event_is_not_counted(count: str, day: str) -> None:
    answer, _ = DueForm("2026-03-10", count).answer(Calendar(official_years=frozenset({2026})))
    assert answer is not None
    assert (answer.day.isoformat(), answer.provisional) == (day, ())


def test_every_provisional_year_on_the_way_is_named() -> None:
    answer, _ = DueForm("2026-03-10", "500").answer(Calendar(official_years=frozenset({2026})))
    assert answer is not None
    assert answer.provisional == (2027, 2028)


def test_every_empty_field_has_its_problem(clock) -> None:
    assert set(DayForm().problems(clock.now())) == {"day", "kind", "name", "reason"}
