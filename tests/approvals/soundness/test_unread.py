"""What is proved while an entry cannot be read: everything that does not depend on it, and never a false alarm."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from approvals.chains.reading import examined
from approvals.soundness import Unread, problems_of, warnings_of
from approvals.soundness.knowing import Known, absent_problems
from kernel.datafiles.yamlfile import documents_in
from kernel.text import Text
from tests.approvals.engine.random_chains import named, trees
from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
)

ROOT = Path(__file__).parents[3]
WRONG: tuple[Any, ...] = ({"?": 1}, "???", -1, [["?"]])
LISTS = ("steps", "cases", "lanes", "else")


def found_in(body: dict[str, Any]) -> set[str]:
    """The paths of what is unsound, besides what cannot be read."""
    chain, problems = examined(body)
    assert problems
    return {one.path for one in problems_of(chain, Unread(tuple(problems)))}


def nodes_of(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The chain and every node of it."""
    yield body
    for key in LISTS:
        for inner in body.get(key) or ():
            yield from nodes_of(inner)


def shipped() -> list[dict[str, Any]]:
    """The chains of the packs."""
    files = sorted(ROOT.glob("addons/*/chains/*.yaml"))
    found = [one.body for path in files for one in documents_in(path.read_bytes(), file=path.name)]
    return [
        {key: one[key] for key in one if key not in ("model", "id")} for one in found if isinstance(one, dict)
    ]


def spoiled(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The chain with one entry wrong, each in turn."""
    for number, node in enumerate(nodes_of(body)):
        for key in [*node, "zzz"]:
            for wrong in WRONG:
                one = deepcopy(body)
                list(nodes_of(one))[number][key] = wrong
                yield one


SOUND = [
    make_chain(
        make_fill(files=True, clock={"days": 5, "at_least": 3}),
        make_branch("b", make_case("c", make_step("x", on={"overdue": "rejoin"}, clock={"days": 3}))),
        make_step("rejoin", apart=["x"], clock={"days": 9, "silence": "grant"}),
        make_parallel(
            "p",
            one=[make_step("l")],
            two=[make_auto("auto", checks=[{"check": "c"}], on={"failed": "l2"}), make_step("l2")],
        ),
        {
            "name": "pick",
            "kind": "choose",
            "title": "p",
            "party": "initiator",
            "options": [{"value": "a", "title": "a"}],
        },
        make_branch("d", make_case("e", make_step("y"), when="chosen_pick == 'a'")),
        {"name": "w", "kind": "wait", "title": "w", "lasts": {"days": 3}},
        clock={"days": 30},
        on={"overdue": "rejoin"},
    ),
    *shipped(),
]


@pytest.mark.parametrize("body", SOUND)
def test_one_wrong_entry_in_a_sound_chain_is_all_that_is_told(body: dict[str, Any]):
    chain, problems = examined(body)
    assert (problems, problems_of(chain)) == ([], [])
    tried = 0
    for wrong in spoiled(body):
        chain, problems = examined(wrong)
        if problems:
            tried += 1
            assert problems_of(chain, Unread(tuple(problems))) == [], problems
    assert tried > 50


@given(trees(1), st.data())
def test_so_it_is_in_any_sound_chain(tree: Any, data: st.DataObject):
    body = make_chain(*named(tree, []))
    assume(problems_of(examined(body)[0]) == [])
    nodes = list(nodes_of(body))
    node = data.draw(st.sampled_from(nodes))
    node[data.draw(st.sampled_from([*node, "zzz"]))] = data.draw(st.sampled_from(WRONG))
    chain, problems = examined(body)
    assume(problems)
    assert problems_of(chain, Unread(tuple(problems))) == []


BAD_CLOCK = make_step("bad", clock={"days": 0})
NOBODY = make_step("nobody", office=None)


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        ((BAD_CLOCK, NOBODY), "steps[nobody].party"),
        ((BAD_CLOCK, make_step("a"), make_step("a")), "steps[a].name"),
        ((BAD_CLOCK, make_fill("f", files=True), make_fill("g", files=True)), "steps[g].files"),
        (
            (
                make_step("a", on={"overdue": "f"}, clock={"days": 1}),
                make_fill("f", files=True),
                {**BAD_CLOCK},
            ),
            "",
        ),
        (
            (make_step("a", on={"party_silent": "b"}), make_fill("f", files=True), make_step("b"), BAD_CLOCK),
            "steps[a].on.party_silent",
        ),
        ((BAD_CLOCK, make_step("a", on={"overdue": "nowhere"}, clock={"days": 1})), "steps[a].on.overdue"),
        (
            (BAD_CLOCK, make_branch("r", make_case("c", make_step("q"), when="1 == 2"))),
            "steps[r].cases[c].when",
        ),
        (
            (BAD_CLOCK, make_branch("r", make_case("c", make_step("q"), when="chosen_x == 1"))),
            "steps[r].cases[c].when",
        ),
        ((make_step("bad", kind="act_"), NOBODY), "steps[nobody].party"),
        ((make_step("bad", titel="x"), make_parallel("p", one=[make_step("l")])), "steps[p].lanes"),
        ((make_step("bad", title=None, office=None),), "steps[bad].party"),
    ],
)
def test_what_does_not_depend_on_the_entry_is_told_beside_it(steps: tuple[dict[str, Any], ...], path: str):
    assert found_in(make_chain(*steps)) == ({path} if path else set())


def test_a_step_that_cannot_be_read_may_be_the_one_that_is_named():
    exit_ = make_step("a", on={"overdue": "bad"}, clock={"days": 1}, apart=["bad"])
    assert found_in(make_chain(make_step("bad", kind="act_"), exit_)) == set()


def test_nothing_is_warned_of_that_the_entry_may_say():
    for bad in (BAD_CLOCK, {"name": "bad", "kind": "wait", "title": "w", "event": "e", "lasts": {"days": 0}}):
        chain, problems = examined(make_chain(bad, make_step("a")))
        assert [one.path for one in warnings_of(chain, Unread(tuple(problems)))] == ["steps[a].clock"]


def test_what_the_form_does_not_have_is_told_of_every_step_that_can_be_read():
    known = Known(Text("事项", "matter"), {"amount"}, ["one"], ["amount"], {"amount": []})
    there = make_step("a", sections=["two"], edits=["three"])
    branch = make_branch("r", make_case("c", make_step("q"), when="four > 1"))
    bad = make_step("bad", clock={"days": 0}, sections=["two"])
    chain, problems = examined(
        make_chain(bad, there, branch, make_branch("s", make_case("d", make_step("t"))))
    )
    assert {one.path for one in absent_problems(chain, known, Unread(tuple(problems)))} == {
        *("steps[a].sections", "steps[a].edits", "steps[r].cases[c].when"),
    }
