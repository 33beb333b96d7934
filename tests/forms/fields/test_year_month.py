"""Months of a year."""

from datetime import date

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize("raw", ["2026-03", "2026/3", "2026年3月", "2026.03", "202603", "2026-03-01"])
def test_every_usual_way_of_writing_is_taken(raw: str):
    kind, _ = make_type("year_month")

    assert kind.normalised(raw) == date(2026, 3, 1)


@pytest.mark.parametrize("raw", ["2026-13", "2026", "3月", "2026-03-10", "0000-01"])
def test_what_is_no_month_is_refused(raw: str):
    kind, _ = make_type("year_month")

    with pytest.raises(AnswerError):
        kind.normalised(raw)


def test_it_is_kept_and_shown_without_a_day():
    kind, _ = make_type("year_month")

    assert kind.stored(date(2026, 3, 1)) == "2026-03"
    assert kind.display(date(2026, 3, 1), "zh") == "2026年3月"
    assert kind.display(date(2026, 3, 1), "en") == "2026-03"


def test_the_limits_are_inclusive():
    kind, problems = make_type("year_month", earliest="2026-02", latest="2026-02")

    assert problems == []
    assert kind.sample() == "2026-02"
    with pytest.raises(AnswerError, match="2026-02"):
        kind.normalised("2026-03")


@pytest.mark.parametrize(
    ("properties", "path"),
    [({"earliest": "2026-13"}, "earliest"), ({"earliest": "2026-03", "latest": "2026-02"}, "latest")],
)
def test_impossible_limits_are_refused(properties: dict[str, str], path: str):
    _, problems = make_type("year_month", **properties)

    assert [problem.path for problem in problems] == [path]
