"""kernel.jobs.schedules: slots in Asia/Shanghai."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.clock import LOCAL
from kernel.errors import Invalid
from kernel.jobs.schedules import Daily, Every, Hourly, missed, next_slot

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 bounds
DIVISORS = [minutes for minutes in range(1, 1441) if 1440 % minutes == 0]
SCHEDULES = st.one_of(
    st.builds(Every, st.sampled_from(DIVISORS)),
    st.builds(Hourly, st.integers(0, 59)),
    st.times().map(lambda time: Daily(time.strftime("%H:%M"))),
)
NOW = datetime(2026, 3, 10, 10, 0, tzinfo=LOCAL)


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("schedule", "after", "until", "ids"),
    [
        (Daily("02:00"), "2026-03-10T02:00", "2026-03-12T02:00", ["2026-03-11", "2026-03-12"]),
        (Daily("00:00"), "2026-03-10T23:59", "2026-03-11T00:00", ["2026-03-11"]),
        (Daily("23:30"), "2026-02-28T00:00", "2026-03-01T23:29", ["2026-02-28"]),
        (Hourly(15), "2026-03-10T10:15", "2026-03-10T12:15", ["2026-03-10T11", "2026-03-10T12"]),
        (Every(20), "2026-03-10T23:45", "2026-03-11T00:20", ["2026-03-11T00:00", "2026-03-11T00:20"]),
        (Every(1440), "2026-03-10T00:00", "2026-03-11T00:00", ["2026-03-11T00:00"]),
        (Daily("02:00"), "2026-03-10T02:00", "2026-03-10T01:00", []),
    ],
)
def test_slots_lie_after_the_one_moment_and_not_after_the_other(schedule, after, until, ids):
    assert [slot.id for slot in schedule.slots(local(after), local(until))] == ids


def test_a_slot_belongs_to_the_day_in_china():
    (slot,) = Daily("02:00").slots(NOW, NOW + timedelta(days=1))
    assert slot.at.astimezone(UTC).date().isoformat() == "2026-03-10"
    assert slot.day.isoformat() == slot.id == "2026-03-11"


@given(SCHEDULES, MOMENTS, st.integers(0, 3000), st.integers(0, 3000))
def test_a_span_has_the_slots_of_its_parts_and_no_other(schedule, start, first, second):
    middle = start + timedelta(minutes=first)
    end = middle + timedelta(minutes=second)
    parts = [*schedule.slots(start, middle), *schedule.slots(middle, end)]
    whole = list(schedule.slots(start, end))
    assert parts == whole
    assert all(start < slot.at <= end for slot in whole)
    assert len({slot.id for slot in whole}) == len(whole)


@given(SCHEDULES, MOMENTS)
def test_the_next_slot_comes_and_nothing_lies_before_it(schedule, now):
    slot = next_slot(schedule, now)
    assert now < slot.at <= now + timedelta(days=1)
    assert next(iter(schedule.slots(now, slot.at))) == slot


@given(SCHEDULES, MOMENTS, st.integers(1, 20), st.integers(0, 3000))
def test_of_missed_slots_the_last_are_kept(schedule, now, keep, minutes):
    after = now - timedelta(minutes=minutes)
    every = missed(schedule, after, now, keep=None)
    assert missed(schedule, after, now, keep=keep) == every[-keep:]


def test_a_year_of_silence_costs_no_more_than_the_slots_kept():
    assert len(missed(Every(1), NOW - timedelta(days=50_000), NOW, keep=2)) == 2


@pytest.mark.parametrize(
    ("make", "written"),
    [
        (Every, 7),
        (Every, 0),
        (Every, -5),
        (Hourly, 60),
        (Daily, "24:00"),
        (Daily, "2:00"),
        (Daily, "02:00:00"),
        (Daily, ""),
    ],
)
def test_a_time_that_means_nothing_is_refused(make, written):
    with pytest.raises(Invalid, match=f"“{written}”"):
        make(written)
