"""What is typed, before a type looks at it."""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from forms.fieldtype import AnswerError, narrowed, written
from tests.forms.samples import GOOD, TYPES, make_type

ANY = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.lists(st.text(max_size=2), max_size=2)
)

OF_EVERY_FIELD = {"compute", "given"}
"""Keys that a type may look at, but that any field has."""


def test_written_is_composed_trimmed_and_has_one_kind_of_line_end():
    assert written(" e\u0301\r\nb\rc ") == "\u00e9\nb\nc"


def test_narrowed_makes_full_width_digits_half_width():
    assert narrowed("１３９　") == "139"


@pytest.mark.parametrize("raw", [3, True, ["a"], {"a": 1}, 1.5])
def test_what_is_not_text_is_refused(raw: object):
    with pytest.raises(AnswerError):
        written(raw)


@pytest.mark.parametrize("raw", ["a\x00b", "\x1b[2J", "\ud800"])
def test_invisible_control_characters_are_refused(raw: str):
    with pytest.raises(AnswerError):
        written(raw)


@pytest.mark.parametrize("name", sorted(TYPES))
@given(raw=ANY)
def test_any_input_is_a_stable_answer_or_refused(name: str, raw: object):
    kind, _ = make_type(name)
    quick = kind.normaliser()

    try:
        answer = kind.normalised(raw)
    except AnswerError as refused:
        with pytest.raises(AnswerError, match=re.escape(str(refused))):
            quick(raw)
        return
    assert kind.normalised(kind.stored(answer)) == answer
    given = quick(raw)
    assert (given, type(given)) == (answer, type(answer))


@pytest.mark.parametrize("only", ["any", "digits"])
@pytest.mark.parametrize(
    "raw", ["12", "123", "12345", "123456", " 123 ", "１２３", "1a3", "a b", "", True, 123]
)
def test_what_the_loop_takes_at_once_is_what_the_type_takes(only: str, raw: object):
    kind, problems = make_type("text", only=only, min_length=3, max_length=5)
    assert not problems

    def taken(normalise: Callable[[Any], Any]) -> str:
        try:
            return repr(normalise(raw))
        except AnswerError as refused:
            return str(refused)

    assert taken(kind.normaliser()) == taken(kind.normalised)


@pytest.mark.parametrize("name", sorted(TYPES))
@pytest.mark.parametrize("raw", [None, "", "  ", "\n"])
def test_nothing_filled_in_is_no_answer(name: str, raw: object):
    kind, _ = make_type(name)

    assert kind.normalised(raw) is None


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_good_answer_is_kept_shown_masked_and_chosen(name: str):
    kind, problems = make_type(name)

    answer = kind.normalised(GOOD[name])

    assert problems == []
    assert kind.stored(answer) == GOOD[name]
    assert json.loads(json.dumps(kind.stored(answer))) == GOOD[name]
    for locale in ("zh", "en"):
        assert kind.display(answer, locale)
        assert kind.mask(answer, locale)
        offered = {value for value, _ in kind.options_in(locale)}
        assert bool(offered) == bool(offered & set(kind.chosen(kind.stored(answer))))


@pytest.mark.parametrize("name", sorted(TYPES))
def test_a_fresh_field_is_valid_and_its_sample_is_an_answer_that_the_schema_takes(name: str):
    usual = {key: value for key, value in TYPES[name].usual.items() if key != "fields"}
    kind, problems = make_type(name, **usual)

    answer = kind.normalised(kind.sample())

    assert problems == []
    assert TYPES[name].foreign.keys() == {"xlsform", "formio"}
    if answer is None:
        assert not kind.givable
        return
    schema = Draft202012Validator(kind.json_schema(), format_checker=FormatChecker())
    schema.validate(kind.stored(answer))


@pytest.mark.parametrize("name", sorted(TYPES))
def test_the_sheet_names_the_keys_that_the_type_reads(name: str):
    sheet = {entry.key for entry in TYPES[name].sheet}

    _, problems = make_type(name, surprise="1")

    [unknown] = [problem for problem in problems if problem.path == "surprise"]
    known = set(unknown.remedy.zh.removeprefix("可用的键：").rstrip("。").split("、")) - {"", *OF_EVERY_FIELD}
    assert sheet >= known or not known


@given(st.text())
def test_written_is_stable(raw: str):
    try:
        once = written(raw)
    except AnswerError:
        return
    assert written(once) == once == unicodedata.normalize("NFC", once)
