"""Computing with numbers and texts."""

from decimal import Decimal, localcontext

import pytest

from tests.kernel.expressions.samples import refusal, value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("0.1 + 0.2", "0.3"),
        ("1 - 0.9", "0.1"),
        ("1.10 * 3", "3.30"),
        ("10 / 4", "2.5"),
        ("1000 / 10", "100"),
        ("7 % 3", "1"),
        ("-7 % 3", "-1"),
        ("7.5 % 2", "1.5"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("-amount", "-128.50"),
        ("+amount", "128.50"),
        ("- - 3", "3"),
        ("count_of_rows / 2", "1.5"),
        ("count_of_rows * amount", "385.50"),
        ("0 * -1", "0"),
        ("1 / 3", "0." + "3" * 34),
        ("2 / 3", "0." + "6" * 33 + "7"),
    ],
)
def test_numbers_are_exact_decimals(source, expected):
    assert str(value(source)) == expected


def test_texts_are_joined():
    assert value('name + "：" + region') == "张三：2201"


@pytest.mark.parametrize("sign", ["+", "-", "*", "/", "%"])
def test_with_an_empty_value_the_result_is_empty(sign):
    assert value(f"amount {sign} nothing") is None
    assert value(f"nothing {sign} amount") is None
    assert value(f"nothing {sign} name") is None


def test_the_sign_of_an_empty_value_is_empty():
    assert value("-nothing") is None


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("amount + name", ("a number", "a text")),
        ("name * 3", ("a text", "a number")),
        ("name - name", ("a text", "a text")),
        ("expiry - today", ("a date", "a date")),
        ("expiry + 3", ("a date", "a number")),
        ("agreed + 1", ("true or false", "a number")),
        ("picked + picked", ("a list", "a list")),
        ("amount / filed", ("a number", "a moment")),
    ],
)
def test_kinds_that_do_not_go_together_are_named(source, kinds):
    error = refusal(source)
    assert error.what.en.endswith(f"between {kinds[0]} and {kinds[1]}.")


def test_the_error_points_at_the_operation_that_failed():
    error = refusal("agreed and 1 + (amount * name) > 3")
    assert (error.column, error.pointer.count("^")) == (17, len("amount * name"))


@pytest.mark.parametrize("source", ["-name", "+agreed", "-expiry", "-picked"])
def test_a_sign_needs_a_number(source):
    assert "sign needs a number" in refusal(source).what.en


@pytest.mark.parametrize("source", ["amount / (count_of_rows - 3)", "amount % 0", "0 / 0", "1 / 0"])
def test_division_by_zero_is_refused(source):
    assert "zero" in refusal(source).what.en


@pytest.mark.parametrize(
    "source", ["big * big", "big * 10 + 1", "-big - big * 9", "1 / (1 / big / 10)", "big % 0.1"]
)
def test_a_result_beyond_34_digits_is_refused(source):
    assert "beyond the range" in refusal(source, big=Decimal(10) ** 33).what.en


def test_the_largest_number_is_exact():
    assert value("big + 9", big=10**34 - 10) == 10**34 - 1


def test_a_number_too_small_to_matter_becomes_zero():
    assert value("small" + " / 1000000" * 40, small=Decimal("0.000001")) == 0


def test_the_precision_of_the_caller_does_not_matter():
    with localcontext(prec=3):
        assert str(value("1 / 3 + 1000")) == "1000." + "3" * 30


def test_what_has_too_many_digits_behind_the_point_is_rounded_half_up():
    assert value("big + 0.5", big=10**33) == 10**33 + 1
