"""Days with their time."""

from datetime import UTC, datetime

import pytest

from forms.fieldtype import AnswerError
from kernel.clock import LOCAL
from tests.forms.samples import make_type

MORNING = datetime(2026, 3, 10, 9, 30, tzinfo=LOCAL)


@pytest.mark.parametrize(
    "raw",
    [
        "2026-03-10T09:30",
        "2026-03-10 09:30:59",
        "2026/3/10 9:30",
        "2026年3月10日 9时30分",
        "2026-03-10T01:30:00+00:00",
        "２０２６-03-10　09：30",
    ],
)
def test_every_usual_way_of_writing_is_taken_to_the_minute(raw: str):
    kind, _ = make_type("date_time")

    assert kind.normalised(raw) == MORNING


def test_it_is_kept_as_the_browser_takes_it_and_is_a_moment_to_rules():
    kind, _ = make_type("date_time")

    assert kind.stored(MORNING) == "2026-03-10T09:30"
    assert kind.normalised("2026-03-10T09:30").astimezone(UTC).hour == 1
    assert kind.display(MORNING, "zh") == "2026年3月10日 09:30"
    assert kind.display(MORNING, "en") == "2026-03-10 09:30"


@pytest.mark.parametrize(
    "raw",
    ["2026-03-10", "20260310", "09:30", "2026-02-30 09:30", "2026-03-10 25:00", "0001-01-01T00:00+14:00"],
)
def test_what_is_no_moment_is_refused(raw: str):
    kind, _ = make_type("date_time")

    with pytest.raises(AnswerError, match="这不是可用的日期和时间"):
        kind.normalised(raw)


def test_the_limits_are_days_and_inclusive():
    kind, _ = make_type("date_time", earliest="2026-01-01", latest="2026-01-02")

    assert kind.normalised("2026-01-02 23:59")
    assert kind.attributes()["max"] == "2026-01-02T23:59"
    with pytest.raises(AnswerError):
        kind.normalised("2026-01-03 00:00")
