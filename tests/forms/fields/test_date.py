"""Calendar days."""

from datetime import date

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize(
    "raw", ["2026-03-10", "2026/3/10", "2026.3.10", "2026年3月10日", "20260310", "２０２６-03-10"]
)
def test_every_usual_way_of_writing_is_taken(raw: str):
    kind, _ = make_type("date")

    assert kind.normalised(raw) == date(2026, 3, 10)


@pytest.mark.parametrize(
    "raw", ["2026-02-30", "10/3/2026", "2026-13-01", "0000-01-01", "26-3-10", "明天", "1899-12-31"]
)
def test_what_is_no_day_is_refused(raw: str):
    kind, _ = make_type("date")

    with pytest.raises(AnswerError):
        kind.normalised(raw)


def test_the_limits_are_inclusive():
    kind, _ = make_type("date", earliest="2026-01-01", latest="2026-01-02")

    assert kind.normalised("2026-01-01")
    assert kind.normalised("2026-01-02")
    with pytest.raises(AnswerError, match="2026-01-01 至 2026-01-02"):
        kind.normalised("2026-01-03")


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({"earliest": "2026-02-30"}, "earliest"),
        ({"earliest": "2026-01-02", "latest": "2026-01-01"}, "latest"),
    ],
)
def test_impossible_limits_are_refused(properties: dict[str, str], path: str):
    _, problems = make_type("date", **properties)

    assert [problem.path for problem in problems] == [path]
