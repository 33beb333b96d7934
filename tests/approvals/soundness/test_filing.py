"""Filing acts on every path."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.chains.definition import Branch, Node, Parallel, Step
from approvals.chains.reading import read_chain
from approvals.soundness.filing import filing_problems
from tests.approvals.samples import (
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
    unsound,
)


def test_one_filing_act_on_each_path_is_sound():
    ways = (
        make_case("web", make_fill("a", files=True)),
        make_case("paper", make_fill("b", files=True), when="paper"),
    )

    rest = {"else": [make_fill("c", files=True)]}
    assert not unsound(make_branch("r", *ways, **rest), make_step("city"))


def test_a_second_filing_act_behind_the_first_is_refused():
    assert list(unsound(make_fill("a", files=True), make_step("b", files=True))) == ["steps[b].files"]


def test_a_filing_act_behind_a_branch_that_may_have_filed_is_refused():
    branch = make_branch("r", make_case("c", make_fill("a", files=True)))

    assert list(unsound(branch, make_fill("b", files=True))) == ["steps[b].files"]


def test_two_lanes_cannot_both_file():
    group = make_parallel("p", left=[make_fill("a", files=True)], right=[make_fill("b", files=True)])

    assert list(unsound(group)) == ["steps[p].lanes[right].steps[b].files"]


def trees(depth: int) -> st.SearchStrategy[list[tuple[str, Any]]]:
    """Trees of files, groups and their ways, without names."""
    leaf = st.tuples(st.just("step"), st.booleans())
    if depth == 0:
        return st.lists(leaf, min_size=1, max_size=2)
    inner = trees(depth - 1)
    group = st.tuples(st.sampled_from(["branch", "parallel"]), st.lists(inner, min_size=2, max_size=2))
    return st.lists(leaf | group, min_size=1, max_size=2)


def named(tree: list[tuple[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    """The tree as nodes of a body."""
    found: list[dict[str, Any]] = []
    for kind, inside in tree:
        names.append(f"n{len(names)}")
        name = names[-1]
        match kind, inside:
            case "step", bool(files):
                found.append(make_fill(name, files=files))
            case "branch", [first, second]:
                case = make_case(f"{name}c", *named(first, names))
                found.append(make_branch(name, case, **{"else": named(second, names)}))
            case "parallel", [first, second]:
                found.append(
                    make_parallel(name, **{f"{name}l": named(first, names), f"{name}r": named(second, names)})
                )
    return found


def most_filings(nodes: tuple[Node, ...]) -> int:
    """The filing acts on the path that has the most of them, counted by walking every way."""
    total = 0
    for node in nodes:
        match node:
            case Step():
                total += node.files
            case Branch():
                total += max(
                    most_filings(way) for way in (*(case.steps for case in node.cases), node.otherwise or ())
                )
            case Parallel():
                total += sum(most_filings(lane.steps) for lane in node.lanes)
    return total


@settings(max_examples=60)
@given(trees(2))
def test_a_chain_is_refused_exactly_when_a_path_files_twice(tree: list[tuple[str, Any]]):
    chain = read_chain(make_chain(*named(tree, [])))

    assert bool(list(filing_problems(chain))) == (most_filings(chain.steps) > 1)
