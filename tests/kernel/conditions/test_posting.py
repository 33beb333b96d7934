"""Conditions as a page posts them."""

import pytest

from kernel.conditions import ConditionError, asked_in, posted
from tests.kernel.conditions.asked import SUBJECTS, make_posted


def test_rows_become_an_expression_whose_options_may_be_given_by_their_words():
    data = make_posted(
        mode="rows", join="any", rows=[("post", "is", "甲"), ("", "is", ""), ("workers", "over", "3")]
    )

    assert posted(data, "when", SUBJECTS) == 'post == "a" or workers > 3'


def test_groups_are_joined_the_other_way_round():
    rows = [("safe", "is", "yes", 0), ("workers", "over", "3", 0), ("held", "empty", "", 1)]

    assert posted(make_posted(mode="rows", join="all", rows=rows), "when", SUBJECTS) == (
        "(safe == True and workers > 3) or is_empty(held)"
    )


def test_an_expression_is_taken_as_it_is_written():
    data = make_posted(mode="text", text=" amount * 2 > 3 ", rows=[("safe", "is", "yes")])

    assert posted(data, "when", SUBJECTS) == "amount * 2 > 3"


def test_untouched_rows_leave_the_expression_as_it_was_written():
    data = make_posted(mode="rows", was="not safe", rows=[("safe", "is_not", "yes")])

    assert posted(data, "when", SUBJECTS) == "not safe"


def test_a_long_condition_loses_no_row():
    rows = [("held", "is", f"x{number}") for number in range(70)]

    found = posted(make_posted(mode="rows", join="any", rows=rows), "when", SUBJECTS)

    assert found == " or ".join(f'held == "x{number}"' for number in range(70))


def test_a_row_whose_button_was_pressed_is_gone():
    data = make_posted(mode="rows", drop="0", rows=[("safe", "is", "yes"), ("workers", "over", "3")])

    assert posted(data, "when", SUBJECTS) == "workers > 3"
    assert posted(make_posted(mode="rows", drop="0", rows=[("safe", "is", "yes")]), "when", SUBJECTS) == ""


@pytest.mark.parametrize(
    ("text", "was"),
    [
        ("amount * 2 > 3", "amount * 2 > 3"),
        ("amount * 2 > 3", ""),
        ('post == "a"', ""),
    ],
)
def test_who_only_looks_at_the_rows_loses_no_expression(text: str, was: str):
    """Richer than rows, or typed a moment ago: no row stands for it, and none was dropped."""
    assert posted(make_posted(mode="rows", text=text, was=was), "when", SUBJECTS) == text


def test_expression_whose_every_row_is_gone_is_gone():
    data = make_posted(mode="rows", text='post == "a"', was='post == "a"')

    assert posted(data, "when", SUBJECTS) == ""


def test_another_field_may_be_named_by_its_label():
    data = make_posted(mode="rows", rows=[("post", "differs", "证书职务")])

    assert posted(data, "when", SUBJECTS) == "post != held"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("workers", "over", "三"), "“三”不是数字"),
        (("workers", "over", ""), "没有填值"),
        (("starts", "is", "明天"), "不是日期"),
        (("safe", "over", "1"), "不能这样比较"),
        (("gone", "is", "1"), "没有名为“gone”的字段"),
        (("held", "is", "a\\b"), "不能写的符号"),
        (("post", "same", "金额"), "不是可以与之比较的字段"),
        (("safe", "is", "也许"), "不是“是”或“否”"),
    ],
)
def test_a_row_that_says_nothing_sensible_is_refused_at_its_place(row, said):
    data = make_posted(mode="rows", rows=[("held", "filled", ""), row])

    with pytest.raises(ConditionError) as refused:
        posted(data, "when", SUBJECTS)

    assert said in refused.value.what.zh
    assert refused.value.place == "when-1-value"


def test_nothing_posted_is_no_condition():
    assert posted(make_posted(), "when", SUBJECTS) == ""
    assert not asked_in(make_posted(mode="rows", rows=[("held", "no_such", "1")]), "when").rows
