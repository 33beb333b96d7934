"""Places in a source."""

from kernel.expressions.limits import MAX_SOURCE
from kernel.expressions.spots import Spot
from kernel.text import Text
from tests.kernel.expressions.samples import refusal

WHAT, REMEDY = Text("错了。", "Wrong."), Text("改。", "Mend it.")


def test_columns_are_counted_from_one():
    assert Spot("a + b", 0, 1).column == 1
    assert Spot("a + b", 4, 5).column == 5


def test_columns_start_anew_on_each_line():
    spot = Spot("a and\n  b", 8, 9)
    assert (spot.line, spot.column) == (2, 3)


def test_carets_stand_under_what_is_wrong():
    assert Spot("a + bad", 4, 7).pointer == "a + bad\n    ^^^"


def test_carets_keep_their_place_under_chinese():
    assert Spot("金额 + 数", 5, 6).pointer == "金额 + 数\n　　   ^^"


def test_only_the_line_that_is_wrong_is_shown():
    assert Spot("a and\nbad\nor c", 6, 9).pointer == "bad\n^^^"


def test_a_place_over_several_lines_is_underlined_on_its_first():
    assert Spot("ab\ncd", 0, 5).pointer == "ab\n^^"


def test_a_long_line_is_cut_around_the_place():
    shown, carets = Spot("x" * 500 + "!" + "y" * 500, 500, 501).pointer.split("\n")
    assert shown[carets.index("^")] == "!"
    assert len(shown) <= 102
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_a_place_at_the_very_end_has_a_caret():
    assert Spot("a +", 3, 3).pointer == "a +\n   ^"


def test_the_error_names_the_column_and_what_stands_there_in_both_languages():
    error = Spot("a + bad", 4, 7).error(WHAT, REMEDY)
    assert error.what == Text("第 5 列「bad」：错了。", "Column 5, `bad`: Wrong.")
    assert (error.line, error.column) == (1, 5)


def test_the_error_names_the_line_when_there_are_several():
    error = Spot("a\nbad", 2, 5).error(WHAT, REMEDY)
    assert error.what == Text("第 2 行第 1 列「bad」：错了。", "Line 2, column 1, `bad`: Wrong.")


def test_a_long_excerpt_is_shortened():
    assert Spot("x" * 100, 0, 100).excerpt == "x" * 39 + "…"


def test_the_error_as_a_text_ends_with_the_caret_line():
    assert str(refusal("1 + amonut")).endswith("\n1 + amonut\n    ^^^^^^")


def test_a_source_that_is_far_too_long_is_not_repeated_in_the_error():
    assert len(str(refusal("x" * MAX_SOURCE * 100))) < 1000
