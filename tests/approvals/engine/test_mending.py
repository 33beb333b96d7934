"""The clock of a case stands from a return until an office has the case again, whoever it passes on the way."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.engine import Actor, Advance, happening
from approvals.engine.permitting import earlier
from approvals.engine.telling import STOPS
from approvals.engine.walking import OF_PARTIES
from approvals.words import Happening, StepKind, Stop, Verb
from kernel.clock import local_day
from tests.approvals.engine.runs import DEFECT, Run
from tests.approvals.samples import make_chain, make_fill, make_parallel, make_step

CLOCK = {"days": 20, "promised": 10}
ADMIN = Actor("root", admin=True)


def confirm(name: str = "firm", **keys: Any) -> dict[str, Any]:
    """An enterprise confirms."""
    return make_step(name, kind="confirm", party="employer", office=None, **keys)


TWO = make_chain(make_fill("own"), confirm(files=True), make_step("city"), make_step("end"), clock=CLOCK)
"""A person applies, the enterprise confirms and so files, the city decides."""


def returned(body: dict[str, Any] = TWO, *, by: str = "city", to: str = "own") -> Run:
    """A case that was filed and went back to a party the day after."""
    run = Run(body)
    for step in ("own", "firm"):
        run.act(step, Verb.SUBMIT if step == "own" else Verb.APPROVE)
    run.later(1)
    run.act(by, Verb.RETURN, defects=(DEFECT,), to=to)
    return run


def days_pass(run: Run, days: int) -> list[str]:
    """So many days pass; what the clock of the case wanted."""
    told = []
    run.later(days)
    while found := happening(run.state, local_day(run.at)):
        told += [found[0].value] if not found[1] else []
        run.happen(*found)
    return told


def mended(run: Run) -> Advance:
    """The person has handed in what was to be mended."""
    return run.act("own", Verb.RESUBMIT)


def test_the_clock_stands_until_the_office_has_the_case_again():
    run = returned()
    run.later(7)
    mended(run)
    assert (run.open, run.state.stands, run.state.due) == (["firm"], Stop.CORRECTION, None)
    assert STOPS[Stop(run.state.stands)].zh == "补正"
    assert days_pass(run, 60) == []
    run.act("firm", Verb.APPROVE)
    assert (run.open, run.state.stands) == (["city"], "")
    assert run.state.due is not None
    assert run.state.due.run is not None
    assert (run.state.due.run.since, run.state.due.run.days) == (date(2026, 5, 17), 19)
    run.refuse_incoherent()


def test_who_has_handed_in_is_not_asked_to_mend_any_more():
    run = returned()
    mended(run)
    assert run.state.correction is None
    again = run.act("firm", Verb.RETURN, defects=(DEFECT,)).state.correction
    assert again is not None
    assert again.by == "firm"


def test_a_party_that_returns_the_case_meanwhile_does_not_set_the_clock_going():
    run = returned()
    mended(run)
    run.act("firm", Verb.RETURN, defects=(DEFECT,))
    mended(run)
    assert (run.open, run.state.due, run.state.stands) == (["firm"], None, "correction")
    run.act("firm", Verb.APPROVE)
    assert run.state.due is not None
    run.refuse_incoherent()


def test_the_party_that_returned_the_case_has_it_again():
    run = Run(make_chain(make_fill("own", files=True), confirm(), make_step("city"), clock=CLOCK))
    run.act("own", Verb.SUBMIT)
    run.act("firm", Verb.RETURN, defects=(DEFECT,))
    assert run.state.due is None
    mended(run)
    assert (run.open, run.state.stands) == (["firm"], "")
    run.refuse_incoherent()


def test_a_case_that_is_suspended_meanwhile_stands_for_the_correction_afterwards():
    run = returned()
    mended(run)
    run.act("", Verb.SUSPEND, by=ADMIN, opinion="because")
    assert run.state.stands == Stop.SUSPENDED
    run.act("", Verb.RESUME, by=ADMIN)
    assert (run.state.stands, run.state.due) == (Stop.CORRECTION, None)
    run.refuse_incoherent()


@pytest.mark.parametrize(("to", "stands"), [("firm", "correction"), ("end", "")])
def test_a_case_that_is_led_elsewhere_runs_as_soon_as_it_is_at_an_office(to: str, stands: str):
    run = returned()
    run.act("", Verb.JUMP, by=ADMIN, to=to, opinion="because")
    assert (run.state.stands, run.state.due is None) == (stands, bool(stands))
    run.refuse_incoherent()


def test_what_is_taken_back_stands_as_before():
    own = make_fill("own", files=True, verbs=["submit", "take_back"])
    run = Run(make_chain(own, confirm(), make_step("city"), clock=CLOCK))
    run.act("own", Verb.SUBMIT)
    run.act("firm", Verb.APPROVE)
    run.act("city", Verb.RETURN, defects=(DEFECT,), to="own")
    mended(run)
    run.act("own", Verb.TAKE_BACK)
    assert run.state.correction is not None
    assert (run.state.stands, run.state.handed_in) == ("correction", ())
    mended(run)
    run.act("firm", Verb.APPROVE)
    assert run.state.due is not None
    run.refuse_incoherent()


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 4), st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 4)), max_size=14)
)
def test_the_clock_runs_exactly_when_nothing_that_was_returned_is_on_its_way(
    firms: int, acts: list[tuple[bool, int, int]]
):
    between = [confirm(f"firm{number}") for number in range(firms)]
    run = Run(make_chain(make_fill("own", files=True), *between, make_step("a"), make_step("b"), clock=CLOCK))
    run.act("own", Verb.SUBMIT)
    away: set[str] = set()
    for back, where, days in acts:
        if run.state.outcome is not None:
            return
        [step], kinds = run.open, {name: one.kind for name, one in run.chain.steps.items()}
        run.later(days)
        targets = earlier(run.chain, run.state, step)
        if back and targets:
            to = targets[where % len(targets)]
            run.act(step, Verb.RETURN, defects=(DEFECT,), to=to)
            away |= {step} if kinds[to] in OF_PARTIES else set()
        elif step == "own":
            run.act(step, Verb.RESUBMIT if run.state.correction else Verb.SUBMIT)
        else:
            run.act(step, Verb.APPROVE)
        if run.state.outcome is None:
            away = set() if kinds[run.open[0]] is StepKind.ACT else away - {run.open[0]}
            assert (run.state.due is None) == bool(away)
    run.refuse_incoherent()


LANES = make_chain(
    make_fill("f", files=True),
    make_parallel("p", l=[make_step("a"), make_step("a2")], r=[make_fill("own"), confirm(), make_step("b")]),
    clock=CLOCK,
)


def test_of_a_return_within_a_lane_what_another_lane_does_is_not_it():
    run = Run(LANES)
    for step in ("f", "own"):
        run.act(step, Verb.SUBMIT)
    run.act("firm", Verb.APPROVE)
    run.act("b", Verb.RETURN, defects=(DEFECT,), to="own")
    run.act("own", Verb.RESUBMIT)
    run.act("a", Verb.APPROVE)
    assert (run.open, run.state.stands) == (["a2", "firm"], "correction")
    run.act("firm", Verb.APPROVE)
    assert (run.open, run.state.stands) == (["a2", "b"], "")
    run.refuse_incoherent()


def test_two_lanes_that_went_back_are_both_waited_for():
    lane = [make_fill("x"), confirm("xc"), make_step("a")]
    other = [make_fill("y"), make_step("b")]
    run = Run(make_chain(make_fill("f", files=True), make_parallel("p", l=lane, r=other), clock=CLOCK))
    for step in ("f", "x", "y"):
        run.act(step, Verb.SUBMIT)
    run.act("xc", Verb.APPROVE)
    run.act("a", Verb.RETURN, defects=(DEFECT,), to="x")
    run.act("b", Verb.RETURN, defects=(DEFECT,), to="y")
    run.act("y", Verb.RESUBMIT)
    assert (run.open, run.state.stands) == (["x", "b"], "correction")
    run.act("x", Verb.SUBMIT)
    assert run.state.stands == "correction"
    run.act("xc", Verb.APPROVE)
    assert (run.open, run.state.stands) == (["a", "b"], "")
    run.refuse_incoherent()


def test_lanes_that_are_closed_by_a_return_go_on_with_what_was_left_of_them():
    lanes = {name: [make_step(name, clock={"days": 5})] for name in ("a", "b", "c")}
    run = Run(make_chain(make_fill("own", files=True), make_parallel("p", **lanes), clock=CLOCK))
    run.act("own", Verb.SUBMIT)
    run.later(2)
    run.act("c", Verb.APPROVE)
    run.act("b", Verb.RETURN, defects=(DEFECT,))
    run.later(9)
    run.act("own", Verb.RESUBMIT)
    dues = {one.step: one.due.run and one.due.run.days for one in run.state.open if one.due is not None}
    assert dues == {"a": 3, "b": 3, "c": None}
    run.refuse_incoherent()


def test_a_return_between_offices_stops_nothing():
    run = Run(TWO)
    run.act("own", Verb.SUBMIT)
    for step in ("firm", "city"):
        run.act(step, Verb.APPROVE)
    run.act("end", Verb.RETURN, to="city", opinion="look again")
    assert (run.state.stands, run.state.handed_in) == ("", ())


def test_the_log_says_why_the_clock_stands():
    run = returned()
    assert run.entries[-1].stands == Stop.CORRECTION
    mended(run)
    assert days_pass(run, 3) == []
    run.refuse_incoherent()
    assert Happening.OVERDUE not in {entry.act.verb for entry in run.entries}
