"""Choices and the rules that read them."""

from typing import Any

from tests.approvals.samples import make_branch, make_case, make_step, unsound


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
