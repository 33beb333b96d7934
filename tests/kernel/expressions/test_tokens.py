"""Words of a source."""

import pytest

from kernel.expressions.tokens import Sort, tokens
from tests.kernel.expressions.samples import refusal, value


def test_a_source_falls_into_words_with_their_places():
    found = [(token.sort, token.word, token.spot.start) for token in tokens('年 >= 1.5 and not f("x")')]
    assert found == [
        (Sort.NAME, "年", 0),
        (Sort.MARK, ">=", 2),
        (Sort.NUMBER, "1.5", 5),
        (Sort.MARK, "and", 9),
        (Sort.MARK, "not", 13),
        (Sort.NAME, "f", 17),
        (Sort.MARK, "(", 18),
        (Sort.TEXT, '"x"', 19),
        (Sort.MARK, ")", 22),
    ]


@pytest.mark.parametrize(
    ("source", "column", "remedy"),
    [
        ("amount = 3", 8, "=="),
        ("amount && 3", 8, "and"),
        ("amount || 3", 8, "or"),
        ("!agreed", 1, "not"),
        ("amount <> 3", 8, "!="),
        ("amount is None", 8, "=="),
        ("（amount)", 1, "("),
        ("len(name，1)", 9, ","),
        ("name == “张三”", 9, '"'),
        ("amount ≥ 3", 8, ">="),
        ("amount × 3", 8, "*"),
        ("2 ** 3", 3, "product"),
        ("7 // 2", 3, "round"),
        ("name.upper()", 5, "function"),
        ("amount # note", 8, "comments"),
        ("amount\u3000> 3", 7, "full-width space"),
        ('name == "张三', 9, "closing quote"),
        ("amount += 1", 8, "Delete"),
        ("{1: 2}", 1, "Delete"),
        ("picked[0:1]", 9, "Delete"),
        ("a := 1", 3, "Delete"),
        ("a; b", 2, "Delete"),
        ("a \\ b", 3, "Delete"),
        ("lambda", 1, "Delete"),
        ("[x for x in picked]", 4, "Delete"),
        ("await x", 1, "Delete"),
    ],
)
def test_what_python_or_a_hasty_hand_would_write_is_refused_with_the_remedy(source, column, remedy):
    error = refusal(source)
    assert error.column == column
    assert remedy in error.remedy.en


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("010", 1),
        ("2201a", 1),
        ("1e5", 1),
        ("0x1F", 1),
        ("1_000", 1),
        ("3.", 1),
        (".5", 1),
        ("1.2.3", 1),
        ("1j", 1),
        ("1" * 35, 1),
        ("1 if 2else 3", 6),
    ],
)
def test_numbers_are_digits_and_a_point(source, column):
    assert refusal(source).column == column


def test_the_longest_number_is_read_exactly():
    assert str(value("1" * 20 + "." + "1" * 14)) == "1" * 20 + "." + "1" * 14


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("amount 3", 8),
        ('"2201" "2202"', 8),
        ('["2201" "2202"]', 9),
        ('f"x"', 2),
        ('"""x"""', 3),
        ("(amount) agreed", 10),
        ("amount True", 8),
        ("len(name) name", 11),
    ],
)
def test_two_values_side_by_side_are_refused(source, column):
    error = refusal(source)
    assert error.column == column
    assert "missing" in error.what.en


@pytest.mark.parametrize(
    ("source", "column"),
    [("(1", 1), ("1)", 2), ("[1)", 3), ("((1)", 1), ("1) + (2", 2), ("len(", 4), ("]", 1)],
)
def test_brackets_are_paired(source, column):
    error = refusal(source)
    assert error.column == column
    assert "bracket" in error.what.en


@pytest.mark.parametrize("source", ["a\x00b", '"\ud800"', "a\x07", '"a\x0cb"'])
def test_invisible_characters_are_refused(source):
    assert "invisible" in refusal(source).what.en


@pytest.mark.parametrize("source", ["ａmount", "a" * 81, "x²", "ﬁeld"])
def test_names_that_only_look_plain_or_are_too_long_are_refused(source):
    assert "name" in refusal(source).what.en


def test_a_rule_may_run_over_lines():
    assert value("amount > 1\n  and (\n\tagreed\r\n)") is True


def test_texts_hold_no_escapes():
    assert refusal(r'"a\n"').column == 3
    assert refusal(r'"a\" + "b"').column == 3


def test_a_quote_stands_inside_the_other_kind_of_quotes():
    assert value("'say \"a\"'") == 'say "a"'
