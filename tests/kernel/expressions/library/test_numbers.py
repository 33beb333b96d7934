"""Numbers."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.expressions.samples import refusal, value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(2.345, 2)", "2.35"),
        ("round(2, 2)", "2.00"),
        ("round(1250, -2)", "1300"),
        ("round(-0.4)", "0"),
        ("round(count_of_rows / 2)", "2"),
        ("abs(-3.50)", "3.50"),
        ("abs(count_of_rows)", "3"),
        ('number("12.50")', "12.50"),
        ('number(" -3 ")', "-3"),
        ('number("007")', "7"),
        ("number(count_of_rows)", "3"),
    ],
)
def test_numbers_are_rounded_and_read_exactly(source, expected):
    assert str(value(source)) == expected


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 5))
def test_halves_are_rounded_away_from_zero(number, decimals):
    assert value("round(x, n)", x=number, n=decimals) == number.quantize(
        Decimal(10) ** -decimals, ROUND_HALF_UP
    )


def test_rounding_ignores_the_precision_of_the_caller():
    with localcontext(prec=2):
        assert str(value("round(x, 2)", x=Decimal("12345.678"))) == "12345.68"


@pytest.mark.parametrize(
    "source", ["round(amount, 11)", "round(amount, -11)", "round(amount, 10 * 10 * 10 * 10)"]
)
def test_rounding_goes_to_ten_decimals(source):
    assert refusal(source).column == 1


def test_rounding_that_needs_more_digits_than_there_are_is_refused():
    assert "beyond the range" in refusal("round(big, 5)", big=10**33).what.en


@pytest.mark.parametrize("written", ["x", "1e5", "1,000", "１２", ".5", "NaN", "0x1", "1_0", "9" * 35, "--1"])
def test_other_texts_are_no_numbers(written):
    assert "not a number" in refusal("number(x)", x=written).what.en


@pytest.mark.parametrize("source", ['number("")', 'number("  ")', "number(nothing)"])
def test_a_blank_text_is_an_empty_number(source):
    assert value(source) is None
