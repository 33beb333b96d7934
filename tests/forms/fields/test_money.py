"""Amounts of money."""

from decimal import Decimal

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize("raw", ["1234.5", "1,234.50", "¥1,234.50", "￥1234.5", "1234.50元", 1234.5])
def test_an_amount_is_taken_as_people_write_it(raw: object):
    kind, _ = make_type("money")

    assert kind.normalised(raw) == Decimal("1234.50")


@pytest.mark.parametrize("raw", ["-1", "1.234", "一万元", "1e5", True])
def test_what_is_no_amount_is_refused(raw: object):
    kind, _ = make_type("money")

    with pytest.raises(AnswerError):
        kind.normalised(raw)


def test_it_is_shown_with_commas_and_both_decimals():
    kind, _ = make_type("money")

    assert kind.display(Decimal("12345.5"), "zh") == "12,345.50 元"
    assert kind.display(Decimal("12345.5"), "en") == "CNY 12,345.50"
    assert kind.display(None, "zh") == ""


def test_the_form_may_set_limits_and_the_sample_keeps_them():
    kind, problems = make_type("money", min="100.005", max=200)

    assert problems == []
    assert kind.sample() == "100.01"
    with pytest.raises(AnswerError):
        kind.normalised("200.01")


def test_limits_without_an_amount_between_them_are_refused():
    _, problems = make_type("money", min="1.001", max="1.009")

    assert [problem.path for problem in problems] == ["places"]
