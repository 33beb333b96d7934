"""What whoever publishes a chain is told: in words, by the titles of the steps and their sheets."""

from typing import Any

import pytest

from approvals.designing import acts
from approvals.designing.board import fresh_node
from approvals.designing.differing import Side, step_changes
from approvals.designing.offers import Offers
from approvals.designing.sheet import Clerk
from approvals.drawing.plan import as_written
from approvals.words import GroupKind
from kernel.designs.ruling import Ruling
from kernel.differences import MISSING
from kernel.expressions import FUNCTIONS
from kernel.nodes import Body
from kernel.text import Text
from tests.approvals.test_shapes import SHAPES, body_of

OFFERS = Offers(roles={"city_clerk": Text("市级经办人", "City clerk")})
CITY = {"level": "city", "routing": "any"}


def step(name: str, title: str, **more: Any) -> Body:
    """A decision by a city."""
    return {"name": name, "kind": "act", "title": {"zh": title, "en": name}, "office": CITY, **more}


CHAIN: Body = {
    "title": {"zh": "甲", "en": "A"},
    "steps": [step("first", "受理"), step("second", "审查", clock={"days": 10}), step("third", "决定")],
}


def told(before: Body, after: Body) -> list[tuple[str, str | None, str | None]]:
    """The lines in Chinese."""
    ruling = Ruling({}, FUNCTIONS, typed=("among",))
    old, new = (Side(Clerk(body, OFFERS, ruling), as_written) for body in (before, after))
    return [
        (one.what.zh, one.before.zh if one.before else None, one.after.zh if one.after else None)
        for one in step_changes(old, new)
    ]


def test_a_new_step_says_who_does_it_by_when_and_where_it_stands() -> None:
    node = step("look", "复核", clock={"days": 7, "promised": 2})
    node.pop("name")
    after = acts.added(CHAIN, node, into=".", before="third").body
    said = "审批 · 市（州）级主管部门 · 申请人任选（全省通办） · 承诺 2 个工作日，法定 7 个 · 在“审查”之后"
    assert told(CHAIN, after) == [("复核", None, said)]
    assert told(after, CHAIN) == [("复核", said, None)]


def test_what_is_set_otherwise_is_told_by_its_title() -> None:
    more = {
        "role": "city_clerk",
        "pool": True,
        "verbs": ["approve", "return"],
        "clock": {"days": 20, "on_overdue": "escalate"},
    }
    assert told(CHAIN, acts.changed(CHAIN, "second", more).body) == [
        ("审查 · 岗位", None, "市级经办人"),
        ("审查 · 允许的操作", "同意、不同意、退回补正", "同意、退回补正"),
        ("审查 · 先认领，再办理", None, "是"),
        ("审查 · 法定时限", "10", "20"),
        ("审查 · 逾期后", "催办", "催办并报上级"),
    ]
    assert told(CHAIN, acts.changed(CHAIN, "second", {"clock": MISSING}).body) == [
        ("审查 · 法定时限", "10", None)
    ]
    assert told(CHAIN, acts.changed(CHAIN, "", {"title": {"zh": "乙", "en": "B"}}).body) == [
        ("名称", "甲", "乙")
    ]


def test_only_what_was_moved_is_told_to_stand_elsewhere() -> None:
    moved = acts.moved(CHAIN, "first", into=".").body
    assert told(CHAIN, moved) == [("受理 · 位置", "开头", "在“决定”之后")]
    wrapped = acts.wrapped(CHAIN, "second", GroupKind.PARALLEL).body
    assert ("审查 · 位置", "在“受理”之后", "“第 1 路”的开头") in told(CHAIN, wrapped)
    assert ("第 1 路", None) in [line[:2] for line in told(CHAIN, wrapped)]


def test_a_condition_is_told_as_it_reads() -> None:
    before = acts.added(CHAIN, fresh_node(GroupKind.BRANCH), into=".").body
    after = acts.changed(before, "case_1", {"when": "today > today"}).body
    assert told(before, after) == [("新的情形 · 何时走这一支", None, "today > today")]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda path: path.stem)
def test_the_same_chain_differs_in_nothing_and_a_new_one_in_all_its_steps(shape: Any) -> None:
    body = body_of(shape)
    assert told(body, body) == []
    new = [line for line in told({}, body) if line[2] is not None]
    assert len(new) >= sum(1 for _ in body["steps"])
