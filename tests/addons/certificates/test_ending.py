"""The year ahead day by day: counted from the ledger, drawn in weeks, the fullest days named."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from addons.certificates.ending import DAYS, LEVELS, WEEKS, ends_by_day, last_day, year_of
from addons.certificates.words import State

DAYS_AHEAD = st.dates(date(2025, 1, 1), date(2030, 1, 1))


@given(DAYS_AHEAD, st.dictionaries(st.integers(0, 371), st.integers(1, 500), max_size=60))
def test_every_day_of_the_year_is_drawn_once_and_none_beyond(today, counts):
    ends = {today + timedelta(days=far): count for far, count in counts.items()}
    year = year_of(ends, today)
    days = [cell.day for cell in year.cells]
    assert days[0] == today
    assert days == sorted(set(days))
    assert days[-1] == last_day(today)
    assert (WEEKS - 1) * DAYS < len(days) <= WEEKS * DAYS
    assert len({(cell.x, cell.y) for cell in year.cells}) == len(days)
    assert all((cell.level == 0) == (cell.count == 0) and 0 <= cell.level <= LEVELS for cell in year.cells)
    assert all(0 < cell.x < year.wide and 0 < cell.y < year.high for cell in year.cells)
    assert sum(month.count for month in year.months) == sum(cell.count for cell in year.cells)
    assert [cell.day for cell in year.cells if cell.is_today] == [today]


def test_the_fullest_days_come_first_and_the_next_90_days_are_counted():
    today = date(2026, 3, 10)
    ends = {
        date(2026, 5, 31): 4,
        date(2026, 8, 31): 9,
        date(2026, 3, 10): 1,
        date(2026, 6, 8): 4,
        date(2026, 6, 9): 2,
    }
    year = year_of(ends, today)
    assert year.fullest == (
        (date(2026, 8, 31), 9),
        (date(2026, 5, 31), 4),
        (date(2026, 6, 8), 4),
        (date(2026, 6, 9), 2),
    )
    assert year.soon == 9
    assert year_of({}, today).fullest == ()


def test_only_what_is_valid_and_still_to_end_is_counted(ledger):
    today = date(2026, 3, 10)
    for ends in (today, today, today + timedelta(days=80), last_day(today) + timedelta(days=1), None):
        ledger.certificate(valid_to=ends)
    ledger.certificate(valid_to=today).state = State.SUSPENDED
    ledger.session.flush()
    found = dict(ledger.session.execute(ends_by_day(today)).all())
    assert found == {today: 2, today + timedelta(days=80): 1}
