"""addons.parties.fields.coded: posts and trades by the nation's codes."""

from typing import Any

import pytest

from addons.parties.codes import posts, trades
from addons.parties.fields.coded import CodedField, PostField, TradeField
from forms.fieldtype import AnswerError
from kernel.kinds import Problem
from kernel.reading import Reader


def read(kind: type[CodedField], **node: Any) -> tuple[CodedField, list[str]]:
    problems: list[Problem] = []
    return kind.read(Reader(node, problems)), [problem.path for problem in problems]


@pytest.mark.parametrize(
    ("category", "codes"),
    [("A", ["01", "02", "03", "04", "05", "06"]), ("B", ["07"]), ("C2", ["08"]), ("any", list(posts()))],
)
def test_a_category_goes_with_its_posts(category, codes):
    field, problems = read(PostField, category=category)

    assert problems == []
    assert [value for value, _ in field.options_in("zh")] == codes


def test_trades_are_the_twelve_of_the_nation():
    field, _ = read(TradeField)

    assert [value for value, _ in field.options_in("en")] == list(trades())
    assert field.display("04", "zh") == "建筑起重司索信号工"
    assert not field.grouped


def test_a_form_may_leave_only_some():
    field, problems = read(TradeField, only=["05", "01"])

    assert problems == []
    assert [field.normalised(code) for code in ("01", "０５", "", None)] == ["01", "05", None, None]
    with pytest.raises(AnswerError):
        field.normalised("02")
    assert field.grouped


@pytest.mark.parametrize(
    ("kind", "node", "path"),
    [
        (PostField, {"category": "Z"}, "category"),
        (PostField, {"category": "B", "only": ["01"]}, "only"),
        (TradeField, {"only": ["77"]}, "only"),
    ],
)
def test_what_is_no_code_is_told_at_its_key(kind, node, path):
    assert read(kind, **node)[1] == [path]


def test_the_sample_is_an_answer_of_the_schema():
    for kind in (PostField, TradeField):
        field, _ = read(kind)
        assert field.sample() in [one["const"] for one in field.json_schema()["oneOf"]]
