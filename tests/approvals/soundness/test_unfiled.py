"""Ways on which a case would be decided although nobody has filed it."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from approvals.chains.definition import Branch, Node, Parallel, Step, ways_of
from approvals.chains.reading import read_chain
from approvals.soundness import problems_of
from approvals.soundness.flow import onwards_of, reached
from approvals.soundness.unfiled import unfiled_problems
from tests.approvals.engine.random_chains import Tree, named, trees
from tests.approvals.samples import (
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
    unsound,
)
from tests.approvals.soundness.test_filing import most_filings
from tests.approvals.soundness.test_filing import named as filing_named
from tests.approvals.soundness.test_filing import trees as filing_trees

CLOCK = {"days": 5}


def employer(**keys: Any) -> dict[str, Any]:
    """The employer files with its confirmation."""
    more = {"office": None, "party": "employer", "files": True, "verbs": ["approve"]}
    return make_step("employer", kind="confirm", **{**more, **keys})


def filed_by_employer(*before: dict[str, Any], **keys: Any) -> list[str]:
    """What is unsound where the employer files and a city decides."""
    return list(unsound(make_fill("reg"), *before, employer(**keys), make_step("city")))


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ({}, ""),
        ({"clock": CLOCK, "on": {"overdue": "terminated"}}, ""),
        ({"on": {"party_silent": "reg"}}, ""),
        ({"clock": CLOCK, "on": {"overdue": "city"}}, "on.overdue"),
        ({"on": {"party_silent": "city"}}, "on.party_silent"),
        ({"on": {"party_deregistered": "city"}}, "on.party_deregistered"),
        ({"clock": {**CLOCK, "on_overdue": "approve"}}, "clock.on_overdue"),
        ({"clock": {**CLOCK, "on_overdue": "go_to"}, "on": {"overdue": "city"}}, "on.overdue"),
        ({"clock": {**CLOCK, "silence": "grant"}}, "clock.silence"),
        ({"clock": {**CLOCK, "on_overdue": "reject"}}, ""),
    ],
)
def test_the_filing_act_is_neither_got_past_nor_done_by_a_clock(keys: dict[str, Any], path: str):
    assert filed_by_employer(**keys) == ([f"steps[employer].{path}"] if path else [])


def test_nothing_before_the_filing_act_is_passed_by_a_clock():
    early = make_step("look", clock={**CLOCK, "silence": "accept"}, verbs=["accept"])
    assert filed_by_employer(early) == ["steps[look].clock.silence"]
    assert filed_by_employer(make_step("look", on={"undeliverable": "city"})) == [
        "steps[look].on.undeliverable"
    ]
    after = make_step("more", clock={**CLOCK, "on_overdue": "approve"})
    assert not unsound(make_fill("f", files=True), make_step("city"), after)
    assert not unsound(make_fill("f"), make_step("city"), after)


def test_every_way_of_a_branch_files_or_none():
    filing = make_branch("r", make_case("web", employer()))
    assert list(unsound(make_fill("reg"), filing, make_step("city"))) == ["steps[r].else"]
    both = make_branch("r", make_case("web", employer()), **{"else": [make_fill("paper", files=True)]})
    assert not unsound(make_fill("reg"), both, make_step("city"))
    none = make_branch("r", make_case("web", make_step("look")))
    assert not unsound(make_fill("reg"), none, employer(), make_step("city"))
    skipped = [make_fill("paper", files=True, on={"undeliverable": "city"})]
    skipping = make_branch("r", make_case("web", employer()), **{"else": skipped})
    assert list(unsound(make_fill("reg"), skipping, make_step("city"))) == [
        "steps[r].else[paper].on.undeliverable"
    ]


def test_no_office_acts_in_a_lane_beside_the_filing_act():
    lanes = make_parallel("p", left=[employer()], right=[make_step("look")])
    assert list(unsound(make_fill("reg"), lanes, make_step("city"))) == ["steps[p].lanes[right]"]
    parties = make_parallel("p", left=[employer()], right=[make_fill("more")])
    assert not unsound(make_fill("reg"), parties, make_step("city"))
    going_on = [make_fill("more", on={"undeliverable": "last"}), make_fill("less"), make_fill("last")]
    parties = make_parallel("p", left=[employer()], right=going_on)
    assert not unsound(make_fill("reg"), parties, make_step("city"))


def test_what_is_wrong_says_what_to_do():
    steps = [make_fill("reg"), employer(on={"party_silent": "city"}), make_step("city")]
    [problem] = problems_of(read_chain(make_chain(*steps)))
    assert "绕过了申报步骤" in problem.what.zh
    assert "请" in problem.remedy.zh


def fewest_filings(nodes: tuple[Node, ...]) -> int:
    """The filing acts on the path that has the fewest of them, counted by walking every way."""
    total = 0
    for node in nodes:
        match node:
            case Step():
                total += node.files
            case Branch() | Parallel():
                ways = [fewest_filings(way) for _, way in ways_of(node, "")]
                total += min(ways) if isinstance(node, Branch) else sum(ways)
    return total


@settings(max_examples=80, deadline=None)
@given(filing_trees(2))
def test_a_chain_is_refused_exactly_when_some_path_files_and_another_does_not(tree: list[tuple[str, Any]]):
    chain = read_chain(make_chain(*filing_named(tree, [])))
    most = most_filings(chain.steps)
    assume(most <= 1)
    assert bool(list(unfiled_problems(chain))) == (most > 0 and fewest_filings(chain.steps) == 0)


@settings(max_examples=40, deadline=None)
@given(trees(2), st.integers(0, 9))
def test_what_nothing_stops_comes_to_every_step(tree: Tree, number: int):
    chain = read_chain(make_chain(*named(tree, [])))
    onwards = onwards_of(chain)
    assert reached(onwards, chain.steps, lambda _: False) == set(onwards)
    stopping = sorted(onwards)[number % len(onwards)]
    stopped = reached(onwards, chain.steps, lambda step: step.name == stopping)
    assert stopped <= set(onwards)
