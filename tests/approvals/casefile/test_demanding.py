"""Which lines of a second return could have been told the first time."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.casefile.demanding import Returned, late, returns_in
from approvals.engine import Act, Defect, Entry
from approvals.words import StepKind, Verb

pytestmark = pytest.mark.alike


AT = datetime(2026, 3, 10, 2, tzinfo=UTC)
FIRST = (Returned(3, AT, (Defect("phone", "号码少一位"),)),)
PLACES = st.sampled_from(["phone", "post", "form", ""])
LINES = st.lists(st.builds(Defect, PLACES, st.text(min_size=1, max_size=5)), max_size=6)


def test_what_stood_there_unchanged_and_was_not_named_comes_late():
    assert late([Defect("post", "不一致")], FIRST, changed=()) == (0,)


def test_what_was_named_before_or_has_changed_since_does_not():
    lines = [Defect("phone", "还是少一位"), Defect("form", "没有盖章")]
    assert late(lines, FIRST, changed={"form"}) == ()


def test_a_cell_of_a_table_that_changed_does_not_come_late():
    assert late([Defect("rows.1.name", "写错")], FIRST, changed={"rows"}) == ()


def test_something_about_the_whole_that_nobody_said_before_comes_late():
    assert late([Defect("", "缺页"), Defect("", "号码少一位")], FIRST, changed=()) == (0,)


@given(LINES, st.sets(PLACES))
def test_a_first_return_never_comes_late(lines, changed):
    assert late(lines, (), changed=changed) == ()


@given(LINES, LINES)
def test_whatever_was_returned_once_may_be_returned_again(first, second):
    before = (Returned(3, AT, (*first, *second)),)
    assert late(second, before, changed=()) == ()


def test_only_returns_of_the_office_to_a_party_count():
    def entry(seq: int, step: str, to: str, verb: Verb = Verb.RETURN) -> Entry:
        return Entry(seq, Act(verb=verb, at=AT, step=step, to=to, defects=(Defect("phone", "x"),)))

    kinds = {
        "filing": StepKind.FILL,
        "city": StepKind.ACT,
        "employer": StepKind.CONFIRM,
        "last": StepKind.ACT,
    }
    entries = [
        entry(2, "employer", "filing"),
        entry(3, "city", "filing"),
        entry(5, "last", "city"),
        entry(7, "last", "employer"),
    ]
    assert [one.seq for one in returns_in(entries, kinds)] == [3, 7]
