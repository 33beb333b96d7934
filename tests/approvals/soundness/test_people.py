"""Votes, separation, substitutes and actors of a step."""

from typing import Any

import pytest

from approvals.chains.reading import read_chain
from approvals.soundness import unknown_actors
from tests.approvals.samples import make_chain, make_fill, make_step, unsound


def make_confirm(**keys: Any) -> dict[str, Any]:
    """A confirmation by the former employer."""
    return make_step("old", kind="confirm", office=None, party="former_employer", **keys)


@pytest.mark.parametrize(
    ("step", "path"),
    [
        (make_step("a", votes={"need": "all"}, verbs=["countersign", "approve"]), "steps[a].verbs"),
        (make_step("a", votes={"need": "all"}, verbs=["return"]), "steps[a].verbs"),
        (make_step("a", apart=["a"]), "steps[a].apart"),
        (make_step("a", apart=["examine"]), "steps[a].apart"),
        (make_confirm(substitute={"by": "former_employer", "sections": ["s"]}), "steps[old].substitute.by"),
        (make_confirm(verbs=["approve", "substitute"]), "steps[old].verbs"),
        (
            {
                "name": "c",
                "kind": "choose",
                "title": "c",
                "party": "holder",
                "options": [{"value": "x", "title": "x"}],
                "verbs": ["submit", "take_back"],
            },
            "steps[c].verbs",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_where_it_stands(step: dict[str, Any], path: str):
    assert list(unsound(step)) == [path]


def test_a_vote_kept_apart_from_an_earlier_step_is_sound():
    assert not unsound(make_step("a"), make_step("b", apart=["a"], votes={"need": "count", "of": 2}))


def test_a_party_or_routing_that_no_plugin_knows_is_refused():
    chain = read_chain(make_chain(make_fill("f", party="provider"), make_step("a")))
    found = {
        problem.path: problem.remedy.en for problem in unknown_actors(chain, ["initiator", "office.fixed"])
    }
    assert found == {
        "steps[f].party": "Known: initiator.",
        "steps[a].office.routing": "Known: office.fixed.",
    }
    assert not unknown_actors(chain, ["provider", "office.any"])
