"""Lines in a format of their own."""

import time

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


def test_the_whole_line_has_to_match_half_width():
    kind, problems = make_type("formatted", pattern="[0-9]{4}号", example="2026号")

    assert problems == []
    assert kind.normalised(" ２０２６号 ") == "2026号"
    with pytest.raises(AnswerError, match="格式不对"):
        kind.normalised("第2026号")


def test_letters_become_capitals_when_the_form_says_so():
    kind, _ = make_type("formatted", capitals=True)

    assert kind.normalised("jl2026") == "JL2026"


def test_the_form_says_in_its_own_words_what_is_wrong_and_the_example_is_told():
    kind, _ = make_type("formatted", message={"zh": "这不是文号。", "en": "Not a file number."})

    with pytest.raises(AnswerError) as caught:
        kind.normalised("x")

    assert caught.value.what.en == "Not a file number."
    assert "JL2026" in caught.value.remedy.zh


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({"pattern": "(", "example": "a"}, "pattern"),
        ({"pattern": "(?=a)a", "example": "a"}, "pattern"),
        ({"pattern": r"(a)\1", "example": "aa"}, "pattern"),
        ({"pattern": "((a{1000}){1000}){1000}", "example": "a"}, "pattern"),
        ({"pattern": "(((a{30}){30}){30}){30}", "example": "a"}, "pattern"),
        ({"pattern": "a" * 501, "example": "a"}, "pattern"),
        ({"pattern": "[0-9]", "example": "a"}, "example"),
        ({"pattern": "[a-z]", "example": "a", "capitals": True}, "example"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_with_its_place(properties: dict[str, object], path: str):
    _, problems = make_type("formatted", **properties)

    assert {problem.path for problem in problems} >= {path}


def test_no_pattern_takes_long_to_match():
    kind, problems = make_type("formatted", pattern="(a|aa|a?)+b", example="aab")
    began = time.process_time()

    with pytest.raises(AnswerError):
        kind.normalised("a" * 200)

    assert problems == []
    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", ["text", "formatted"])
def test_what_is_personal_is_masked(name: str):
    plain, private = make_type(name)[0], make_type(name, private=True)[0]

    assert plain.mask("JL20261129", "zh") == "JL20261129"
    assert private.mask("JL20261129", "zh") == "JL2***1129"
    assert private.mask(None, "zh") == ""
