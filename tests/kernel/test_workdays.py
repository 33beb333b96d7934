"""Working days against an independent oracle, the law's dates and the published calendar."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.calendar_seed import official_years, seed_days
from kernel.errors import Invalid
from kernel.workdays import LONGEST, Calendar, DayKind

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(Calendar, st.dictionaries(DAYS, st.sampled_from(DayKind), max_size=60))
SEEDED = Calendar({one.day: one.kind for one in seed_days()}, frozenset(official_years()))
BARE = Calendar()


def works(calendar: Calendar, day: date) -> bool:
    """The rule said once more, the slow way."""
    if day in calendar.days:
        return calendar.days[day] == DayKind.WORKING
    return day.isoweekday() not in (6, 7)


def stepped(calendar: Calendar, start: date, n: int) -> date:
    """The n-th working day picked from a list of all working days around."""
    span = [start + timedelta(days=at) for at in range(1, 3 * n + 100)]
    return [day for day in span if works(calendar, day)][n - 1]


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_due_is_the_nth_working_day_after_the_event(calendar, start, n):
    assert calendar.due(start, n) == stepped(calendar, start, n)


@given(CALENDARS, DAYS, st.integers(0, 60))
def test_a_due_date_is_a_working_day(calendar, start, n):
    assert calendar.is_working(calendar.due(start, n))


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_between_counts_what_due_added(calendar, start, n):
    assert calendar.between(start, calendar.due(start, n)) == n


@given(CALENDARS, DAYS, st.integers(-200, 200))
def test_between_counts_the_days_one_by_one(calendar, start, span):
    end = start + timedelta(days=span)
    first, last = min(start, end), max(start, end)
    count = sum(works(calendar, first + timedelta(days=at)) for at in range(1, (last - first).days + 1))
    assert calendar.between(start, end) == (count if end >= start else -count)


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_going_back_undoes_going_forward_from_a_working_day(calendar, day, n):
    start = calendar.due(day, 0)
    assert calendar.added(calendar.added(start, n), -n) == start


@given(CALENDARS, DAYS, st.integers(0, 40), st.integers(0, 40))
def test_a_longer_limit_never_ends_earlier(calendar, start, one, other):
    shorter, longer = sorted((one, other))
    assert calendar.due(start, shorter) <= calendar.due(start, longer)


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_an_added_day_off_never_shortens_a_limit(calendar, start, n):
    due = calendar.due(start, n)
    stricter = Calendar({**calendar.days, due: DayKind.OFF})
    assert stricter.due(start, n) > due


def test_every_day_of_2026_agrees_with_the_published_calendar():
    days = [date(2026, 1, 1) + timedelta(days=at) for at in range(365)]
    assert [SEEDED.is_working(day) for day in days] == [chinese_calendar.is_workday(day) for day in days]


@pytest.mark.parametrize("n", [1, 5, 10, 20])
def test_limits_inside_2026_agree_with_the_library(n):
    for at in range(300):
        start = date(2026, 1, 1) + timedelta(days=at)
        published = chinese_calendar.get_workdays(start + timedelta(days=1), start + timedelta(days=60))
        assert SEEDED.due(start, n) == published[n - 1], start


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2026, 9, 18), 20, date(2026, 10, 22)),
        # T08: the certificate is visible one working day after the study
        (date(2023, 12, 29), 1, date(2024, 1, 2)),
        # T09: five working days to choose, over a make-up Sunday and the May holiday
        (date(2024, 4, 26), 5, date(2024, 5, 7)),
        (date(2024, 5, 7), 1, date(2024, 5, 8)),
        # T10: published on 05-08, five working days over a make-up Saturday, cancelled from the next
        (date(2024, 5, 8), 5, date(2024, 5, 14)),
        (date(2024, 5, 14), 1, date(2024, 5, 15)),
    ],
)
def test_dates_of_the_law(start, n, due):
    assert SEEDED.due(start, n) == due


@pytest.mark.parametrize(
    ("first", "last"), [("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("10-01", "10-07")]
)
def test_no_one_works_on_the_holidays_of_2026(first, last):
    start, end = date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")
    assert SEEDED.between(start - timedelta(days=1), end) == 0


@pytest.mark.parametrize("day", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_make_up_days_of_2026_are_worked(day):
    assert SEEDED.is_working(date.fromisoformat(f"2026-{day}"))


def test_a_limit_counts_over_the_leap_day():
    assert BARE.due(date(2024, 2, 28), 1) == date(2024, 2, 29)


def test_a_limit_of_no_days_ends_on_the_day_itself_when_it_is_worked():
    assert BARE.due(date(2026, 3, 10), 0) == date(2026, 3, 10)


def test_a_limit_of_no_days_ends_on_the_next_working_day_after_a_weekend():
    assert BARE.due(date(2026, 3, 14), 0) == date(2026, 3, 16)


def test_a_year_without_a_notice_is_provisional():
    assert [SEEDED.is_provisional(date(year, 12, 31)) for year in (2026, 2027)] == [False, True]


def test_a_limit_may_run_into_a_year_without_a_notice():
    due = SEEDED.due(date(2026, 12, 10), 20)
    assert (due, SEEDED.is_provisional(due)) == (date(2027, 1, 7), True)


@pytest.mark.parametrize("n", [-1, LONGEST + 1])
def test_a_limit_out_of_range_is_refused(n):
    with pytest.raises(Invalid, match=str(n)):
        BARE.due(date(2026, 3, 10), n)


@pytest.mark.parametrize(("day", "n"), [(date.max, 1), (date.min, -1), (date(9999, 12, 30), 5)])
def test_a_date_beyond_the_calendar_is_refused(day, n):
    with pytest.raises(Invalid, match="历法"):
        BARE.added(day, n)


def test_a_moment_is_not_taken_for_a_day():
    with pytest.raises(TypeError, match="local_day"):
        SEEDED.is_working(datetime(2026, 10, 1, tzinfo=UTC))
