"""One line of text."""

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


def test_line_ends_become_blanks():
    kind, _ = make_type("text")

    assert kind.normalised(" 一\n二 ") == "一 二"


@pytest.mark.parametrize("raw", ["一", "一二三四"])
def test_the_length_keeps_within_its_limits(raw: str):
    kind, _ = make_type("text", min_length=2, max_length=3)

    with pytest.raises(AnswerError):
        kind.normalised(raw)


def test_limits_that_exclude_each_other_are_refused():
    _, problems = make_type("text", min_length=5, max_length=3)

    assert [problem.path for problem in problems] == ["max_length"]
