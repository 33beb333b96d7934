"""Patterns that other people write."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.patterns import LONGEST, matcher_of, pattern_fault

WORDS = st.text(st.sampled_from("ab(|)*+?[]{}1,9^$.\\dwp"), max_size=40)


@pytest.mark.parametrize("pattern", ["(?=a)", r"(a)\1", "(?<!a)b", "[", "a{2000}", "x" * (LONGEST + 1)])
def test_what_cannot_be_matched_in_one_pass_is_refused_in_words(pattern: str):
    fault = pattern_fault(pattern)

    assert fault is not None
    assert fault.zh.endswith("。")
    assert fault.en.endswith(".")


def test_the_whole_text_has_to_match_also_over_lines():
    matches = matcher_of("[a-z]+|一二")

    assert matches("abc")
    assert matches("一二")
    assert not matches("abc1")
    assert not matches("abc\n")


@settings(max_examples=100)
@given(WORDS, st.text(st.sampled_from("ab19"), max_size=60))
def test_any_pattern_is_refused_or_answers(pattern: str, text: str):
    if pattern_fault(pattern) is None:
        assert matcher_of(pattern)(text) in (True, False)


def test_patterns_that_python_searches_for_hours_are_answered_at_once():
    began = time.process_time()

    answers = [matcher_of(pattern)("a" * 5_000 + "!") for pattern in ("(a+)+b", "(a|aa)+$", "(a*)*b")]

    assert answers == [False, False, False]
    assert time.process_time() - began < 1
