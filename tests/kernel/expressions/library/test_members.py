"""Functions over lists and over several values."""

from datetime import date
from decimal import Decimal

import pytest

from tests.kernel.expressions.samples import refusal, value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('len("张三")', 2),
        ("len(picked)", 2),
        ("len(nothing)", 0),
        ("len([])", 0),
        ("count(years)", 2),
        ("count([1, 1.0, True], 1)", 2),
        ("count(years, None)", 1),
        ("count(nothing)", 0),
        ("count(nothing, 1)", 0),
        ("sum(years)", Decimal("4.5")),
        ("sum([])", 0),
        ("sum(nothing)", 0),
        ("sum(1, nothing, amount)", Decimal("129.50")),
        ("min(years)", Decimal("1.5")),
        ("max(years)", 3),
        ("min(today, expiry)", date(2026, 11, 20)),
        ('max("a", "b", nothing)', "b"),
        ("min([])", None),
        ("max(nothing)", None),
        ("min(3)", 3),
        ("any([agreed, refused])", True),
        ("any([nothing, refused])", False),
        ("any(nothing)", False),
        ("all([agreed, agreed])", True),
        ("all([agreed, nothing])", False),
        ("all([])", True),
        ("all(nothing)", True),
    ],
)
def test_lists_are_measured(source, expected):
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("len(amount)", "needs a text or a list"),
        ("sum(picked)", "cannot hold a text"),
        ("sum(1, agreed)", "cannot hold true or false"),
        ("sum(years, 1)", "cannot hold a list"),
        ("min(1, name)", "cannot be compared"),
        ("max(agreed, refused)", "cannot be compared"),
        ("max(years, years)", "cannot be compared"),
        ("min(today, filed)", "cannot be compared"),
        ("any(picked)", "one member is a text"),
        ("all([1])", "one member is a number"),
        ("any(agreed)", "needs a list"),
        ("count(name)", "needs a list"),
        ("sum(big, big)", "beyond the range"),
    ],
)
def test_what_cannot_be_measured_is_refused(source, says):
    assert says in refusal(source, big=9 * 10**33).what.en
