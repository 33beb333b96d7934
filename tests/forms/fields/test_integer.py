"""Whole numbers."""

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize(
    ("raw", "number"), [("12", 12), (" -3 ", -3), ("１２", 12), (7, 7), ("007", 7), ("0", 0)]
)
def test_digits_and_json_numbers_are_taken(raw: object, number: int):
    kind, _ = make_type("integer")

    assert kind.normalised(raw) == number


@pytest.mark.parametrize(
    "raw", ["1.5", "12人", "1e3", "--1", True, 1.0, pytest.param(10**5000, id="huge"), "9" * 400]
)
def test_anything_else_is_refused(raw: object):
    kind, _ = make_type("integer")

    with pytest.raises(AnswerError):
        kind.normalised(raw)


@pytest.mark.parametrize("raw", ["0", "10"])
def test_the_limits_are_inclusive(raw: str):
    kind, _ = make_type("integer", min=1, max=9)

    assert [kind.normalised(word) for word in ("1", "9")] == [1, 9]
    with pytest.raises(AnswerError, match="1 到 9"):
        kind.normalised(raw)


def test_limits_that_exclude_each_other_are_refused():
    _, problems = make_type("integer", min=5, max=3)

    assert [problem.path for problem in problems] == ["max"]
