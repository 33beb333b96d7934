"""Choices and the rules that read them."""

from typing import Any

import pytest

from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_fill,
    make_parallel,
    make_step,
    unsound,
)


def make_choice(*values: str) -> dict[str, Any]:
    """A choice of the holder."""
    options = [{"value": value, "title": value} for value in values]
    return {"name": "c", "kind": "choose", "title": "c", "party": "holder", "options": options}


def test_a_rule_about_a_choice_that_nobody_makes_is_refused():
    route = make_branch("r", make_case("w", make_step("a"), when="chosen_d == 'x'"))
    assert unsound(make_choice("x"), route) == {
        "steps[r].cases[w].when": "No step makes the choice “chosen_d”."
    }
    wait = {"name": "w", "kind": "wait", "title": "w", "until": "chosen_d == 'x'"}
    assert list(unsound(wait)) == ["steps[w].until"]


def test_a_rule_about_a_choice_or_a_substitute_is_sound():
    confirm = make_step("d", kind="confirm", office=None, party="employer", substitute={"sections": ["s"]})
    rule = "chosen_c == 'x' and chosen_d == 'substitute'"
    assert not unsound(
        make_choice("x", "y"), confirm, make_branch("r", make_case("w", make_step("a"), when=rule))
    )


def reading(rule: str) -> dict[str, Any]:
    """A branch that reads a rule."""
    return make_branch("r", make_case("w", make_step("a"), when=rule))


def confirm(**keys: Any) -> dict[str, Any]:
    """A confirmation for which evidence may stand in."""
    return make_step("d", kind="confirm", office=None, party="employer", verbs=["approve"], **keys)


@pytest.mark.parametrize(
    ("step", "path"),
    [
        (confirm(substitute={"sections": ["s"], "when": "chosen_e == 'x'"}), "substitute.when"),
        (make_choice() | {"name": "d", "among": "[chosen_e]"}, "among"),
        ({"name": "d", "kind": "wait", "title": "d", "until": "chosen_e == 'x'"}, "until"),
        (make_auto("d", effects=[{"effect": "e", "when": "chosen_e == 'x'"}]), "effects[0].when"),
        (make_auto("d", effects=[{"effect": "e", "with": {"a": "chosen_e"}}]), "effects[0].with.a"),
    ],
)
def test_no_rule_reads_a_choice_that_nobody_makes(step: dict[str, Any], path: str):
    found = unsound(make_choice("x"), step)
    assert found == {f"steps[d].{path}": "No step makes the choice “chosen_e”."}


def test_a_choice_is_read_only_where_it_can_have_been_made():
    early = {"steps[r].cases[w].when": "When this is read, nobody can have chosen at “c” yet."}
    rule = "chosen_c == 'x'"
    assert unsound(reading(rule), make_choice("x")) == early
    assert not unsound(make_choice("x"), reading(rule))
    beside = make_parallel("p", left=[make_choice("x")], right=[reading(rule), make_step("b")])
    assert list(unsound(beside)) == ["steps[p].lanes[right].steps[r].cases[w].when"]
    lanes = make_parallel("p", left=[make_choice("x")], right=[make_step("b")])
    assert not unsound(lanes, reading(rule))
    other_way = make_branch("s", make_case("v", make_choice("x")), **{"else": [reading(rule)]})
    assert list(unsound(other_way)) == ["steps[s].else[r].cases[w].when"]
    back = make_step("b", on={"undeliverable": "start"})
    assert not unsound(make_fill("start"), reading(rule), make_choice("x"), back)


def test_effects_of_the_choice_itself_read_what_was_chosen():
    chosen = make_choice("x") | {"effects": [{"effect": "e", "with": {"a": "chosen_c"}}]}
    assert not unsound(chosen)
    late = make_notice(effects=[{"effect": "e", "with": {"a": "chosen_c"}}])
    assert not unsound(make_choice("x"), late)


@pytest.mark.parametrize(
    ("rule", "unknown"),
    [
        ("chosen_c == 'x'", ""),
        ("chosen_c == ''", ""),
        ("chosen_c in ['x', 'y']", ""),
        ("chosen_d == 'substitute' or chosen_d == 'approve'", ""),
        ("chosen_c == 'z'", "“c” offers no option “z”."),
        ("'z' != chosen_c", "“c” offers no option “z”."),
        ("chosen_c not in ['x', 'z']", "“c” offers no option “z”."),
        ("amount > 1 and not (chosen_c == 'z')", "“c” offers no option “z”."),
        ("chosen_d == 'substituted'", "“d” offers no option “substituted”."),
    ],
)
def test_a_choice_is_compared_with_what_is_offered(rule: str, unknown: str):
    found = unsound(make_choice("x", "y"), confirm(substitute={"sections": ["s"]}), reading(rule))
    assert list(found.values()) == ([unknown] if unknown else [])


def test_what_a_rule_offers_may_be_compared_with_anything():
    among = make_choice() | {"among": "[category]"}
    assert not unsound(among, reading("chosen_c == 'z'"))


def test_an_option_that_stands_twice_is_refused():
    assert list(unsound(make_choice("x", "x"))) == ["steps[c].options"]


def make_notice(**keys: Any) -> dict[str, Any]:
    """A notice while which the holder may still choose."""
    notice = {"name": "n", "kind": "notice", "title": "n", "lasts": {"days": 5}}
    return {**notice, "choice": "c", "party": "holder", **keys}


def test_what_may_still_be_chosen_was_asked_before_of_the_same_party():
    assert not unsound(make_choice("x", "y"), make_notice())
    assert list(unsound(make_notice(), make_choice("x"))) == ["steps[n].choice"]
    assert list(unsound(make_choice("x"), make_notice(choice="d"))) == ["steps[n].choice"]
    assert list(unsound(make_choice("x"), make_notice(party="employer"))) == ["steps[n].party"]
    beside = make_parallel("p", left=[make_choice("x")], right=[make_notice()])
    assert list(unsound(beside)) == ["steps[p].lanes[right].steps[n].choice"]
