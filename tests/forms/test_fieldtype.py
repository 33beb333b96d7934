"""What is typed, before a type looks at it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.fieldtype import AnswerError, narrowed, written
from tests.forms.samples import TYPES, make_type

PROPERTIES = {"choice": {"options": [{"value": "a", "title": "甲"}]}}
ANY = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.lists(st.text(max_size=2), max_size=2)
)


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
    kind, _ = make_type(name, **PROPERTIES.get(name, {}))

    try:
        answer = kind.normalised(raw)
    except AnswerError:
        return
    again = answer if answer is None or isinstance(answer, bool | int) else str(answer)
    assert kind.normalised(again) == answer


@pytest.mark.parametrize("name", sorted(TYPES))
@pytest.mark.parametrize("raw", [None, "", "  ", "\n"])
def test_nothing_filled_in_is_no_answer(name: str, raw: object):
    kind, _ = make_type(name, **PROPERTIES.get(name, {}))

    assert kind.normalised(raw) is None


@given(st.text())
def test_written_is_stable(raw: str):
    try:
        once = written(raw)
    except AnswerError:
        return
    assert written(once) == once == unicodedata.normalize("NFC", once)
