"""Conditions that never hold, and ways that are never taken."""

from typing import Any

import pytest

from tests.approvals.samples import make_auto, make_branch, make_case, make_step, unsound

NEVER = "This condition never holds."


@pytest.mark.parametrize(
    ("step", "path"),
    [
        ({"name": "w", "kind": "wait", "title": "w", "until": "1 == 2"}, "until"),
        (make_auto("w", effects=[{"effect": "e", "when": "a > 1 and a < 1"}]), "effects[0].when"),
        (
            make_step("w", kind="confirm", office=None, party="employer")
            | {"substitute": {"sections": ["s"], "when": "False"}},
            "substitute.when",
        ),
    ],
)
def test_a_condition_that_never_holds_is_refused_wherever_it_stands(step: dict[str, Any], path: str):
    assert unsound(step) == {f"steps[w].{path}": NEVER}


def test_what_is_only_a_value_may_be_false():
    assert not unsound(make_auto("w", effects=[{"effect": "e", "with": {"a": "1 == 2"}}]))


def branch(*rules: str, **keys: Any) -> list[str]:
    """Where a branch of these rules is unsound."""
    cases = [make_case(f"c{number}", make_step(f"a{number}"), when=rule) for number, rule in enumerate(rules)]
    return [path.removeprefix("steps[r].") for path in unsound(make_branch("r", *cases, **keys))]


@pytest.mark.parametrize(
    ("rules", "paths"),
    [
        (["1 == 2"], ["cases[c0].when"]),
        (["a > 1 and a < 1"], ["cases[c0].when"]),
        (["1 == 1"], ["cases[c0].when"]),
        (['m == "x"', 'm=="x"'], ["cases[c1].when"]),
        (["a > 1", "a > 5"], ["cases[c1].when"]),
        (["a > 5", "a > 1"], []),
        (['m == "x"', 'm == "y"', 'm in ["x", "y"]'], ["cases[c2].when"]),
        (["a > 1", "not (a > 1)"], []),
        (["a == 1", "a != 1"], ["cases[c1].when"]),
        (['m == "x"', 'm == "x" and a > 1'], ["cases[c1].when"]),
    ],
)
def test_a_way_that_is_never_taken_is_refused(rules: list[str], paths: list[str]):
    assert branch(*rules) == paths
