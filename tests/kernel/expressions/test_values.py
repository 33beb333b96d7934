"""What rules take in and hand out."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from types import MappingProxyType

import pytest

from kernel.expressions import compiled
from kernel.expressions.limits import DIGITS, MAX_TEXT
from tests.kernel.expressions.samples import refusal, value


class Colour(StrEnum):
    RED = "red"


class Level(IntEnum):
    CITY = 2


class Holiday(date):
    """A day with a class of its own."""


def test_numbers_are_handed_out_as_decimals():
    assert type(value("count_of_rows")) is Decimal
    assert type(value("len(name)")) is Decimal
    assert [type(member) for member in value("[count_of_rows, 1]")] == [Decimal, Decimal]


def test_zero_has_no_sign():
    assert str(value("0 * -1")) == "0"
    assert str(value("x", x=Decimal("-0.0"))) == "0.0"


def test_values_of_derived_classes_become_plain():
    assert type(value("x", x=Colour.RED)) is str
    assert value("x == 2 and y == 'red'", x=Level.CITY, y=Colour.RED) is True
    assert type(value("x", x=Holiday(2026, 5, 1))) is date
    assert value("x", x=("a", "b")) == ["a", "b"]


@pytest.mark.parametrize(
    "wrong",
    [
        1.5,
        {"a": 1},
        {1},
        b"x",
        object(),
        datetime(2026, 1, 1),  # noqa: DTZ001 - a moment without a zone is the point
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal(f"1E+{DIGITS}"),
        Decimal("1E+999999999"),
        10**DIGITS,
        pytest.param(-(10**5000), id="huge"),
        [1.5],
        [[1]],
        ["a", Decimal("NaN")],
    ],
)
def test_facts_no_rule_can_hold_are_refused_where_they_are_mentioned(wrong):
    assert refusal("agreed and wrong == 1", wrong=wrong).column == 12


def test_facts_that_are_not_mentioned_do_not_matter():
    assert value("amount > 1", wrong=1.5) is True


def test_facts_may_be_any_mapping():
    assert compiled("a + 1").value(MappingProxyType({"a": 1})) == 2


def test_a_fact_that_is_missing_is_refused_with_what_is_near():
    error = refusal("1 + amonut")
    assert error.column == 5
    assert error.remedy.en == "Did you mean amount?"


def test_a_fact_that_lies_in_a_branch_not_taken_may_be_missing():
    assert value("agreed or missing") is True


def test_a_text_made_by_a_rule_is_limited():
    half = "x" * (MAX_TEXT // 2)
    assert len(value("half + half", half=half)) == MAX_TEXT
    assert refusal('1 == 2 or half + half + "x" == ""', half=half).column == 11
    assert refusal("upper(long)", long="x" * (MAX_TEXT + 1)).column == 1
    assert value("len(long)", long="x" * (MAX_TEXT + 1)) == MAX_TEXT + 1


def test_moments_keep_their_zone():
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert value("x", x=moment) == moment
