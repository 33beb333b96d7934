"""Text of several lines."""

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


def test_lines_are_kept():
    kind, _ = make_type("long_text")

    assert kind.normalised(" 一\r\n二 ") == "一\n二"


def test_more_than_allowed_is_refused_with_the_count():
    kind, _ = make_type("long_text", max_length=3)

    with pytest.raises(AnswerError, match="有 4 个字，最多 3 个字"):
        kind.normalised("一二三四")
