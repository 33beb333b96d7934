"""Dates."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.expressions.library.dates import add_days, add_months, add_years, age, days_between
from tests.kernel.expressions.samples import refusal, value

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MONTHS = st.integers(-600, 600)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2027-01-31", -3, "2026-10-31"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2000-02-29", 1200, "2100-02-28"),
    ],
)
def test_months_are_calendar_months_clamped_to_the_end(day, months, expected):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@settings(max_examples=200)
@given(DAYS, MONTHS)
def test_the_day_stays_unless_the_month_is_shorter(day, months):
    moved = add_months(day, months)
    assert moved.year * 12 + moved.month == day.year * 12 + day.month + months
    assert moved.day == min(day.day, monthrange(moved.year, moved.month)[1])


@settings(max_examples=200)
@given(DAYS, DAYS, MONTHS)
def test_adding_months_keeps_the_order_of_days(one, other, months):
    assert (one <= other) <= (add_months(one, months) <= add_months(other, months))


@given(DAYS, st.integers(-9999, 9999))
def test_days_between_undoes_adding_days(day, days):
    assert days_between(day, add_days(day, days)) == days


@settings(max_examples=200)
@given(DAYS, DAYS)
def test_age_is_the_most_years_that_fit(birth, on):
    years = age(birth, on)
    assert add_years(birth, years) <= on < add_years(birth, years + 1)


@pytest.mark.parametrize(
    ("birth", "on", "expected"),
    [
        ("2008-11-20", "2026-11-19", 17),
        ("2008-11-20", "2026-11-20", 18),
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2026-02-28", 18),
        ("2026-11-20", "2026-11-20", 0),
        ("2026-11-21", "2026-11-20", -1),
    ],
)
def test_the_birthday_completes_a_year(birth, on, expected):
    assert age(date.fromisoformat(birth), date.fromisoformat(on)) == expected


@pytest.mark.parametrize(
    "source",
    [
        "add_days(today, 99999999)",
        "add_days(today, 9999999999999999999999)",
        "add_months(today, 999999)",
        "add_years(today, -9999)",
        "add_years(today, 9999999999999999999999999)",
    ],
)
def test_results_beyond_the_calendar_are_refused(source):
    assert "beyond the range of dates" in refusal(source).what.en


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('date(" 2026-11-20 ")', date(2026, 11, 20)),
        ('date("")', None),
        ("date(today)", date(2026, 11, 20)),
        ("date(filed)", date(2026, 11, 21)),
        ("date(nothing)", None),
    ],
)
def test_dates_are_read_from_texts_and_moments_in_china(source, expected):
    assert value(source) == expected


@pytest.mark.parametrize(
    "written",
    [
        "2026-13-01",
        "2026-02-30",
        "20261120",
        "2026-W01-1",
        "2026/11/20",
        "２０２６-11-20",
        "0000-01-01",
        "soon",
    ],
)
def test_other_texts_are_no_dates(written):
    assert "not a date" in refusal("date(x)", x=written).what.en


def test_a_moment_is_no_date():
    assert "a moment" in refusal("year(filed)", filed=datetime(2026, 1, 1, tzinfo=UTC)).what.en


@given(DAYS)
def test_a_day_has_its_year_month_and_day(day):
    assert value("[year(d), month(d), day(d)]", d=day) == [day.year, day.month, day.day]
    assert day - timedelta(days=day.day - 1) == day.replace(day=1)
