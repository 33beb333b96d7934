"""Cases as JSON keeps them: those of today in full, those of yesterday as they were."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from approvals.engine import Act, Due, Entry, Opening, State
from approvals.engine.acts import Defect, Edit
from approvals.engine.openings import Left, Resumption
from approvals.engine.state import Undo
from approvals.words import Happening, Outcome, Verb
from kernel.jsontext import jsonvalue
from kernel.text import Text
from tests.approvals.engine.kept_before import entry_before, state_before

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
NAMES = st.text("abcdef", min_size=1, max_size=4)
LEFT = st.builds(Left, st.integers(-1, 99), st.none() | st.integers(0, 99))
RUNS = st.builds(Resumption, DAYS, st.integers(0, 99), st.none() | st.integers(0, 99))
DUES = st.builds(
    Due,
    *(DAYS, st.none() | DAYS, st.none() | DAYS, st.booleans(), st.booleans(), st.booleans()),
    run=st.none() | RUNS,
)
# a lender has always given it to a holder
OPENINGS = st.builds(
    Opening,
    *(NAMES, st.integers(1, 99), DAYS, st.none() | DUES),
    holder=st.just("") | NAMES,
    signers=st.lists(NAMES, max_size=2).map(tuple),
    signed=st.lists(st.tuples(NAMES, NAMES), max_size=2).map(tuple),
    until=st.none() | DAYS,
    run=st.none() | RUNS,
    watched=st.booleans(),
    urged=st.lists(st.tuples(NAMES, DAYS), max_size=2).map(tuple),
)
STATES = st.builds(
    State,
    seq=st.integers(0, 99),
    open=st.lists(OPENINGS, max_size=2).map(tuple),
    passed=st.dictionaries(NAMES, st.just("") | NAMES, max_size=2),
    due=st.none() | DUES,
    left=st.dictionaries(NAMES, LEFT, max_size=2),
    outcome=st.none() | st.sampled_from(Outcome),
    suspended=st.just("") | NAMES,
    stands=st.just("") | NAMES,
    chosen=st.dictionaries(NAMES, NAMES, max_size=2),
    hands=st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=2).map(tuple), max_size=2),
    at=st.just(0) | st.floats(1, 9e9),
    handed_in=st.lists(st.tuples(NAMES, NAMES), max_size=2).map(tuple),
)


@given(STATES, st.none() | STATES)
def test_a_state_comes_back_from_json_as_it_was(state: State, before: State | None):
    state = state if before is None else replace(state, undo=Undo.of("a", before))
    for again in (State.from_json(state.to_json()), State.from_json(state_before(state))):
        assert (again, again.at) == (state, state.at)


@given(STATES)
def test_what_is_empty_is_not_written(state: State):
    plain = {name for name in state.__struct_fields__ if not getattr(state, name)}
    assert not (plain - {"lanes"}) & set(jsonvalue(state.to_json()))


@given(st.dictionaries(NAMES, st.none() | DUES, max_size=2), st.dictionaries(NAMES, LEFT, max_size=2))
def test_an_entry_comes_back_from_json_as_it_was(dues: dict[str, Due | None], left: dict[str, Left]):
    defects, edits = (Defect("photo", "不清楚"),), (Edit("name", "a*", "b*", "ab", 10**30),)
    act = Act(
        verb=Verb.RETURN, at=datetime(2026, 3, 10, 1, 2, 3, 4, tzinfo=UTC), defects=defects, edits=edits
    )
    entry = Entry(3, act, {"amount": Decimal("1.50"), "on": date(2026, 3, 1)}, {"b": "else"}, dues, left)
    assert Entry.from_json(entry.to_json()) == Entry.from_json(entry_before(entry)) == entry


@given(STATES, st.floats(1, 9e9))
def test_a_state_is_the_same_no_matter_since_when(state: State, at: float):
    assert replace(state, at=at) == replace(state, at=0)
    assert len({replace(state, at=at), replace(state, at=0)}) == 1
    assert replace(state, seq=state.seq + 1) != state
    assert replace(state, handed_in=(*state.handed_in, ("a", "b"))) != state


@given(STATES, OPENINGS)
def test_values_stay_as_they_are(state: State, opening: Opening):
    for value, name in ((state, "seq"), (opening, "holder")):
        with pytest.raises(AttributeError):
            setattr(value, name, getattr(value, name))


def test_a_state_written_before_there_was_more_is_read_with_nothing_of_it():
    due = ["2026-03-20", None, "2026-03-19", False, False]
    written = {
        "seq": 2,
        "initiator": "zhang",
        "open": [["city", 2, "2026-03-10", due]],
        "passed": {"filing": "zhang"},
        "lanes": [],
        "filed": "2026-03-10",
        "due": due,
        "left": {"": [3, None]},
        "correction": None,
        "outcome": None,
    }
    state = State.from_json(json.dumps(written))
    assert state.open == (Opening("city", 2, date(2026, 3, 10), state.due),)
    assert (state.suspended, state.stands, dict(state.chosen), state.undo) == ("", "", {}, None)
    assert state.left == {"": Left(3)}


def test_an_entry_keeps_whom_it_names_and_for_whom_it_was_done():
    act = Act(
        verb=Verb.TRANSFER,
        at=datetime(2026, 3, 10, tzinfo=UTC),
        actor="li",
        step="city",
        people=("wang",),
        value="x",
        on_behalf="zhao",
    )
    entry = Entry(3, act, signers={"v": ("a", "b")}, stands="notice", left={"a": Left(1)})
    assert Entry.from_json(entry.to_json()) == entry
    vain = Entry(4, Act(verb=Happening.OVERDUE, at=act.at, because=Text("没有人", "nobody")))
    assert Entry.from_json(vain.to_json()) == vain
    plain = Entry(1, Act(verb=Verb.SUBMIT, at=act.at, actor="zhang", step="filing"))
    assert set(jsonvalue(plain.to_json())) == {"seq", "verb", "at", "actor", "step"}
