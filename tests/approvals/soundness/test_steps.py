"""Steps that nobody can do or get past."""

from typing import Any

import pytest

from tests.approvals.samples import make_auto, make_fill, make_step, unsound


@pytest.mark.parametrize(
    ("step", "path"),
    [
        ({"name": "a", "kind": "act", "title": "t"}, "party"),
        (make_step("a", party="holder"), "office"),
        (make_step("a", verbs=["reject", "return"]), "verbs"),
        (make_step("a", verbs=["approve", "submit"]), "verbs"),
        (make_fill("a", verbs=["submit", "approve"]), "verbs"),
        (make_fill("a", verbs=["withdraw"]), "verbs"),
        ({"name": "a", "kind": "wait", "title": "t"}, "until"),
        ({"name": "a", "kind": "notice", "title": "t"}, "lasts"),
        ({"name": "a", "kind": "choose", "title": "t", "party": "holder"}, "options"),
        (make_auto("a", effects=[]), "effects"),
    ],
)
def test_each_step_has_somebody_and_a_way_on(step: dict[str, Any], path: str):
    assert list(unsound(step)) == [f"steps[a].{path}"]


@pytest.mark.parametrize("verb", ["accept", "approve", "countersign"])
def test_any_verb_that_passes_is_enough(verb: str):
    assert not unsound(make_step(verbs=[verb]))
