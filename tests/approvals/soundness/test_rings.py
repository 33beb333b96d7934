"""Failed checks that lead back to themselves."""

from typing import Any

import pytest

from approvals.chains.reading import read_chain
from approvals.soundness import problems_of
from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
    unsound,
)

RING = ["steps[check].on.failed"]
CHECK = make_auto("check", checks=[{"check": "c"}], on={"failed": "w"})


def make_wait(**keys: Any) -> dict[str, Any]:
    """A wait of one day, unless the keys say otherwise."""
    return {"name": "w", "kind": "wait", "title": "w", "lasts": {"days": 1}, **keys}


@pytest.mark.parametrize(
    ("keys", "ring"),
    [
        ({}, True),
        ({"kind": "notice"}, True),
        ({"event": "e"}, False),
        ({"on": {"party_silent": "lapsed"}}, False),
        ({"clock": {"days": 3}, "on": {"overdue": "lapsed"}}, False),
    ],
)
def test_a_failed_check_does_not_come_back_to_itself_by_a_clock_alone(keys: dict[str, Any], ring: bool):
    found = unsound(make_fill("f"), make_wait(**keys), CHECK, make_step("city"))
    assert ("steps[check].on.failed" in found) == ring


@pytest.mark.parametrize(
    ("between", "ring"),
    [
        ([make_auto("x")], True),
        ([make_auto("x", checks=[{"check": "d"}], on={"failed": "terminated"})], False),
        ([make_fill("more")], False),
        ([make_step("look")], False),
        ([make_branch("r", make_case("c", make_auto("x")))], True),
        ([make_branch("r", make_case("c", make_fill("more")))], False),
        ([make_parallel("p", one=[make_auto("x")], two=[make_auto("y")])], True),
        ([make_parallel("p", one=[make_auto("x")], two=[make_fill("y")])], False),
    ],
)
def test_somebody_in_between_can_mend_it(between: list[dict[str, Any]], ring: bool):
    assert list(unsound(make_fill("f"), make_wait(), *between, CHECK, make_step("city"))) == RING * ring


def test_a_branch_that_comes_to_the_check_on_every_way_is_a_ring():
    lane = make_branch("r", make_case("c", CHECK), **{"else": [make_fill("g")]})
    assert not unsound(make_fill("f"), make_wait(), lane)
    inside = make_branch("r", make_case("c", make_wait(), CHECK))
    assert list(unsound(make_fill("f"), inside)) == ["steps[r].cases[c].steps[check].on.failed"]


@pytest.mark.parametrize(
    ("keys", "ring"),
    [
        ({"clock": {"days": 9}}, True),
        ({"clock": {"days": 9, "on_overdue": "reject"}}, False),
        ({"clock": {"days": 9, "silence": "grant"}}, True),
        ({"clock": {"days": 9}, "on": {"overdue": "lapsed"}}, False),
    ],
)
def test_the_clock_of_the_case_may_end_it(keys: dict[str, Any], ring: bool):
    chain = read_chain(make_chain(make_fill("f"), make_wait(), CHECK, make_step("city"), **keys))
    assert [problem.path for problem in problems_of(chain)] == RING * ring
