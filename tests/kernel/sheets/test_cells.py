"""What a cell may hold: nothing that a spreadsheet runs, and back again to what was written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.sheets.cells import FORMULA, harmless, is_number, plain, words_of

SHARP = st.text(alphabet="'=+-@＝＋ \t\r\nA1(", max_size=8)


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "＝1"])
def test_what_a_spreadsheet_would_run_is_guarded(words: str) -> None:
    assert harmless(words) == f"'{words}"


@pytest.mark.parametrize("words", ["", "张三", "O'Brien", "'quoted'", "1-1", "a=b"])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert harmless(words) == words


@given(SHARP | st.text())
def test_the_guard_comes_off_again(words: str) -> None:
    assert plain(harmless(words)) == words


@given(SHARP | st.text())
def test_no_guarded_word_begins_a_formula(words: str) -> None:
    assert harmless(words).startswith("'") or not FORMULA.match(harmless(words))


def test_characters_that_no_sheet_can_hold_are_left_out() -> None:
    assert words_of("a\0b\x1f\ud800c\td") == "abc\td"


def test_a_moment_is_told_in_the_time_of_the_office() -> None:
    assert words_of(datetime(2026, 3, 9, 16, 0, 5, tzinfo=UTC)) == "2026-03-10 00:00:05"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (True, "是"),
        (False, "否"),
        (7, "7"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 3, 1), "2026-03-01"),
    ],
)
def test_values_are_written_as_people_read_them(value: object, said: str) -> None:
    assert words_of(value) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7, True),
        (-7, True),
        (Decimal("7.5"), True),
        (10**15, False),
        (Decimal("NaN"), False),
        (True, False),
        ("7", False),
    ],
)
def test_only_numbers_that_keep_their_digits_are_numbers(value: object, number: bool) -> None:
    assert is_number(value) is number  # type: ignore[arg-type]
