"""kernel.jsontext: what is written down says the same on every machine and is read back whole."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.jsontext import jsontext, jsonvalue

SCALARS = st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    SCALARS, lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=5), one, max_size=3)
)


@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=5))
def test_whatever_json_holds_is_read_back_as_it_was(value: dict[str, Any]) -> None:
    written = jsontext(value)
    assert jsonvalue(written) == jsonvalue(written.encode()) == json.loads(written) == value


@given(st.dictionaries(st.text(max_size=8), st.integers(), max_size=5))
def test_the_order_in_which_things_came_leaves_no_trace(value: dict[str, Any]) -> None:
    assert jsontext(value) == jsontext(dict(reversed(value.items())))


def test_names_are_in_order_words_are_themselves_and_nothing_is_padded() -> None:
    assert jsontext({"b": "意见：“同意”", "a": [1, None, True]}) == '{"a":[1,null,true],"b":"意见：“同意”"}'


def test_numbers_of_any_length_are_kept() -> None:
    written = jsontext({"number": 10**40, "other": "x"})
    assert written == f'{{"number":{10**40},"other":"x"}}'
    assert jsonvalue(written)["number"] == 10**40


def test_what_is_no_json_is_not_read_and_what_python_takes_for_it_is() -> None:
    assert jsonvalue("[1e400, -Infinity]") == [float("inf"), float("-inf")]
    for broken in ("", "{", "[1,]", "{'a': 1}"):
        with pytest.raises(ValueError, match=r"."):
            jsonvalue(broken)


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        jsontext({"at": object()})


def test_the_one_who_writes_may_say_what_becomes_of_other_things() -> None:
    day = date(2026, 3, 10)
    assert (
        jsontext({"on": day, "number": 10**30}, date.isoformat) == f'{{"number":{10**30},"on":"2026-03-10"}}'
    )
    assert jsontext({"on": day}, date.isoformat) == '{"on":"2026-03-10"}'
