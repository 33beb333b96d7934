"""Cells of CSV files: every value of a column can be written, and no text makes anything but a value or a refusal."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Integer, Numeric, String, Text
from sqlalchemy.types import TypeEngine

from kernel.columns import Json, UtcDateTime
from kernel.errors import DataFileError
from kernel.install.record_values import converted

PLACE = "alpha/data/x.csv:7"
TYPES: dict[str, TypeEngine[Any]] = {
    "boolean": Boolean(),
    "integer": Integer(),
    "big": BigInteger(),
    "float": Float(),
    "free": Numeric(),
    "money": Numeric(8, 2),
    "day": Date(),
    "moment": UtcDateTime(),
    "json": Json,
    "short": String(5),
    "text": Text(),
}
texts = st.text(max_size=30) | st.from_regex(r"-?[0-9]{1,25}(\.[0-9]{1,3})?(e[0-9]{1,4})?", fullmatch=True)
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
documents = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(characters, max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(characters, max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


def column(name: str, *, nullable: bool = False) -> Column[Any]:
    """A column of this type."""
    return Column(name, TYPES[name], nullable=nullable)


def read(name: str, text: str) -> Any:
    return converted(column(name), text, PLACE)


def refusal_of(name: str, text: str) -> DataFileError | None:
    """Why the text does not fit, if it does not."""
    try:
        read(name, text)
    except DataFileError as error:
        return error
    return None


@given(st.sampled_from(sorted(TYPES)), texts)
def test_any_text_is_a_value_or_a_refusal_at_its_place(name: str, text: str):
    refusal = refusal_of(name, text)

    if refusal is not None:
        assert refusal.place == PLACE
        assert name in refusal.what.zh
        assert name in refusal.what.en
        assert refusal.remedy.zh


@given(st.integers(-(2**31) + 1, 2**31 - 1))
def test_whole_numbers(number: int):
    assert read("integer", str(number)) == number
    assert read("big", str(number * 2**31)) == number * 2**31


@given(st.decimals(-999999, 999999, places=2))
def test_numbers_stay_exact(number: Decimal):
    assert read("money", str(number)) == number
    assert read("free", str(number)) == number


@given(st.dates())
def test_days(day: date):
    assert read("day", day.isoformat()) == day


@given(st.datetimes(min_value=datetime(1900, 1, 1)), st.integers(-14, 14))  # noqa: DTZ001 the zone is put on below
def test_moments_are_kept_in_utc(moment: datetime, hours: int):
    there = moment.replace(tzinfo=timezone(timedelta(hours=hours)))

    assert read("moment", there.isoformat()) == there
    assert read("moment", there.isoformat()).tzinfo == UTC


def test_a_moment_without_a_zone_is_told_in_shanghai():
    assert read("moment", "2026-03-10T09:00:00") == datetime(2026, 3, 10, 1, tzinfo=UTC)


@given(documents)
def test_documents(value: Any):
    assert read("json", json.dumps(value)) == value
    assert read("json", json.dumps(value, ensure_ascii=False)) == value


@given(st.text(min_size=1, max_size=5))
def test_texts(text: str):
    assert read("short", text) == text
    assert read("text", text) == text


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("FALSE", False), ("True", True), ("1", True), ("0", False)]
)
def test_booleans(text: str, value: bool):
    assert read("boolean", text) is value


REFUSED = {
    "boolean": ["yes", "on", "是", "2"],
    "integer": ["many", "1.0", "1_000", "１２", " 5", "2147483648", "-2147483648000", "9" * 5000],
    "big": ["9223372036854775808"],
    "float": ["NaN", "inf", "1e5", "1,5"],
    "free": ["NaN", "-Infinity", "1_0", "٣"],
    "money": ["1.005", "1000000", "0.001"],
    "day": ["2026-13-01", "20260310", "2026-W11-2", "10.3.2026", "2026-02-30"],
    "moment": ["soon", "2026-03-10T25:00:00", "0001-01-01T00:00:00+14:00"],
    "json": ["{", "NaN", "[1,]", '"\\ud800"', '"a\\u0000"', "[" * 5000],
    "short": ["六个字的文字"],
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, found in REFUSED.items() for text in found]
)
def test_what_does_not_fit_is_refused(name: str, text: str):
    with pytest.raises(DataFileError) as refusal:
        read(name, text)

    assert refusal.value.place == PLACE


@pytest.mark.parametrize("name", sorted(TYPES))
def test_an_empty_cell(name: str):
    assert converted(column(name, nullable=True), "", PLACE) is None
    if name in {"short", "text"}:
        assert read(name, "") == ""
        return
    with pytest.raises(DataFileError, match="不能为空"):
        read(name, "")
