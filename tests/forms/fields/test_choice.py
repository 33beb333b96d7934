"""One of several options."""

from typing import Any

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type

OPTIONS: list[dict[str, Any]] = [
    {"value": "a", "title": "甲"},
    {"value": "b", "title": {"zh": "乙", "en": "B"}},
]


def test_an_option_is_taken_by_its_value():
    kind, problems = make_type("choice", options=OPTIONS)

    assert problems == []
    assert kind.normalised(" b ") == "b"


def test_what_is_no_option_is_refused():
    kind, _ = make_type("choice", options=OPTIONS)

    with pytest.raises(AnswerError):
        kind.normalised("乙")


@pytest.mark.parametrize("options", [[], [OPTIONS[0], OPTIONS[0]]])
def test_options_are_there_and_differ(options: list[dict[str, Any]]):
    _, problems = make_type("choice", options=options)

    assert [problem.path for problem in problems] == ["options"]


def test_an_unknown_key_of_an_option_is_refused():
    _, problems = make_type("choice", options=[{**OPTIONS[0], "label": "x"}])

    assert [problem.path for problem in problems] == ["options[#0].label"]
