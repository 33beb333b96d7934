"""Numbers with decimals."""

from decimal import Decimal

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("12.50", "12.50"),
        ("1,234.5", "1234.5"),
        ("１２", "12"),
        (3, "3"),
        (0.1, "0.1"),
        ("-0", "0"),
        ("1.2000", "1.20"),
    ],
)
def test_the_number_is_kept_exactly(raw: object, number: str):
    kind, _ = make_type("decimal")

    assert str(kind.normalised(raw)) == number


@pytest.mark.parametrize(
    "raw", ["1.234", "1e3", "NaN", "∞", "1.", ".5", "十", True, float("nan"), float("inf"), "101"]
)
def test_what_is_no_such_number_is_refused(raw: object):
    kind, _ = make_type("decimal", max=100)

    with pytest.raises(AnswerError):
        kind.normalised(raw)


@pytest.mark.parametrize("limits", [{"min": "0.5", "max": 2}, {"min": 1, "max": "1.5"}])
def test_limits_are_whole_or_written(limits: dict[str, object]):
    kind, problems = make_type("decimal", **limits)

    assert problems == []
    assert kind.normalised("1.2") == Decimal("1.2")


@pytest.mark.parametrize(("properties", "path"), [({"min": "a b"}, "min"), ({"min": 2, "max": 1}, "max")])
def test_impossible_limits_are_refused(properties: dict[str, object], path: str):
    _, problems = make_type("decimal", **properties)

    assert {problem.path for problem in problems} == {path}
