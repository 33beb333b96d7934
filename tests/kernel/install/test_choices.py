"""Choices as forms and JSON carry them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import Invalid
from kernel.install.choices import read_choices
from kernel.merging import Choice, Ours, Theirs, Value

values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.lists(st.text(max_size=3), max_size=2)
)
raw = (
    st.just({"take": "theirs"})
    | st.just({"take": "ours"})
    | st.builds(lambda value: {"value": value}, values)
)


@given(
    st.dictionaries(st.text(max_size=5), st.dictionaries(st.text(max_size=5), raw, max_size=3), max_size=3)
)
def test_every_choice_is_read_at_its_place(given_choices: dict[str, dict[str, Any]]):
    found = read_choices(given_choices)

    assert {target: set(paths) for target, paths in found.items()} == {
        target: set(paths) for target, paths in given_choices.items()
    }
    for target, paths in given_choices.items():
        for path, one in paths.items():
            assert found[target][path] == expected(one)


def expected(one: dict[str, Any]) -> Choice:
    if "value" in one:
        return Value(one["value"])
    return Theirs() if one["take"] == "theirs" else Ours()


@pytest.mark.parametrize(
    "wrong", [{}, {"take": "both"}, {"take": "ours", "value": 1}, {"keep": "ours"}, {"take": None}]
)
def test_what_cannot_be_read_is_refused_at_its_place(wrong: dict[str, Any]):
    with pytest.raises(Invalid) as refusal:
        read_choices({"alpha.request": {"title.zh": wrong}})

    assert refusal.value.place == "title.zh"
