"""What can be written but not yet run is refused when it is to be published."""

from typing import Any

import pytest

from approvals.kinds import ChainKind
from tests.approvals.samples import make_chain, make_step
from tests.approvals.test_kinds import registry


def unready(*steps: dict[str, Any], **keys: Any) -> dict[str, str]:
    """What the kind says of a chain, by path."""
    return {found.path: found.remedy.en for found in ChainKind.check(make_chain(*steps, **keys), registry())}


@pytest.mark.parametrize(
    "step",
    [
        {"kind": "wait", "lasts": {"days": 3}, "office": None},
        {"kind": "notice", "lasts": {"days": 5}, "office": None},
        {"kind": "choose", "party": "holder", "office": None, "options": [{"value": "a", "title": "A"}]},
        {"votes": {"need": "all"}},
    ],
)
def test_every_kind_of_step_can_be_run(step: dict[str, Any]):
    assert not unready(make_step("a", **step))


def test_a_step_that_only_a_vote_without_rules_would_pass_is_refused():
    assert unready(make_step("a", verbs=["countersign", "reject"])) == {
        "steps[a].verbs": "Use one of: accept, approve."
    }


def test_a_vote_without_rules_beside_other_verbs_is_only_not_offered():
    assert not unready(make_step("a", verbs=["approve", "transfer", "countersign"]))


def test_resubmit_is_not_listed_for_it_comes_with_submit():
    assert list(unready(make_step("a", verbs=["approve", "resubmit"]))) == ["steps[a].verbs"]


def test_a_whole_case_that_is_late_may_be_decided_by_that():
    assert not unready(clock={"days": 9, "on_overdue": "approve"})


def test_a_chain_of_what_can_be_run_is_sound():
    clock = {"days": 20, "promised": 10, "remind": 2}
    assert not unready(make_step("a", verbs=["accept", "not_accept", "approve", "return"], clock=clock))
