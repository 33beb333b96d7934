"""Unquoted YAML words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.datafiles.scalars import LARGEST, is_too_large, may_stand_unquoted, value_of

TEXTS = [
    *("on", "off", "yes", "no", "y", "n", "On", "NO", "True", "TRUE", "False", "Null", "NULL", "None"),
    *(".nan", ".inf", "-.inf", "010", "0x1F", "0o17", "0b1", "1e3", "1E3", "1_000", "0.50", "1.0", ".5"),
    *("+1", "-01", "00", "12:30:00", "2026-01-01", "2026-01-01T00:00:00Z", "=", "<<", "-", "1a", "１２", "٣"),
]


@pytest.mark.parametrize("word", TEXTS)
def test_what_looks_like_a_value_elsewhere_stays_text(word):
    assert value_of(word) == word


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("120", 120),
    ],
)
def test_the_few_words_that_are_no_text(word, value):
    assert (value_of(word), type(value_of(word))) == (value, type(value))


@given(st.integers(-LARGEST, LARGEST))
def test_a_whole_number_is_read_back(number):
    assert value_of(str(number)) == number
    assert not is_too_large(str(number))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str))
def test_a_decimal_keeps_its_text(word):
    assert value_of(word) == word


@pytest.mark.parametrize("digits", [str(LARGEST + 1), str(-LARGEST - 1), "1" + "0" * 17, "-" + "9" * 5000])
def test_a_number_a_browser_would_round_is_too_large(digits):
    assert is_too_large(digits)


@pytest.mark.parametrize(
    ("text", "plain"), [("on", True), ("吉林省", True), ("1", False), ("", False), ("a\u3000", False)]
)
def test_a_text_may_stand_unquoted_when_it_is_read_as_itself(text, plain):
    assert may_stand_unquoted(text) is plain


@given(st.text(max_size=12))
def test_every_word_has_a_value_that_json_can_carry(word):
    json.dumps(value_of(word) if not is_too_large(word) else None)
