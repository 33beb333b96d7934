"""kernel.effects.parameters: values of rules as typed parameters."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.effects.parameters import converted, parsed
from kernel.errors import Invalid


class Way(StrEnum):
    POST = "post"
    HAND = "hand"


@dataclass(frozen=True)
class Everything:
    months: int
    to: date | None = None
    ways: tuple[Way, ...] = ()
    names: list[str] = field(default_factory=list)


@pytest.mark.parametrize(
    ("value", "wanted", "expected"),
    [
        ("文", str, "文"),
        (Decimal("36"), int, 36),
        (Decimal("3.60"), Decimal, Decimal("3.60")),
        (5, Decimal, Decimal(5)),
        (False, bool, False),
        ("2026-03-10", date, date(2026, 3, 10)),
        (datetime(2026, 3, 10, tzinfo=UTC), datetime, datetime(2026, 3, 10, tzinfo=UTC)),
        ("post", Way, Way.POST),
        (None, int | None, None),
        (["post", "hand"], tuple[Way, ...], (Way.POST, Way.HAND)),
        ("x", int | str, "x"),
    ],
)
def test_values_become_what_the_field_asks_for(value, wanted, expected):
    found = converted(value, wanted)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (1, str),
        (None, str),
        ("1", int),
        (Decimal("1.5"), int),
        (True, int),
        (True, Decimal),
        (1, bool),
        ("tomorrow", date),
        (datetime(2026, 3, 10, tzinfo=UTC), date),
        (datetime(2026, 3, 10), datetime),  # noqa: DTZ001 that it has none is the point
        ("mail", Way),
        ("post", tuple[Way, ...]),
        (["post", 1], list[str]),
        ("x", int | None),
    ],
)
def test_values_of_another_kind_are_refused(value, wanted):
    with pytest.raises((TypeError, ValueError)):
        converted(value, wanted)


def test_defaults_stand_in_for_what_is_not_given():
    assert parsed(Everything, {"months": Decimal(3)}, "with") == Everything(3)


def test_a_refusal_names_the_parameter_and_what_it_should_be():
    with pytest.raises(Invalid) as refusal:
        parsed(Everything, {"months": "three"}, "with")
    assert refusal.value.place == "with.months"
    assert "整数" in refusal.value.what.zh
    assert "whole number" in refusal.value.remedy.en


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_a_number_is_whole_or_refused_and_never_rounded(number):
    try:
        assert converted(number, int) == number
    except ValueError:
        assert Fraction(number).denominator != 1
