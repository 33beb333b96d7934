"""Lists, their members, and what they may cost."""

from decimal import Decimal

import pytest

from kernel.expressions.limits import MAX_LIST, MAX_STEPS
from tests.kernel.expressions.samples import refusal, value


def test_a_list_is_made_of_values():
    assert value("[1, amount, nothing, agreed]") == [Decimal(1), Decimal("128.50"), None, True]


def test_the_list_handed_out_is_a_new_one():
    facts = ["a"]
    value("listed", listed=facts).append("b")
    assert facts == ["a"]


@pytest.mark.parametrize("source", ["[[1], 2]", "[1, picked]", "[picked, amount / 0]"])
def test_lists_do_not_nest(source):
    assert refusal(source).what.en.endswith(("cannot hold another list.", "by zero."))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("picked[0]", "a"),
        ("picked[1]", "b"),
        ("picked[-1]", "b"),
        ("picked[2]", None),
        ("picked[-3]", None),
        ("picked[count_of_rows - 2]", "b"),
        ("picked[1.0]", "b"),
        ("picked[nothing]", None),
        ("nothing[0]", None),
        ("[][0]", None),
    ],
)
def test_members_are_taken_by_number(source, expected):
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "column"),
    [("name[0]", 1), ("amount[0]", 1), ('picked["a"]', 8), ("picked[0.5]", 8), ("picked[agreed]", 8)],
)
def test_only_lists_have_members_and_only_whole_numbers_name_them(source, column):
    assert refusal(source).column == column


def test_a_list_is_not_longer_than_the_limit():
    assert value("len(rows)", rows=["a"] * MAX_LIST) == MAX_LIST
    assert str(MAX_LIST + 1) in refusal("len(rows)", rows=["a"] * (MAX_LIST + 1)).what.en


def test_the_steps_of_a_rule_are_limited_before_it_runs():
    times = MAX_STEPS // MAX_LIST
    rows = ["a"] * MAX_LIST
    fits = " + ".join(["len(rows)"] * (times - 1))
    assert value(fits, rows=rows) == MAX_LIST * (times - 1)
    assert "steps" in refusal(f"{fits} + len(rows)", rows=rows).what.en


def test_the_cost_does_not_depend_on_the_branch_taken():
    rows = ["a"] * MAX_LIST
    walk = " or ".join(['"a" in rows'] * 11)
    assert "steps" in refusal(walk, rows=rows).what.en


@pytest.mark.parametrize(
    "source", ["{0} == {0}", "{0}[0] == 1", "1 in {0}", "1 < 2 in {0}", "count({0}, 1) == 1"]
)
def test_every_way_to_walk_through_a_list_is_counted(source):
    rule = " and ".join([source.format("rows")] * 11)
    assert "steps" in refusal(rule, rows=[1] * MAX_LIST).what.en
