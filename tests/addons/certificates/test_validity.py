"""addons.certificates.validity: ends clamped to the month, against dateutil and a search day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.certificates.validity import extended, issued_until, shifted
from kernel.errors import Invalid
from tests.addons.certificates.oracles import months_later

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
YEARS = st.integers(1, 20)
LEAP = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("end", "years", "until"),
    [
        (date(2026, 5, 31), 3, date(2029, 5, 31)),
        (LEAP, 3, date(2031, 2, 28)),
        (LEAP, 4, date(2032, 2, 29)),
        (date(2027, 2, 28), 1, date(2028, 2, 28)),
        (date(2026, 12, 31), 2, date(2028, 12, 31)),
    ],
)
def test_a_renewed_certificate_runs_from_its_old_end(end, years, until):
    assert extended(end, years=years) == until


@pytest.mark.parametrize(
    ("start", "years", "until"),
    [
        (date(2024, 7, 8), 3, date(2027, 7, 7)),
        (date(2026, 1, 1), 3, date(2028, 12, 31)),
        (date(2025, 3, 1), 3, LEAP),
        (date(2024, 2, 29), 3, date(2027, 2, 27)),
    ],
)
def test_a_new_certificate_ends_the_day_before_the_same_day(start, years, until):
    assert issued_until(start, years=years) == until


@given(DAYS, YEARS)
def test_an_extension_agrees_with_a_search_day_by_day(end, years):
    wanted = end.year + years
    day = date(wanted, end.month, 1)
    # the last day of the month that does not come after the old one
    while (later := day + timedelta(1)).month == end.month and later.day <= end.day:
        day = later
    assert extended(end, years=years) == day


@given(DAYS, st.integers(-400, 400))
def test_months_agree_with_dateutil(day, months):
    assert shifted(day, months=months) == months_later(day, months)


@given(DAYS, YEARS)
def test_a_certificate_renewed_at_its_end_has_no_gap(start, years):
    end = issued_until(start, years=years)
    assert end == months_later(start, 12 * years) - timedelta(1)
    assert start < end < extended(end, years=years)


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_beyond_the_calendar_is_refused(day, months):
    with pytest.raises(Invalid) as refusal:
        shifted(day, months=months)
    assert refusal.value.remedy.zh
