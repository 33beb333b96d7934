"""Texts."""

from decimal import Decimal

import pytest

from tests.kernel.expressions.samples import refusal, value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('lower("ABc")', "abc"),
        ('upper("abC")', "ABC"),
        ('strip("\u3000 a ")', None),
        ('strip("  a b ")', "a b"),
        ('starts_with(region, "22")', True),
        ('starts_with(region, "21")', False),
        ('ends_with(region, "01")', True),
        ('contains(name, "三")', True),
        ('contains(name, "四")', False),
        ('contains(name, "")', True),
        ("text(name)", "张三"),
        ("text(amount)", "128.50"),
        ("text(count_of_rows)", "3"),
        ("text(0 * -1)", "0"),
        ("text(today)", "2026-11-20"),
        ("text(filed)", "2026-11-21 01:30"),
        ("text(nothing)", ""),
        ('text(round(1000000, -3)) + "元"', "1000000元"),
    ],
)
def test_texts(source, expected):
    if expected is None:
        assert value(source) == "a"
    else:
        assert value(source) == expected


def test_a_number_of_many_zeros_is_written_in_full():
    assert value("text(x)", x=Decimal("1E+20")) == "1" + "0" * 20
    assert value("text(x)", x=Decimal("1E-20")) == "0." + "0" * 19 + "1"


def test_a_number_too_small_to_matter_is_not_written_at_length():
    assert len(value("text(x)", x=Decimal("1E-999999"))) < 200


@pytest.mark.parametrize(
    "source", ["text(agreed)", "text(picked)", "lower(amount)", "contains(picked, name)"]
)
def test_other_kinds_are_refused(source):
    assert "this is" in refusal(source).what.en
