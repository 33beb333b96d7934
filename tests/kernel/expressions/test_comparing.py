"""Comparisons."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.kernel.expressions.samples import refusal, value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("amount > 100", True),
        ("amount <= 128.5", True),
        ("count_of_rows < 3", False),
        ("count_of_rows >= 3.0", True),
        ("count_of_rows == 3.00", True),
        ("count_of_rows != 3.00", False),
        ("3 == count_of_rows", True),
        ('region == "2201"', True),
        ('region != "2201"', False),
        ('"a" < "b"', True),
        ("today < expiry", True),
        ("filed == filed", True),
        ("filed <= filed", True),
        ("agreed == True", True),
        ("agreed != refused", True),
        ('picked == ["a", "b"]', True),
        ('picked != ["b", "a"]', True),
        ("1 < count_of_rows < 5", True),
        ("1 < count_of_rows < 3", False),
        ('"2201" == region == "2201"', True),
        ("1 < 2 in [2, 3]", True),
    ],
)
def test_values_of_one_kind_compare(source, expected):
    assert value(source) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("amount == name", False),
        ("amount != name", True),
        ("agreed == 1", False),
        ("refused == 0", False),
        ("1 == agreed", False),
        ("[1] == [True]", False),
        ("today == filed", False),
        ('"3" == count_of_rows', False),
        ("picked == 1", False),
    ],
)
def test_values_of_two_kinds_are_never_equal(source, expected):
    assert value(source) is expected


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
@pytest.mark.parametrize("other", ["amount", "name", "today", "filed", "nothing", "picked", "agreed"])
def test_an_order_with_an_empty_value_is_false(sign, other):
    assert value(f"nothing {sign} {other}") is False
    assert value(f"{other} {sign} nothing") is False


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("nothing == None", True),
        ("nothing != None", False),
        ("amount == None", False),
        ("amount != None", True),
        ("nothing == 0", False),
        ('nothing == ""', False),
        ('nothing != "a"', True),
        ("0 < nothing < 3", False),
        ("not (nothing > 3)", True),
    ],
)
def test_empty_equals_only_empty(source, expected):
    assert value(source) is expected


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ('amount > "3"', ("a number", "a text")),
        ("today > filed", ("a date", "a moment")),
        ("today < 3", ("a date", "a number")),
        ("agreed < 1", ("true or false", "a number")),
        ("agreed < refused", ("true or false", "true or false")),
        ("picked > picked", ("a list", "a list")),
        ("1 < 2 < name", ("a number", "a text")),
    ],
)
def test_an_order_between_kinds_is_refused_and_names_both(source, kinds):
    error = refusal(source)
    assert error.what.en.endswith(f"compare {kinds[0]} with {kinds[1]}.")


def test_a_chain_stops_at_the_first_comparison_that_fails():
    assert value("3 < count_of_rows < name") is False


def test_moments_compare_across_time_zones():
    assert value("filed < later", later=datetime(2026, 11, 21, tzinfo=UTC)) is True


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('region in ["2201", "2202"]', True),
        ('region not in ["2201", "2202"]', False),
        ('region in ["2202"]', False),
        ("region in []", False),
        ("count_of_rows in [1, 3]", True),
        ("count_of_rows in [Decimal_three, 1]", True),
        ('count_of_rows in ["3"]', False),
        ("agreed in [1]", False),
        ("1 in [agreed]", False),
        ("today in [today]", True),
        ('"a" in picked', True),
        ('"c" not in picked', True),
        ("region in [region, nothing]", True),
        ("nothing in [nothing]", True),
        ('nothing in ["2201"]', False),
        ('nothing not in ["2201"]', True),
        ('"a" in nothing', False),
        ('"a" not in nothing', True),
        ("picked in [1]", False),
        ('picked in ["a"]', False),
    ],
)
def test_in_finds_equal_members(source, expected):
    assert value(source, Decimal_three=Decimal(3)) is expected


@pytest.mark.parametrize("source", ['"张" in name', "1 in amount", '"2201" in "2201,2202"'])
def test_in_needs_a_list(source):
    assert "needs a list" in refusal(source).what.en
