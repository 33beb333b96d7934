"""Exits that lead nowhere."""

from typing import Any

import pytest

from approvals.chains.reading import read_chain
from approvals.soundness import problems_of
from tests.approvals.samples import make_auto, make_chain, make_fill, make_parallel, make_step, unsound

CLOCK = {"days": 3, "unit": "working"}


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ({"on": {"undeliverable": "provinec"}}, "There is no step and no outcome “provinec”."),
        ({"on": {"undeliverable": "a"}}, "The exit “a” is the step itself."),
        ({"on": {"overdue": "province"}}, "The step “a” has no clock to run out."),
        (
            {"on": {"overdue": "province"}, "clock": {**CLOCK, "on_overdue": "approve"}},
            "The step “a” goes two ways when overdue.",
        ),
    ],
)
def test_an_exit_leads_to_one_other_place(keys: dict[str, Any], what: str):
    assert list(unsound(make_step("a", **keys), make_step("province")).values()) == [what]


@pytest.mark.parametrize("target", ["province", "refused", "terminated"])
def test_an_exit_leads_to_a_step_or_an_outcome(target: str):
    assert not unsound(make_step("a", on={"overdue": target}, clock=CLOCK), make_step("province"))


def test_no_exit_leads_straight_to_the_grant():
    found = unsound(make_step("a", on={"overdue": "granted"}, clock=CLOCK), make_step("province"))
    assert list(found) == ["steps[a].on.overdue"]
    late = read_chain(make_chain(clock={"days": 9}, on={"overdue": "granted"}))
    assert [problem.path for problem in problems_of(late)] == ["on.overdue"]
    [unknown] = problems_of(read_chain(make_chain(make_step("a", on={"undeliverable": "grantd"}))))
    assert "granted" not in unknown.remedy.en


def test_nobody_jumps_into_a_parallel_group():
    group = make_parallel("p", left=[make_step("b")], right=[make_step("c", on={"undeliverable": "b"})])
    found = unsound(make_step("a", on={"undeliverable": "b"}), group)

    assert set(found) == {"steps[a].on.undeliverable", "steps[p].lanes[right].steps[c].on.undeliverable"}


def test_within_a_lane_an_exit_may_go_back():
    lane = [make_step("b"), make_step("c", on={"undeliverable": "b"})]

    assert not unsound(make_parallel("p", left=lane, right=[make_step("d")]))


@pytest.mark.parametrize(
    ("target", "wrong"),
    [("mend", False), ("terminated", False), ("more", True), ("held", True)],
)
def test_failed_checks_lead_to_somebody_and_not_to_what_passes_by_itself(target: str, wrong: bool):
    auto = make_auto("x", checks=[{"check": "c"}], on={"failed": target})
    held = {"name": "held", "kind": "wait", "title": "held", "until": "hours > 3"}
    assert bool(unsound(auto, make_fill("mend"), make_auto("more"), held)) == wrong


def test_an_exit_that_never_comes_at_such_a_step_is_refused():
    assert list(unsound(make_auto("x", on={"failed": "refused"}))) == ["steps[x].on.failed"]
    assert list(unsound(make_step("a", on={"failed": "refused"}))) == ["steps[a].on.failed"]
    checked = make_auto("x", checks=[{"check": "c"}], on={"undeliverable": "refused"})
    assert list(unsound(checked)) == ["steps[x].on.undeliverable"]
