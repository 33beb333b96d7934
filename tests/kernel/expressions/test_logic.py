"""and, or, not and the choice between two values."""

import pytest

from tests.kernel.expressions.samples import refusal, value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("agreed and agreed", True),
        ("agreed and refused", False),
        ("refused or agreed", True),
        ("refused or refused", False),
        ("not agreed", False),
        ("not refused and agreed", True),
        ("refused or agreed and agreed", True),
        ("nothing and agreed", False),
        ("agreed and nothing", False),
        ("nothing or agreed", True),
        ("nothing or nothing", False),
        ("not nothing", True),
    ],
)
def test_only_true_is_true_and_empty_counts_as_false(source, expected):
    assert value(source) is expected


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("amount and agreed", 1),
        ("agreed and name", 12),
        ("refused or picked", 12),
        ("not amount", 5),
        ("1 if count_of_rows else 2", 6),
        ("agreed and (today if agreed else 1)", 13),
    ],
)
def test_anything_else_is_no_condition(source, column):
    error = refusal(source)
    assert error.column == column
    assert "True or false is needed" in error.what.en


@pytest.mark.parametrize(
    "source", ["refused and amount / 0 > 1", "not (agreed or name > 3)", "refused and name"]
)
def test_what_is_decided_is_not_computed_further(source):
    assert value(source) is False


def test_one_of_two_values_is_chosen():
    assert value('"a" if amount > 3 else "b"') == "a"
    assert value('"a" if amount < 3 else "b"') == "b"
    assert value('"a" if nothing else "b"') == "b"


def test_the_value_not_chosen_is_never_computed():
    assert value("amount if agreed else amount / 0") == value("amount")
