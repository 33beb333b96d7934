"""The clock: moments as the office reads them."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from kernel.clock import LOCAL, local_minute

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
FIRST, LAST = datetime.fromisoformat("1000-01-02"), datetime.fromisoformat("9999-12-30")
"""Before and after, years have no four digits."""


@given(st.datetimes(FIRST, LAST, timezones=ZONES | st.just(UTC)))
def test_a_moment_is_told_as_the_formatter_tells_it(moment: datetime) -> None:
    assert local_minute(moment) == moment.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")


def test_a_moment_is_told_in_the_time_of_the_office_also_in_the_summers_that_had_another() -> None:
    assert local_minute(datetime(2026, 3, 10, 6, 32, 59, 999, UTC)) == "2026-03-10 14:32"
    assert local_minute(datetime(1988, 7, 1, 16, 0, tzinfo=UTC)) == "1988-07-02 01:00"
