"""Compiled rules as callers use them."""

import pytest

from kernel.errors import ExpressionError
from kernel.expressions import compiled
from tests.kernel.expressions import yardstick
from tests.kernel.expressions.samples import FACTS


def test_a_rule_knows_the_names_it_reads():
    rule = compiled('a > 1 and len(b) > 2 or c in ["d"] and a == None')
    assert rule.names == {"a", "b", "c"}


def test_a_name_nobody_provides_is_refused_when_the_rule_is_read():
    with pytest.raises(ExpressionError) as caught:
        compiled("amount > 1 and adress == None", names={"amount", "address"})
    assert caught.value.column == 16
    assert caught.value.remedy.en == "Did you mean address?"


@pytest.mark.parametrize(
    ("source", "remedy"),
    [("true", "True"), ("AMOUNT", "amount"), ("today", "Check the spelling"), ("len", "write len(value)")],
)
def test_the_refusal_of_a_name_says_what_was_meant(source, remedy):
    with pytest.raises(ExpressionError) as caught:
        compiled(source, names={"amount"})
    assert remedy in caught.value.remedy.en


def test_a_value_may_be_named_like_a_function():
    assert compiled("date == date('2026-11-20')").value({"date": FACTS["today"]}) is True


def test_what_needs_no_facts_is_refused_when_the_rule_is_read():
    with pytest.raises(ExpressionError):
        compiled('expiry < date("2026-13-01")')


@pytest.mark.parametrize(("source", "expected"), [("agreed", True), ("refused", False), ("nothing", False)])
def test_a_rule_holds_when_it_is_true(source, expected):
    assert compiled(source).holds(FACTS) is expected


@pytest.mark.parametrize("source", ["amount", "name", "picked", "1"])
def test_a_rule_that_is_neither_true_nor_false_cannot_hold(source):
    with pytest.raises(ExpressionError):
        compiled(source).holds(FACTS)


def test_rules_with_the_same_source_are_equal():
    assert compiled("a + 1") == compiled("a + 1")


def test_a_refusal_does_not_repeat_the_facts():
    with pytest.raises(ExpressionError) as caught:
        compiled("secret + 1").value({"secret": "22010219900101"})
    assert "2201" not in str(caught.value)


def test_the_yardstick_compares_the_same_rule():
    floor, ours = yardstick.acts()
    assert floor() is ours() is True
