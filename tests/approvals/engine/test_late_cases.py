"""A case that is late as a whole: granted, refused or led elsewhere, once, and what it was doing is let go."""

from typing import Any

import pytest

from approvals.engine import alarm_of, happening
from approvals.words import Happening, Outcome, Verb
from kernel.clock import local_day
from tests.approvals.engine.runs import DEFECT, Run
from tests.approvals.samples import make_chain, make_fill, make_parallel, make_step

LATE = (Happening.OVERDUE, "")


def late(*steps: dict[str, Any], clock: dict[str, Any], **keys: Any) -> Run:
    """A case whose own clock has run out."""
    run = Run(make_chain(*(steps or (make_step("a"), make_step("b"))), clock={"days": 3, **clock}, **keys))
    run.later(10)
    while (found := happening(run.state, local_day(run.at))) != LATE:
        assert found is not None
        run.happen(*found)
    run.happen(*LATE)
    return run


@pytest.mark.parametrize(
    ("clock", "on", "outcome", "opened"),
    [
        ({"on_overdue": "approve"}, {}, Outcome.GRANTED, []),
        ({"on_overdue": "reject"}, {}, Outcome.REFUSED, []),
        ({"on_overdue": "go_to"}, {"overdue": "lapsed"}, Outcome.LAPSED, []),
        ({}, {"overdue": "b"}, None, ["b"]),
        ({}, {"overdue": "a"}, None, ["a"]),
        ({}, {}, None, ["a"]),
    ],
)
def test_a_late_case_goes_where_the_chain_says(
    clock: dict[str, Any], on: dict[str, str], outcome: Outcome | None, opened: list[str]
):
    run = late(clock=clock, on=on)
    assert (run.state.outcome, run.open) == (outcome, opened)
    assert happening(run.state, local_day(run.at)) is None
    run.refuse_incoherent()


def test_what_a_late_case_is_granted_comes_with_all_its_effects():
    steps = [make_step(name, effects=[{"effect": name}]) for name in ("a", "b")]
    assert late(*steps, clock={"on_overdue": "approve"}).effects == ["a", "b"]
    assert late(*steps, clock={"on_overdue": "reject"}).effects == []


def test_a_late_case_leaves_everything_that_was_open_side_by_side():
    group = make_parallel("p", one=[make_step("x")], two=[make_step("y")])
    run = late(group, make_step("end"), clock={"on_overdue": "go_to"}, on={"overdue": "end"})
    assert (run.open, run.state.lanes) == (["end"], frozenset())
    run.act("end", Verb.APPROVE)
    assert run.state.outcome is Outcome.GRANTED
    run.refuse_incoherent()


def test_a_case_that_was_late_once_is_not_led_away_again_after_a_correction():
    run = Run(
        make_chain(
            make_fill("f", files=True),
            make_step("a"),
            make_step("b"),
            clock={"days": 3, "on_overdue": "go_to"},
            on={"overdue": "b"},
        )
    )
    run.act("f", Verb.SUBMIT)
    run.later(10)
    while found := happening(run.state, local_day(run.at)):
        run.happen(*found)
    assert run.open == ["b"]
    run.act("b", Verb.RETURN, to="f", defects=(DEFECT,))
    assert run.state.stands == "correction"
    run.act("f", Verb.RESUBMIT)
    run.later(30)
    assert run.open == ["a"]
    assert run.state.due is not None
    assert run.state.due.overdue
    assert happening(run.state, local_day(run.at)) is None
    assert alarm_of(run.state) is None
    run.refuse_incoherent()
