"""Expressions as rows and back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.conditions import Group, Join, Op, Row, Sort, rows_of, text_of
from kernel.conditions.rows import FITS, OTHERS, WITHOUT_VALUE
from kernel.expressions import compiled
from tests.kernel.conditions.asked import SUBJECTS

VALUES: Mapping[Sort, tuple[str, ...]] = {
    Sort.TEXT: ("a", "b", '说"好"', "it's", "经理"),
    Sort.NUMBER: ("0", "-3", "12.50"),
    Sort.DATE: ("2026-03-10", "2024-02-29"),
    Sort.TRUTH: ("yes", "no"),
    Sort.LIST: ("a", "b"),
    Sort.OTHER: ("a",),
}
COUNTED = (Op.COUNT_AT_LEAST, Op.COUNT_AT_MOST)
FACTS: dict[Sort, st.SearchStrategy[Any]] = {
    Sort.TEXT: st.sampled_from(("a", "b", "经理", None)),
    Sort.NUMBER: st.sampled_from((Decimal(0), Decimal("12.5"), Decimal(-3), None)),
    Sort.DATE: st.sampled_from((date(2026, 3, 10), date(2024, 2, 29), None)),
    Sort.TRUTH: st.sampled_from((True, False, None)),
    Sort.LIST: st.sampled_from((["a"], ["a", "b"], None)),
    Sort.OTHER: st.none(),
}


@st.composite
def a_row(draw: st.DrawFn) -> Row:
    """A row that says something."""
    subject = draw(st.sampled_from([one for one in SUBJECTS.values() if one.name != "today"]))
    op = draw(st.sampled_from([op for op in Op if subject.sort in FITS[op]]))
    if op in WITHOUT_VALUE:
        return Row(subject.name, op)
    if op in OTHERS:
        same = [one.name for one in SUBJECTS.values() if one.sort is subject.sort]
        return Row(subject.name, op, draw(st.sampled_from(same)))
    value = draw(st.sampled_from(("0", "2") if op in COUNTED else VALUES[subject.sort]))
    return Row(subject.name, op, value)


GROUPS = st.lists(st.lists(a_row(), min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(Join), GROUPS, st.data())
def test_what_rows_write_is_read_as_rows_that_write_and_mean_the_same(
    join: Join, groups: list[Group], data: st.DataObject
):
    text = text_of(join, groups, SUBJECTS)
    found = rows_of(text, SUBJECTS)

    assert found is not None
    assert text_of(*found, SUBJECTS) == text
    facts = {name: data.draw(FACTS[one.sort]) for name, one in SUBJECTS.items()}
    each = [[compiled(text_of(join, [(row,)], SUBJECTS)).holds(facts) for row in group] for group in groups]
    inner, outer = (all, any) if join is Join.ALL else (any, all)
    meant = inner(each[0]) if len(each) == 1 else outer(inner(group) for group in each)
    assert compiled(text, names=SUBJECTS.keys()).holds(facts) is meant


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('post == "a"', ((Row("post", Op.IS, "a"),),)),
        ("post != held", ((Row("post", Op.DIFFERS, "held"),),)),
        ("safe", ((Row("safe", Op.IS, "yes"),),)),
        ("not safe", ((Row("safe", Op.IS_NOT, "yes"),),)),
        ('held in ["a", "b"]', ((Row("held", Op.ONE_OF, "a、b"),),)),
        ('"a" in seals', ((Row("seals", Op.HAS, "a"),),)),
        ("len(people) >= 2", ((Row("people", Op.COUNT_AT_LEAST, "2"),),)),
        ("held == None", ((Row("held", Op.EMPTY),),)),
        ("expires <= today", ((Row("expires", Op.AT_MOST_OTHER, "today"),),)),
        ("safe and amount > 0.50", ((Row("safe", Op.IS, "yes"), Row("amount", Op.OVER, "0.50")),)),
        (
            "safe and amount > 1 or is_empty(held)",
            ((Row("safe", Op.IS, "yes"), Row("amount", Op.OVER, "1")), (Row("held", Op.EMPTY),)),
        ),
        ("", ()),
    ],
)
def test_an_expression_of_claims_is_rows(text: str, rows: tuple[Group, ...]):
    assert rows_of(text, SUBJECTS) == (Join.ALL, rows)


@pytest.mark.parametrize(
    "text",
    [
        "amount * 2 > 3",
        "add_months(expires, -3) <= today",
        "1 < amount <= 5",
        'post == "a" if safe else safe',
        "not (safe and amount > 1)",
        "held == 3",
        "unknown == 3",
        "amount",
        "safe and (amount > 1 or (safe and amount > 2))",
        'held in ["a、b"]',
        "post ==",
    ],
)
def test_what_is_richer_than_rows_stays_an_expression(text: str):
    assert rows_of(text, SUBJECTS) is None
