"""A chain from a file: what can be drawn is taken, sound or not; what no sheet could show is refused with its place."""

from copy import deepcopy
from typing import Any

import pytest

from approvals.designing import acts
from approvals.designing.board import fresh, fresh_node
from approvals.designing.importing import imported
from approvals.words import GroupKind, StepKind
from kernel.datafiles.writing import value_in, written
from kernel.errors import TongbanError
from kernel.nodes import Body, same
from kernel.text import Text
from tests.approvals.test_shapes import SHAPES, body_of


@pytest.mark.parametrize("shape", SHAPES, ids=lambda path: path.stem)
def test_every_shape_comes_back_as_it_went(shape: Any) -> None:
    body = body_of(shape)
    assert same(imported(value_in(written(body), place="x")), body)
    assert same(imported({"model": "chain", "id": "x", **body}), body)


def test_a_chain_that_is_not_complete_yet_comes_back_as_well() -> None:
    body = fresh(Text("甲", "A"))
    for kind in (*GroupKind, *StepKind):
        body = acts.added(body, fresh_node(kind), into=".").body
    assert same(imported(value_in(written(body), place="x")), body)


def _said(change: Any) -> Body:
    body = fresh(Text("甲", "A"))
    body["steps"].append(
        {"name": "b", "kind": "branch", "cases": [{"name": "c", "when": "today", "steps": []}]}
    )
    body = deepcopy(body)
    change(body)
    return body


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda body: body.update(steps="filing"), "steps"),
        (lambda body: body["steps"].append("act"), "steps"),
        (lambda body: body["steps"][0].pop("name"), "steps"),
        (lambda body: body["steps"][0].update(name="Nicht so"), "steps"),
        (lambda body: body["steps"][0].update(kind="dance"), "steps[filing].kind"),
        (lambda body: body["steps"][0].update(verbs=5), "steps[filing].verbs"),
        (lambda body: body["steps"][0].update(apart=5), "steps[filing].apart"),
        (lambda body: body["steps"][0].update(clock="bald"), "steps[filing].clock"),
        (lambda body: body["steps"][0].update(colour="red"), "steps[filing].colour"),
        (lambda body: body["steps"][1].update(cases=[["c"]]), "steps[b].cases"),
        (lambda body: body["steps"][1]["cases"].append({"name": "filing", "when": "today"}), "filing"),
        (lambda body: body["steps"].append(deepcopy(body["steps"][0])), "filing"),
    ],
)
def test_what_no_sheet_could_show_is_refused_at_its_place(change: Any, place: str) -> None:
    with pytest.raises(TongbanError) as refused:
        imported(_said(change))
    assert any(one.place.startswith(place) for one in refused.value.problems)
    assert all(one.what.zh and one.remedy.zh for one in refused.value.problems)


@pytest.mark.parametrize("found", [None, [], "chain", 5])
def test_what_is_no_chain_at_all_is_refused(found: Any) -> None:
    with pytest.raises(TongbanError, match="不是一条审批链"):
        imported(found)
