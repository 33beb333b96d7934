"""What can be said of rules whatever the facts are, against evaluating them on many facts."""

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.soundness.holding import TRUE, alternatives, covered
from kernel.errors import TongbanError
from kernel.expressions import Expression, compiled

GRID: list[Any] = [None, True, False, "", "x", "y", "z", date(2026, 1, 1), date(2026, 1, 2), ["x"]]
GRID += [Decimal(one) for one in ("-1", "0", "0.5", "1", "1.5", "2", "3")]
ATOMS = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from("ab"),
        st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
        st.sampled_from(["1", "2", "-1", '"x"', '"y"', "None", "True", 'date("2026-01-01")', "b"]),
    ),
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["1", '"x"', "None"]),
        st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
        st.sampled_from("ab"),
    ),
    st.builds(
        "{} {} {}".format,
        st.sampled_from("ab"),
        st.sampled_from(["in", "not in"]),
        st.sampled_from(['["x"]', '["x", "y"]', "[1, 2]", "[]", "[None, True]"]),
    ),
    st.sampled_from(["a", "b", "1 == 1", "1 == 2", "True", "None", "is_empty(a)", "1 < a < 3", "a + 1 > b"]),
)
RULES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=5,
)


@cache
def rule_of(source: str) -> Expression:
    """The rule, compiled once."""
    return compiled(source)


def truth(rule: str, facts: dict[str, Any]) -> bool | None:
    """Whether the rule holds; nothing where it cannot be reckoned."""
    try:
        return rule_of(rule).holds(facts)
    except TongbanError:
        return None


def readable(rule: str) -> bool:
    """Whether the rule can be read at all."""
    try:
        rule_of(rule)
    except TongbanError:
        return False
    return True


@settings(max_examples=80, deadline=None)
@given(RULES.filter(readable))
def test_what_is_said_never_to_hold_holds_for_no_facts(rule: str):
    found = alternatives(rule)
    held = [truth(rule, {"a": a, "b": b}) for a, b in product(GRID, GRID)]
    if found == ():
        assert True not in held
    if found is not None and covered(TRUE, [found]):
        assert False not in held


@settings(max_examples=80, deadline=None)
@given(RULES.filter(readable), st.lists(RULES.filter(readable), min_size=1, max_size=2))
def test_a_rule_that_others_cover_holds_for_no_facts_for_which_none_of_them_does(
    rule: str, others: list[str]
):
    found = alternatives(rule)
    before = [one for one in map(alternatives, others) if one]
    if found is None or not covered(found, before):
        return
    for a, b in product(GRID, GRID):
        facts = {"a": a, "b": b}
        reached = all(truth(other, facts) is False for other in others)
        assert not (reached and truth(rule, facts))


@pytest.mark.parametrize(
    "rule",
    [
        "1 == 2",
        "1 == 2 and a",
        "a > 1 and a < 1",
        'a == "x" and a == "y"',
        'a == "x" and a in ["y", "z"]',
        "a > 1 and a == None",
        "a == 1 and a == True",
        "not (a == 1) and a == 1",
        'a == "x" and a != "x"',
        '(a == "x" or a == "y") and a == "z"',
        'a > date("2026-01-01") and a < date("2026-01-02")',
        "is_empty(a) and not is_empty(a)",
        "3 < a < 2",
    ],
)
def test_simple_contradictions_are_seen(rule: str):
    assert alternatives(rule) == ()


@pytest.mark.parametrize(
    ("rule", "others"),
    [
        ("a > 5", ["a > 1"]),
        ('a=="x"', ['a == "x"']),
        ("a + 1 > b and a == 1", ["a+1 > b"]),
        ('a == "x" or a == "y"', ['a in ["x", "y", "z"]']),
        ("a == 1", ["a <= 1"]),
        ("a > 1", ['a != "x"']),
        ("a == None or a == 1", ["a != 1", "a == 1"]),
        ("b", ["1 == 1"]),
    ],
)
def test_simple_coverings_are_seen(rule: str, others: list[str]):
    assert covered(alternatives(rule) or (), [alternatives(other) or () for other in others])


@pytest.mark.parametrize(
    ("rule", "other"), [("a > 1", "a > 5"), ("a < 1", "a > 1"), ('a == "x"', 'a == "x" and b'), ("a", "b")]
)
def test_what_may_still_be_reached_is_not_covered(rule: str, other: str):
    assert not covered(alternatives(rule) or (), [alternatives(other) or ()])


def test_a_rule_of_very_many_alternatives_is_not_looked_into():
    rule = " and ".join(f'(a == "{one}" or b == "{one}")' for one in range(8))
    assert alternatives(rule) is None
