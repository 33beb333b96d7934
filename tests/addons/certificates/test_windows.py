"""addons.certificates.windows: openings against the catalogue's dates and an oracle that walks day by day."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.certificates.windows import Opening, Span, Timing, Unit, Window, moved, opening, standing
from kernel.clock import LOCAL, local_day
from kernel.errors import Invalid
from kernel.workdays import Calendar, DayKind
from tests.addons.certificates.oracles import months_later

ONE = timedelta(1)
OFF, ON = DayKind.OFF, DayKind.WORKING
CALENDAR = Calendar(
    {
        **{date(2023, 12, 30) + timedelta(at): OFF for at in range(3)},
        date(2024, 4, 28): ON,
        **{date(2024, 5, day): OFF for day in range(1, 6)},
        date(2024, 5, 11): ON,
        # the autumn of 2026
        **{date(2026, 9, day): OFF for day in (25, 26, 27)},
        date(2026, 9, 20): ON,
        **{date(2026, 10, day): OFF for day in range(1, 8)},
        date(2026, 10, 10): ON,
    }
)


def months(n):
    return Span(n, Unit.MONTHS)


def days(n):
    return Span(n, Unit.DAYS)


def working(n):
    return Span(n, Unit.WORKING_DAYS)


T01 = Window(months(-3), days(0))
BOOKING = Window(months(-6), months(-3))


def days_of(window, anchor):
    found = opening(window, anchor, calendar=CALENDAR)
    return found.first, found.last


@pytest.mark.parametrize(
    ("window", "anchor", "first", "last"),
    [
        pytest.param(T01, date(2026, 5, 31), date(2026, 2, 28), date(2026, 5, 31), id="T01"),
        pytest.param(BOOKING, date(2024, 1, 31), date(2023, 7, 31), date(2023, 10, 31), id="T02"),
        pytest.param(BOOKING, date(2024, 8, 31), date(2024, 2, 29), date(2024, 5, 31), id="T02 clamped"),
        pytest.param(Window(None, days(-10)), date(2024, 1, 31), None, date(2024, 1, 21), id="T03 T05"),
        pytest.param(Window(months(-6), None), date(2024, 3, 10), date(2023, 9, 10), None, id="T04"),
        pytest.param(Window(None, days(-10)), date(2024, 3, 10), None, date(2024, 2, 29), id="T05"),
        pytest.param(Window(working(1), None), date(2023, 12, 29), date(2024, 1, 2), None, id="T08"),
        pytest.param(Window(None, working(5)), date(2024, 4, 26), None, date(2024, 5, 7), id="T09"),
        pytest.param(Window(None, working(5)), date(2024, 5, 8), None, date(2024, 5, 14), id="T10"),
        pytest.param(
            Window(months(-3), days(0)), date(2024, 5, 31), date(2024, 2, 29), date(2024, 5, 31), id="T11"
        ),
        pytest.param(
            Window(None, working(20)), date(2026, 9, 18), None, date(2026, 10, 22), id="20 working days"
        ),
    ],
)
def test_the_catalogue_of_dates(window, anchor, first, last):
    assert days_of(window, anchor) == (first, last)


@pytest.mark.parametrize(
    ("on", "timing"),
    [
        (date(2026, 2, 27), Timing.EARLY),
        (date(2026, 2, 28), Timing.OPEN),
        (date(2026, 5, 31), Timing.OPEN),
        (date(2026, 6, 1), Timing.LATE),
    ],
)
def test_both_ends_belong_to_the_window_and_a_day_on_either_side_does_not(on, timing):
    assert standing(opening(T01, date(2026, 5, 31), calendar=CALENDAR), on) is timing


@pytest.mark.parametrize(
    ("moment", "first", "last", "timing"),
    [
        pytest.param(
            datetime(2023, 5, 31, 23, 59, tzinfo=LOCAL), None, date(2023, 5, 31), Timing.OPEN, id="T06"
        ),
        pytest.param(datetime(2023, 6, 1, tzinfo=LOCAL), None, date(2023, 5, 31), Timing.LATE, id="T06 over"),
        pytest.param(
            datetime(2023, 5, 31, 23, 59, tzinfo=LOCAL),
            date(2023, 6, 1),
            date(2023, 12, 31),
            Timing.EARLY,
            id="T07 early",
        ),
        pytest.param(
            datetime(2023, 6, 1, tzinfo=LOCAL), date(2023, 6, 1), date(2023, 12, 31), Timing.OPEN, id="T07"
        ),
        pytest.param(
            datetime(2023, 12, 31, 23, 59, tzinfo=LOCAL),
            date(2023, 6, 1),
            date(2023, 12, 31),
            Timing.OPEN,
            id="T07 last",
        ),
        pytest.param(
            datetime(2024, 1, 1, tzinfo=LOCAL),
            date(2023, 6, 1),
            date(2023, 12, 31),
            Timing.LATE,
            id="T07 over",
        ),
    ],
)
def test_a_day_ends_at_midnight_in_shanghai(moment, first, last, timing):
    assert standing(Opening(first, last), local_day(moment)) is timing


def test_a_class_that_ends_in_time_is_offered_and_the_next_is_not():
    limit = opening(Window(None, days(-10)), date(2024, 1, 31), calendar=CALENDAR)
    assert standing(limit, date(2024, 1, 21)) is Timing.OPEN
    assert standing(limit, date(2024, 1, 22)) is Timing.LATE


ANCHORS = st.dates(date(2023, 6, 1), date(2027, 12, 31))
SPANS = st.one_of(
    st.builds(Span, st.integers(-40, 40), st.just(Unit.MONTHS)),
    st.builds(Span, st.integers(-400, 400), st.just(Unit.DAYS)),
    st.builds(Span, st.integers(-60, 60), st.just(Unit.WORKING_DAYS)),
)
CALENDARS = st.builds(
    Calendar,
    st.dictionaries(st.dates(date(2023, 1, 1), date(2028, 12, 31)), st.sampled_from(DayKind), max_size=40),
)


def is_working(calendar, day):
    """Written anew: not by the calendar's own method."""
    said = calendar.days.get(day)
    return said is ON if said else day.isoweekday() < 6


def walked(anchor, span, calendar):
    """The day a span away, found by walking there."""
    if span.unit is Unit.MONTHS:
        return months_later(anchor, span.n)
    step, left, day = (ONE if span.n > 0 else -ONE), abs(span.n), anchor
    if span.unit is Unit.WORKING_DAYS and span.n == 0:
        while not is_working(calendar, day):
            day += ONE
        return day
    while left:
        day += step
        left -= span.unit is Unit.DAYS or is_working(calendar, day)
    return day


@given(ANCHORS, SPANS, CALENDARS)
def test_a_span_agrees_with_a_walk(anchor, span, calendar):
    assert moved(anchor, span, calendar=calendar) == walked(anchor, span, calendar)


@given(ANCHORS, st.none() | SPANS, st.none() | SPANS, CALENDARS, st.integers(-1200, 1200))
def test_a_day_stands_to_a_window_as_a_search_finds(anchor, opens, closes, calendar, away):
    on = anchor + timedelta(away)
    found = standing(opening(Window(opens, closes), anchor, calendar=calendar), on)
    too_early = opens is not None and (walked(anchor, opens, calendar) - on).days > 0
    too_late = closes is not None and (on - walked(anchor, closes, calendar)).days > 0
    expected = Timing.EARLY if too_early else Timing.LATE if too_late else Timing.OPEN
    assert found is expected


@given(ANCHORS, st.integers(0, 24))
def test_the_first_day_of_a_window_in_months_reaches_the_anchor_again(anchor, n):
    """No window is longer than its months: from the first day so many months lead to the anchor or just before it."""
    first = moved(anchor, months(-n), calendar=CALENDAR)
    again = moved(first, months(n), calendar=CALENDAR)
    assert timedelta(0) <= anchor - again <= timedelta(3)
    assert (again == anchor) or first.day < anchor.day


def test_three_months_are_not_ninety_days():
    assert days_of(T01, date(2026, 5, 31))[0] == date(2026, 2, 28)
    assert days_of(Window(days(-90), days(0)), date(2026, 5, 31))[0] == date(2026, 3, 2)


@pytest.mark.parametrize("span", [months(1), days(1), working(1)])
def test_a_span_beyond_the_calendar_is_refused(span):
    with pytest.raises(Invalid):
        moved(date(9999, 12, 31), span, calendar=CALENDAR)
