"""The condition that a page shows."""

import pytest

from kernel.conditions import ConditionError, Op, Row, asked_in, editor, posted
from tests.kernel.conditions.asked import SUBJECTS, make_posted


def rows_in(shown) -> list[Row]:
    return [line.row for group in shown.groups for line in group if line.row]


def test_rows_stand_there_with_their_words_and_empty_rows_after_them():
    shown = editor("when", 'post == "a" and workers > 3', SUBJECTS)

    assert shown.mode == "rows"
    assert rows_in(shown) == [Row("post", Op.IS, "a"), Row("workers", Op.OVER, "3")]
    assert shown.words is not None
    assert shown.words.zh == "职务是“甲”，并且人数大于 3"
    assert [line.row for line in shown.groups[0][2:]] == [None, None]
    assert shown.groups[0][0].kind == "choice"
    numbers = [line.number for group in shown.groups for line in group]
    assert numbers == list(range(len(numbers)))


def test_a_richer_expression_opens_as_text():
    shown = editor("when", "amount * 2 > 3", SUBJECTS)

    assert (shown.mode, shown.rich, rows_in(shown)) == ("text", True, [])


def test_an_expression_that_cannot_be_read_says_why():
    shown = editor("when", "amonut > 3", SUBJECTS)

    assert shown.fault is not None
    assert "amount" in shown.fault.zh


def test_what_was_refused_stands_there_as_it_was_typed_with_the_fault_at_its_row():
    data = make_posted(mode="rows", rows=[("", "is", ""), ("workers", "over", "三")])
    with pytest.raises(ConditionError) as refused:
        posted(data, "when", SUBJECTS)

    shown = editor("when", "", SUBJECTS, asked=asked_in(data, "when"), refused=refused.value)

    [line] = [line for line in shown.groups[0] if line.row]
    assert line.row == Row("workers", Op.OVER, "三")
    assert line.fault == shown.fault == refused.value.what
