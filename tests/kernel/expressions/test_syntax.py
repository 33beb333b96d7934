"""The syntax tree and its limits."""

import pytest

from kernel.expressions.limits import MAX_DEPTH, MAX_NODES, MAX_SOURCE
from tests.kernel.expressions.samples import refusal, value


@pytest.mark.parametrize("source", ["", "  ", "\n\t"])
def test_an_empty_rule_is_refused(source):
    assert "empty" in refusal(source).what.en


def test_blanks_before_a_rule_do_not_matter():
    assert value("  amount > 1 ") is True


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("amount +", 8),
        ("* amount", 1),
        ("amount > ", 8),
        ("not", 1),
        ("amount and or agreed", 12),
        ("[1,,2]", 4),
        ("金额 > 1 and", 8),
        ("amount ==== 3", 10),
    ],
)
def test_a_rule_that_lacks_a_value_points_near_it(source, column):
    assert refusal(source).column == column


def test_an_if_without_else_says_so():
    assert "else" in refusal('"a" if agreed').what.en


@pytest.mark.parametrize(
    ("source", "column", "remedy"),
    [
        ("1, 2", 1, "square brackets"),
        ("region in (1, 2)", 11, "square brackets"),
        ("()", 1, "square brackets"),
        ("len(name)(1)", 1, "registered functions"),
        ('"a"(1)', 1, "registered functions"),
        ("len(*picked)", 5, "page on expressions"),
        ("[*picked]", 2, "page on expressions"),
    ],
)
def test_constructs_outside_the_language_are_refused(source, column, remedy):
    error = refusal(source)
    assert error.column == column
    assert remedy in error.remedy.en


def test_columns_count_characters_not_bytes():
    assert refusal('"市" != 金额 and 省 > 5').column == 15


def test_the_longest_source_is_read():
    source = f'"{"x" * (MAX_SOURCE - 2)}"'
    assert len(value(source)) == MAX_SOURCE - 2
    assert f"{MAX_SOURCE} characters" in refusal(source + " ").what.en


def test_the_largest_rule_is_read():
    assert value(" and ".join(["a"] * (MAX_NODES - 1)), a=True) is True
    assert "values and operators" in refusal(" and ".join(["a"] * MAX_NODES)).what.en


@pytest.mark.parametrize(
    ("head", "core", "tail"),
    [
        ("-", "1", ""),
        ("not ", "agreed", ""),
        ("1 + ", "1", ""),
        ("abs(", "1", ")"),
        ("1 if agreed else ", "2", ""),
    ],
)
def test_a_rule_nests_only_so_deep(head, core, tail):
    deepest = MAX_DEPTH - 1
    value(head * deepest + core + tail * deepest)
    assert "nests deeper" in refusal(head * MAX_DEPTH + core + tail * MAX_DEPTH).what.en


@pytest.mark.parametrize(
    "source",
    [
        "-" * (MAX_SOURCE - 1) + "1",
        "(" * (MAX_SOURCE // 2 - 1) + "1" + ")" * (MAX_SOURCE // 2 - 1),
        "[" * (MAX_SOURCE // 2 - 1) + "]" * (MAX_SOURCE // 2 - 1),
        "not " * (MAX_SOURCE // 4 - 2) + "True",
        "1+" * (MAX_SOURCE // 2 - 1) + "1",
        "1<" * (MAX_SOURCE // 2 - 1) + "1",
        "1 if 1 else " * (MAX_SOURCE // 12 - 1) + "1",
        "abs(" * (MAX_SOURCE // 5 - 1) + "1" + ")" * (MAX_SOURCE // 5 - 1),
        "x" * MAX_SOURCE * 100,
    ],
)
def test_bombs_are_refused(source):
    refusal(source)
