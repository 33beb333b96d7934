"""What a clock does when it runs out."""

from typing import Any

import pytest

from approvals.chains.reading import read_chain
from approvals.soundness import problems_of
from tests.approvals.samples import make_chain, make_fill, make_parallel, make_step, unsound


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ({"clock": {"days": 3, "on_overdue": "go_to"}}, "clock.on_overdue"),
        (
            {"clock": {"days": 3, "silence": "grant"}, "on": {"overdue": "lapsed"}},
            "clock.silence",
        ),
        ({"clock": {"days": 3, "silence": "grant", "on_overdue": "approve"}}, "clock.silence"),
        ({"clock": {"days": 3, "silence": "accept"}}, "clock.silence"),
        (
            {"kind": "wait", "office": None, "event": "e", "clock": {"days": 3, "on_overdue": "reject"}},
            "clock.on_overdue",
        ),
    ],
)
def test_a_clock_that_leads_two_ways_or_none_is_refused(keys: dict[str, Any], path: str):
    assert list(unsound(make_step("a", **keys))) == [f"steps[a].{path}"]


@pytest.mark.parametrize(
    ("clock", "paths"),
    [
        ({"at_most": 9}, []),
        ({"at_least": 2, "at_most": 5}, []),
        ({"at_most": 4}, ["at_most"]),
        ({"at_least": 6}, ["at_least"]),
        ({"at_most": 9, "unit": "months"}, ["at_most"]),
    ],
)
def test_a_return_gives_days_around_the_usual_ones(clock: dict[str, Any], paths: list[str]):
    found = unsound(make_fill("a", clock={"days": 5, **clock}, files=True), make_step("b"))
    assert list(found) == [f"steps[a].clock.{path}" for path in paths]


def test_no_office_and_no_whole_case_is_given_days_to_mend_anything():
    assert list(unsound(make_step("a", clock={"days": 5, "at_most": 9}))) == ["steps[a].clock.at_most"]
    chain = read_chain(make_chain(clock={"days": 5, "at_least": 2}))
    assert [problem.path for problem in problems_of(chain)] == ["clock.at_most"]


def test_only_a_step_is_accepted_by_silence():
    chain = read_chain(make_chain(clock={"days": 3, "silence": "accept"}))
    assert [problem.path for problem in problems_of(chain)] == ["clock.silence"]


def test_a_policy_of_silence_beside_a_reminder_is_sound():
    clock = {"days": 5, "silence": "accept", "on_overdue": "escalate"}
    assert not unsound(make_step("a", verbs=["accept", "not_accept"], clock=clock))
    assert not unsound(make_step("a", clock={"days": 5, "on_overdue": "go_to"}, on={"overdue": "lapsed"}))


@pytest.mark.parametrize(
    ("clock", "on", "paths"),
    [
        ({"on_overdue": "approve"}, {}, []),
        ({"on_overdue": "go_to"}, {"overdue": "a"}, []),
        ({}, {"overdue": "lapsed"}, []),
        ({"on_overdue": "go_to"}, {}, ["clock.on_overdue"]),
        ({"on_overdue": "reject"}, {"overdue": "a"}, ["clock.on_overdue"]),
        ({"on_overdue": "approve", "silence": "grant"}, {}, ["clock.on_overdue"]),
        ({"silence": "grant"}, {"overdue": "lapsed"}, ["clock.on_overdue"]),
        ({}, {"overdue": "nowhere"}, ["on.overdue"]),
        ({}, {"overdue": "inside"}, ["on.overdue"]),
        ({}, {"party_silent": "a"}, ["on.party_silent"]),
        (None, {"overdue": "a"}, ["on.overdue"]),
    ],
)
def test_a_case_that_is_late_as_a_whole_goes_one_way_that_is_there(
    clock: dict[str, Any] | None, on: dict[str, str], paths: list[str]
):
    steps = [make_step("a"), make_parallel("p", one=[make_step("inside")], two=[make_step("beside")])]
    keys = {"clock": {"days": 3, **clock}} if clock is not None else {}
    chain = read_chain(make_chain(*steps, on=on, **keys))
    assert [problem.path for problem in problems_of(chain)] == paths
