"""The way of a case through the tree."""

import pytest

from approvals.words import Exit, Happening, Outcome, Verb
from kernel.errors import Conflict
from tests.approvals.engine.runs import DEFECT, Run
from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
)


def test_steps_open_one_after_the_other_and_the_last_grants():
    run = Run(make_chain(make_fill("a"), make_step("b")))
    assert run.open == ["a"]
    run.act("a", Verb.SUBMIT)
    assert run.open == ["b"]
    run.act("b", Verb.APPROVE)
    assert (run.open, run.state.outcome) == ([], Outcome.GRANTED)


@pytest.mark.parametrize(("amount", "opened"), [(5, "big"), (3, "middle"), (0, "after")])
def test_the_first_case_whose_rule_holds_is_taken_and_logged_with_what_was_read(amount: int, opened: str):
    ways = [make_case("c1", make_step("big"), when="amount > 4")]
    ways.append(make_case("c2", make_step("middle"), when="amount > 2 and kind == 'x'"))
    run = Run(make_chain(make_branch("r", *ways), make_step("after")), amount=amount, kind="x", unread=1)
    assert run.open == [opened]
    [entry] = run.entries
    assert entry.ways == {"r": {"big": "c1", "middle": "c2", "after": "else"}[opened]}
    assert entry.reads == ({"amount": amount} if opened == "big" else {"amount": amount, "kind": "x"})


def test_a_rule_about_a_fact_that_is_not_there_is_refused_and_not_guessed():
    with pytest.raises(Conflict, match="不能判断"):
        Run(make_chain(make_branch("r", make_case("c", make_step("a")))))


def test_lanes_are_open_at_once_and_the_case_goes_on_when_all_are_passed():
    run = Run(
        make_chain(
            make_parallel("p", left=[make_step("a")], right=[make_step("b"), make_step("c")]), make_step("d")
        )
    )
    assert run.open == ["a", "b"]
    run.act("a", Verb.APPROVE)
    run.act("b", Verb.APPROVE)
    assert run.open == ["c"]
    run.act("c", Verb.APPROVE)
    assert run.open == ["d"]


def test_groups_nest():
    inner = make_parallel("q", one=[make_auto("x")], two=[make_branch("r", make_case("c", make_step("y")))])
    run = Run(make_chain(make_parallel("p", left=[make_step("a")], right=[inner]), make_step("d")), amount=0)
    assert run.open == ["a"]
    run.act("a", Verb.APPROVE)
    assert run.open == ["d"]


def test_automatic_steps_are_passed_by_nobody_and_their_effects_come_in_order():
    rows = [{"effect": "second"}]
    run = Run(make_chain(make_auto("x"), make_step("a", effects=rows), make_auto("y")))
    assert run.effects == ["e"]
    found = run.act("a", Verb.APPROVE)
    assert [row["effect"] for row in found.effects] == ["second", "e"]
    assert run.state.passed == {"x": "", "a": "li", "y": ""}


def test_a_return_into_a_time_before_the_lanes_closes_every_lane():
    chain = make_chain(
        make_fill("f"), make_parallel("p", left=[make_step("a")], right=[make_step("b")]), make_step("d")
    )
    run = Run(chain)
    run.act("f", Verb.SUBMIT)
    run.act("a", Verb.APPROVE)
    found = run.act("b", Verb.RETURN, defects=(DEFECT,))
    assert (run.open, found.closed) == (["f"], ("b",))
    run.act("f", Verb.RESUBMIT)
    assert run.open == ["a", "b"]


def test_a_return_inside_a_lane_leaves_the_other_lane_alone():
    chain = make_chain(make_parallel("p", left=[make_step("a"), make_step("b")], right=[make_step("c")]))
    run = Run(chain)
    run.act("a", Verb.APPROVE)
    run.act("b", Verb.RETURN, opinion="again")
    assert run.open == ["a", "c"]
    assert run.state.correction is None


def test_a_return_forgets_the_way_that_is_not_taken_again():
    way = make_branch("r", make_case("c", make_step("big")))
    run = Run(make_chain(make_fill("f"), way, make_step("last")), amount=5)
    run.act("f", Verb.SUBMIT)
    run.act("big", Verb.APPROVE)
    run.act("last", Verb.RETURN, defects=(DEFECT,))
    run.facts = {"amount": 0}
    run.act("f", Verb.RESUBMIT)
    assert run.open == ["last"]
    assert set(run.state.passed) == {"f"}


@pytest.mark.parametrize(("target", "expected"), [("terminated", []), ("forced", ["forced"])])
def test_an_exit_leads_to_its_step_or_outcome(target: str, expected: list[str]):
    step = make_step("a", on={"undeliverable": target})
    run = Run(make_chain(step, make_step("b"), make_step("forced")))
    run.happen(Happening.EXIT, "a", way=Exit.UNDELIVERABLE)
    assert run.open == expected
    run.refuse_incoherent()


def test_nothing_happens_to_a_closed_case():
    run = Run(make_chain(make_auto("x")))
    assert run.state.outcome is Outcome.GRANTED
    for act in (Happening.REMIND, Happening.OVERDUE, Happening.EXIT):
        with pytest.raises(Conflict):
            run.happen(act)
