"""Plans: passages and stacks of rows are only quicker, the page they make is the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import passages
from forms.definition import read_form
from forms.marks import Chosen, Piece, Slot, Value
from forms.plans import Plan, plan_of
from forms.stacks import stacked
from tests.forms.samples import OPTIONS, TYPES, make_field, make_form, make_section

FORM = read_form(
    make_form(
        make_section(
            make_field("n"),
            make_field("c", type="choice", options=OPTIONS),
            make_field("y", type="yes_no"),
            make_field("m", type="choices", options=OPTIONS),
        )
    ),
    TYPES,
)
KINDS = {field.name: field.type for field in FORM.fields}
ROW: list[str | Slot] = [
    *(
        "<p>",
        Value("n"),
        "</p>",
        Chosen("c", "a", " on"),
        "|",
        Chosen("c", "a", "!"),
        "·",
        Chosen("c", "b", " on"),
    ),
    *("<p>", Value("n"), "</p>"),
]
PAGE: list[str | Slot] = [
    *ROW,
    *(Chosen("y", "yes", " yes"), "/", Chosen("y", "no", " no"), ";"),
    *(Chosen("m", "a", " a"), ",", Chosen("m", "b", " b"), Chosen("c", "b", " again")),
]
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "n": st.none() | st.integers() | st.text(alphabet="ab<&>\"' ", max_size=5),
        "c": st.sampled_from(["a", "b", "x", "", None, 3]),
        "y": st.sampled_from([True, False, None, "yes", "no", "?"]),
        "m": st.sampled_from([None, ["a"], ["b", "a"], ["x"], "a"]),
    },
)


def filled(plan: Plan, values: dict[str, Any]) -> str:
    """The page for these answers, without faults."""
    return plan.filled(values, {}, None)


@given(values=CELLS)
def test_a_choice_reads_the_same_as_one_passage_for_each_option(values: dict[str, Any]) -> None:
    joined = plan_of(PAGE, KINDS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passages, "LARGEST", -1)
        apart = plan_of(PAGE, KINDS)
    assert (len(joined.picks), len(apart.picks)) == (2, 0)
    assert filled(joined, values) == filled(apart, values)


@given(rows=st.lists(CELLS, min_size=1, max_size=4))
def test_rows_read_the_same_filled_at_once_and_one_by_one(rows: list[dict[str, Any]]) -> None:
    plans = [plan_of([f"<tr {number}>", *ROW], KINDS) for number in range(len(rows))]
    stack = stacked(plans)
    assert stack is not None
    assert stack.filled(rows) == "".join(map(filled, plans, rows))


def test_rows_whose_cells_need_more_than_text_are_not_stacked() -> None:
    drawn = plan_of([*ROW, Piece("n", lambda _value, _now: "")], KINDS)
    assert stacked([plan_of(ROW, KINDS), drawn]) is None
