"""Every path through a chain."""

from typing import Any

from approvals.chains.reading import read_chain
from approvals.simulating import Path, paths, simulated
from approvals.words import Outcome, Unit
from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
)


def shown(path: Path) -> str:
    """A path in one line."""
    legs = [f"{leg.step.name}" + ("" if leg.way == "passed" else f"/{leg.way}") for leg in path.legs]
    return " ".join([*legs, f"→{path.outcome or path.back_to}"])


def lines(*steps: object) -> list[str]:
    """The paths of a chain of these steps."""
    return [shown(path) for path in paths(read_chain(make_chain(*steps)))]  # type: ignore[arg-type]


def test_the_way_to_the_grant_comes_first_and_then_every_other_end():
    assert lines(make_fill("f"), make_step("a", verbs=["accept", "not_accept"]), make_step("b")) == [
        "f a b →granted",
        "f a b/return →f",
        "f a b/reject →refused",
        "f a/not_accept →not_accepted",
    ]


def test_each_way_of_a_branch_is_a_path_and_says_which_was_taken():
    chain = read_chain(make_chain(make_branch("r", make_case("big", make_auto("x"))), make_auto("y")))
    found = paths(chain)
    assert [shown(path) for path in found] == ["x y →granted", "y →granted"]
    assert [[(branch.name, case) for branch, case, _ in path.ways] for path in found] == [
        [("r", "big")],
        [("r", "else")],
    ]
    assert found[0].effects == ("e", "e")


def test_lanes_are_walked_side_by_side_and_take_as_long_as_the_longest():
    lanes = make_parallel(
        "p", left=[make_fill("a", clock={"days": 3})], right=[make_fill("b", clock={"days": 5})]
    )
    [path] = paths(read_chain(make_chain(lanes, make_fill("c", clock={"days": 2, "unit": "calendar"}))))
    assert shown(path) == "a b c →granted"
    assert path.days == {Unit.WORKING: 5, Unit.CALENDAR: 2}


def test_an_exit_leads_on_from_its_step_and_a_step_that_comes_again_ends_the_path():
    step = make_fill("a", on={"undeliverable": "c"})
    assert lines(step, make_fill("b", on={"undeliverable": "a"}), make_fill("c")) == [
        "a b c →granted",
        "a b/undeliverable →a",
        "a/undeliverable c →granted",
    ]


def test_evidence_that_stands_in_for_a_party_is_a_path_of_its_own():
    confirm = make_step(
        "old",
        kind="confirm",
        office=None,
        party="former_employer",
        verbs=["approve"],
        substitute={"sections": ["forced"]},
    )
    assert lines(confirm) == ["old →granted", "old/substitute →granted"]


def test_a_chain_of_very_many_paths_shows_some_and_says_that_there_are_more():
    steps = [
        make_branch(f"r{number}", make_case(f"c{number}", make_auto(f"x{number}"), when=f"n{number} > 1"))
        for number in range(12)
    ]
    found = simulated(read_chain(make_chain(*steps)))
    assert (len(found.paths), found.more) == (500, True)
    assert found.paths[0].outcome is Outcome.GRANTED
    few = simulated(read_chain(make_chain(*steps[:3])))
    assert (len(few.paths), few.more) == (8, False)


FILED = (make_fill("f", files=True), make_step("a"), make_branch("r", make_case("big", make_step("b"))))


def late(*steps: object, **keys: object) -> list[str]:
    """The paths of a chain with a clock of its own that are those of a late case."""
    chain = read_chain(make_chain(*(steps or FILED), **keys))  # type: ignore[arg-type]
    return [line for line in map(shown, paths(chain)) if "/case_" in line]


def test_the_law_and_the_clock_get_a_step_past_as_well():
    accept = make_step("a", verbs=["accept"], clock={"days": 5, "silence": "accept"})
    decide = make_step("b", verbs=["approve"], clock={"days": 5, "on_overdue": "approve"})
    assert lines(accept, decide) == [
        "a b →granted",
        "a b/overdue_passed →granted",
        "a/silence b →granted",
        "a/silence b/overdue_passed →granted",
    ]
    chain = read_chain(make_chain({**decide, "effects": [{"effect": "e"}]}))
    assert [path.effects for path in paths(chain)] == [("e",), ("e",)]


def test_a_wait_comes_to_its_end_by_what_it_waits_for_or_by_time():
    wait = {"name": "w", "kind": "wait", "title": "w", "event": "e", "lasts": {"days": 3}}
    assert lines(wait) == ["w →granted", "w/elapsed →granted"]
    assert lines({**wait, "event": None}) == lines({**wait, "lasts": None}) == ["w →granted"]


def test_checks_that_fail_and_lead_nowhere_stop_the_case():
    chain = read_chain(make_chain(make_fill("f"), make_auto("x", checks=[{"check": "c"}])))
    passed, stopped = paths(chain)
    assert (shown(passed), passed.stops) == ("f x →granted", False)
    assert [leg.way for leg in stopped.legs] == ["passed", "stopped"]
    assert (stopped.stops, stopped.outcome, stopped.back_to, stopped.effects) == (True, None, "", ())


def test_each_step_that_may_return_is_told_of_once():
    steps = (
        make_fill("f"),
        make_step("a", verbs=["approve", "return"]),
        make_branch("r", make_case("c", make_auto("x"))),
    )
    assert [line for line in lines(*steps) if "return" in line] == ["f a/return →f"]
    assert not [line for line in lines(make_step("a")) if "return" in line]


def test_withdrawal_and_ending_are_possible_wherever_a_case_stands():
    assert simulated(read_chain(make_chain())).anywhere == (Outcome.WITHDRAWN, Outcome.TERMINATED)


def test_the_first_lane_that_ends_the_case_does_so_alone():
    lanes = make_parallel(
        "p",
        left=[make_step("a", verbs=["approve", "reject"], on={"undeliverable": "c"})],
        right=[make_step("b", verbs=["approve", "reject"])],
    )
    assert lines(lanes, make_step("c", verbs=["approve"])) == [
        "a b c →granted",
        "a/reject →refused",
        "b/reject →refused",
        "a/undeliverable c →granted",
    ]


def test_what_another_lane_has_brought_about_by_then_is_a_path_of_its_own():
    effects = {"effects": [{"effect": "e"}]}
    lanes = make_parallel(
        "p",
        left=[make_step("a", verbs=["approve"], **effects)],
        right=[make_auto("x"), make_step("b", verbs=["approve", "reject"])],
    )
    found = paths(read_chain(make_chain(lanes)))
    assert [(shown(path), path.effects) for path in found] == [
        ("a x b →granted", ("e", "e")),
        ("x b/reject →refused", ("e",)),
        ("a x b/reject →refused", ("e", "e")),
    ]


def test_within_a_lane_an_exit_leads_on_in_the_lane_and_waits_for_the_others():
    lane = [make_fill("a", on={"undeliverable": "c"}), make_fill("b"), make_fill("c")]
    assert lines(make_parallel("p", left=lane, right=[make_fill("d")]), make_fill("z")) == [
        "a b c d z →granted",
        "a/undeliverable c d z →granted",
    ]


def test_no_branch_is_taken_that_the_choice_before_rules_out():
    choice: dict[str, Any] = {
        "name": "c",
        "kind": "choose",
        "title": "c",
        "party": "holder",
        "clock": {"days": 5},
    }
    choice |= {"options": [{"value": "x", "title": "x"}, {"value": "y", "title": "y"}]}
    ways = (make_case("x", make_fill("a"), when="chosen_c == 'x'"), make_case("none", when="chosen_c == ''"))
    branch = make_branch("b", *ways, **{"else": [make_fill("y")]})
    late = {**choice, "on": {"overdue": "between"}}
    assert lines(late, make_fill("between"), branch, make_fill("z")) == [
        "c between a z →granted",
        "c between y z →granted",
        "c/overdue between z →granted",
    ]


def test_what_was_chosen_before_a_group_is_known_in_its_lanes():
    choice: dict[str, Any] = {"name": "c", "kind": "choose", "title": "c", "party": "holder"}
    choice["options"] = [{"value": "x", "title": "x"}, {"value": "y", "title": "y"}]
    branch = make_branch("b", make_case("x", make_fill("a"), when="chosen_c == 'x'"))
    ways = {"else": [make_branch("i", make_case("none", make_fill("n"), when="chosen_c == ''"))]}
    lanes = make_parallel("p", left=[{**branch, **ways}], right=[make_fill("d")])
    assert lines(choice, lanes) == ["c a d →granted", "c d →granted"]


def test_branches_at_one_moment_are_taken_by_the_same_facts():
    inner = make_branch("i", make_case("big", make_fill("a"), when="n > 5"), **{"else": [make_fill("b")]})
    outer = make_branch("o", make_case("some", inner, when="n > 7"), **{"else": [make_fill("c")]})
    assert lines(outer) == ["a →granted", "c →granted"]
    wait = {"name": "w", "kind": "wait", "title": "w", "until": "n > 5"}
    assert lines(wait, inner) == ["w a →granted"]


def test_a_case_is_late_from_every_path_but_not_while_its_clock_stands():
    steps = (
        make_fill("f", files=True),
        make_branch("r", make_case("big", make_fill("a")), **{"else": [make_fill("b", stops=True)]}),
        make_fill("c"),
    )
    assert late(*steps, clock={"days": 9, "on_overdue": "reject"}) == [
        "f a/case_late →refused",
        "f a c/case_late →refused",
        "f b c/case_late →refused",
    ]


def test_a_case_that_is_late_as_a_whole_goes_where_the_chain_says_from_each_step_after_it_was_filed():
    ends = late(clock={"days": 20, "on_overdue": "reject"})
    assert ends == ["f a/case_late →refused", "f a b/case_late →refused"]
    assert late(clock={"days": 20}, on={"overdue": "lapsed"})[0] == "f a/case_late →lapsed"
    led = late(
        make_fill("f", files=True), make_step("a"), make_step("c"), clock={"days": 9}, on={"overdue": "c"}
    )
    assert led == ["f a/case_late c →granted", "f a/case_late c/reject →refused"]
    assert late(clock={"days": 20}, on={"overdue": "a"}) == ["f a b/case_late →a"]
    assert late(clock={"days": 20, "on_overdue": "escalate"}) == late() == []


def test_a_late_case_that_is_granted_brings_about_everything_within_its_own_limit():
    steps = [make_fill("f", files=True), make_step("a", effects=[{"effect": "x"}], clock={"days": 5})]
    chain = read_chain(make_chain(*steps, clock={"days": 20, "silence": "grant"}))
    first, granted, *_ = paths(chain)
    assert [shown(one) for one in (first, granted)] == ["f a →granted", "f a/case_granted →granted"]
    assert (granted.effects, granted.days) == (("x",), {Unit.WORKING: 20})


def test_a_late_case_has_taken_the_branches_behind_it_only():
    chain = read_chain(make_chain(*FILED, clock={"days": 20, "on_overdue": "reject"}))
    found = [path for path in paths(chain) if path.legs[-1].way == "case_late"]
    assert [[branch.name for branch, _, _ in path.ways] for path in found] == [[], ["r"]]
