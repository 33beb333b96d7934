"""What is empty, and what stands in for it."""

import pytest

from tests.kernel.expressions.samples import value


@pytest.mark.parametrize("source", ["None", "nothing", '""', '" "', "[]", "lower(nothing)"])
def test_missing_blank_and_without_members_is_empty(source):
    assert value(f"is_empty({source})") is True


@pytest.mark.parametrize("source", ["0", "refused", "name", "picked", "today", "[None]"])
def test_everything_else_is_not(source):
    assert value(f"is_empty({source})") is False


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('coalesce(nothing, "", name)', "张三"),
        ("coalesce(nothing, 0)", 0),
        ("coalesce(refused, agreed)", False),
        ("coalesce([], picked)", ["a", "b"]),
        ("coalesce(nothing)", None),
    ],
)
def test_the_first_value_that_is_not_empty_stands_in(source, expected):
    assert value(source) == expected
