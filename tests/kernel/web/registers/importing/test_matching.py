"""Which column is which field: by their headings, however they are dressed, and each column once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.web.registers.importing.matching import chosen, matched, twice

FIELDS = [("code", ("编码", "Code")), ("name", ("名称", "Name")), ("since", ("成立日期", "Founded"))]


@pytest.mark.parametrize(
    "heading", ["编码", "code", "CODE", " 编码 * ", "编码（必填）", "编码(18 位)", "编码：", "Code*"]
)
def test_a_column_is_known_by_name_and_title_however_dressed(heading: str) -> None:
    assert matched(["别的", heading], FIELDS) == {"code": 1}


def test_the_first_of_two_columns_is_taken_and_none_serves_twice() -> None:
    assert matched(["编码", "Code", "名称"], FIELDS) == {"code": 0, "name": 2}
    assert matched(["x"], [("x", ("x", "x")), ("y", ("x", "x"))]) == {"x": 0}


def test_headings_in_english_of_several_words_are_known() -> None:
    fields = [("born", ("出生日期", "Date of birth"))]

    assert matched(["Date of issue", "Date of  birth"], fields) == {"born": 1}


@given(st.lists(st.text(max_size=6), max_size=6))
def test_a_match_is_always_a_column_and_never_shared(headings: list[str]) -> None:
    found = matched(headings, FIELDS)

    assert all(0 <= place < len(headings) for place in found.values())
    assert not twice(found)


def test_only_columns_that_are_there_can_be_chosen() -> None:
    given_words = {"code": "1", "name": "2", "since": "-1", "other": "0"}

    assert chosen(given_words, ["code", "name", "since"], 2) == {"code": 1}
    assert chosen({"code": "9" * 5_000, "name": "１"}, ["code", "name"], 3) == {}


def test_fields_of_one_column_are_named() -> None:
    assert twice({"code": 1, "name": 1, "since": 0}) == ["code", "name"]
