"""What is simulated can be played, and what can be played is simulated: shapes of the catalogue and random chains."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from approvals.chains.definition import steps_of
from approvals.chains.reading import read_chain
from approvals.engine import compiled
from approvals.simulating import simulated
from tests.approvals.engine.random_chains import Tree, named, trees
from tests.approvals.exploring import ends_of
from tests.approvals.playing import is_plain, is_played, told_of_case, told_of_path
from tests.approvals.samples import make_chain
from tests.approvals.test_shapes import FACTS, SHAPES, body_of

GRID = [{"amount": amount} for amount in (0, 2, 3)]
LATE: list[dict[str, Any]] = [
    {},
    {"clock": {"days": 4, "on_overdue": "reject"}},
    {"clock": {"days": 4, "on_overdue": "approve"}},
    {"clock": {"days": 4, "silence": "grant"}},
    {"clock": {"days": 4}, "on": {"overdue": "lapsed"}},
]
ACT: Tree = [("act", None)]
WAIT: Tree = [("wait", None)]
WAITS_IN_A_LANE_FOR_WHAT_HELD_BEFORE: Tree = [("branch", [ACT, [*ACT, *WAIT]]), ("parallel", [ACT, WAIT])]
WAITS_FOR_WHAT_LED_THERE: Tree = [
    ("branch", [[*ACT, *ACT], [*ACT, *ACT]]),
    ("branch", [WAIT, ACT]),
    ("branch", [ACT, ACT]),
]


@pytest.mark.parametrize("shape", SHAPES, ids=[path.stem for path in SHAPES])
def test_every_path_of_a_shape_can_be_played(shape: Path):
    body = body_of(shape)
    grid = FACTS.get(shape.stem[:3], [{}])
    for path in simulated(read_chain(body)).paths:
        assert is_played(body, path, grid), told_of_path(path)


@pytest.mark.parametrize("shape", SHAPES, ids=[path.stem for path in SHAPES])
def test_every_end_of_a_shape_is_the_end_of_a_path(shape: Path):
    body = body_of(shape)
    chain = read_chain(body)
    told = {told_of_path(path) for path in simulated(chain).paths}
    checked = any(step.checks for _, step, _ in steps_of(chain))
    for facts, passes in product(FACTS.get(shape.stem[:3], [{}]), (True, False) if checked else (True,)):
        for end in ends_of(body, facts, passes=passes):
            found = told_of_case(end)
            assert found in told or not is_plain(compiled(chain))
            assert found[1] in {outcome for _, outcome in told}


@settings(max_examples=25, deadline=None)
@given(trees(1), st.sampled_from(LATE))
@example(WAITS_IN_A_LANE_FOR_WHAT_HELD_BEFORE, LATE[1])
@example(WAITS_FOR_WHAT_LED_THERE, LATE[0])
def test_every_path_of_a_random_chain_can_be_played(tree: Tree, late: dict[str, Any]):
    body = make_chain(*named(tree, []), **late)
    for path in simulated(read_chain(body), most=60).paths:
        assert is_played(body, path, GRID), told_of_path(path)


@settings(max_examples=15, deadline=None)
@given(trees(1), st.sampled_from(LATE), st.sampled_from(GRID), st.booleans())
def test_every_end_of_a_random_chain_is_the_end_of_a_path(
    tree: Tree, late: dict[str, Any], facts: dict[str, Any], passes: bool
):
    body = make_chain(*named(tree, []), **late)
    chain = read_chain(body)
    found = simulated(chain, most=3_000)
    told = {told_of_path(path) for path in found.paths}
    for end in ends_of(body, facts, passes=passes):
        one = told_of_case(end)
        assert one in told or not is_plain(compiled(chain)) or found.more
        assert one[1] in {outcome for _, outcome in told} or found.more
