"""Clashes on the plan page: the choices of its form, and three columns that show a place among its neighbours."""

from collections.abc import Mapping
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from app.apps.clashes import Chosen, ClashCard, chosen_in, clash_cards
from kernel.differences import MISSING
from kernel.install.plan import Act, OpenClash, Plan
from kernel.merging import Clash, merged
from kernel.nodes import Body

TARGET = "alpha.request"
BASE: Body = {
    "title": {"zh": "申请表", "en": "Request"},
    "sections": [
        {
            "name": "applicant",
            "fields": [{"name": "person", "title": "姓名"}, {"name": "phone", "title": "电话"}],
        }
    ],
}


def form(*answers: Mapping[str, str]) -> MultiDict[str, str]:
    """The plan page's form with these answers, one for each clash."""
    fields = MultiDict[str, str]()
    for number, answer in enumerate(answers):
        fields.add("target", TARGET)
        fields.add("path", f"place{number}")
        for name, value in answer.items():
            fields.add(name.replace("clash", f"clash-{number}"), value)
    return fields


def card_of(theirs: Body, ours: Body, chosen: Chosen | None = None, choice: Any = None) -> ClashCard:
    """The one clash of three bodies as the page shows it."""
    merge = merged(BASE, theirs, ours)
    [clash] = merge.conflicts
    plan = plan_with(OpenClash(TARGET, clash.path, *sides(clash), choice))
    [card] = clash_cards(plan, {TARGET: merge}, chosen or Chosen())
    return card


def plan_with(clash: OpenClash) -> Plan:
    """An upgrade with this clash."""
    return Plan(Act.UPGRADE, "alpha", (), (), (), clashes=(clash,), merged=(), restart=False)


def sides(clash: Clash) -> tuple[Any, Any, Any]:
    """Base, theirs and ours as the plan tells them."""
    base, theirs, ours = (
        None if side is MISSING else side for side in (clash.base, clash.theirs, clash.ours)
    )
    return base, theirs, ours


def with_phone(title: str) -> Body:
    """The body with another title of the field `phone`."""
    person, phone = BASE["sections"][0]["fields"]
    return BASE | {"sections": [{"name": "applicant", "fields": [person, phone | {"title": title}]}]}


def test_each_side_can_be_taken_or_a_value_given() -> None:
    found = chosen_in(
        form({"clash": "theirs"}, {"clash": "ours"}, {"clash": "value", "clash-value": "3"}, {})
    )
    assert found.choices == {
        TARGET: {"place0": {"take": "theirs"}, "place1": {"take": "ours"}, "place2": {"value": 3}}
    }
    assert found.refused is None


@pytest.mark.parametrize("typed", ["[a", "", "\t- a", "a: 1\na: 2"])
def test_a_value_that_cannot_be_read_is_kept_as_it_was_typed(typed: str) -> None:
    found = chosen_in(form({"clash": "ours"}, {"clash": "value", "clash-value": typed}))
    assert found.choices == {TARGET: {"place0": {"take": "ours"}}}
    assert found.typed == {(TARGET, "place1"): typed}
    assert found.refused is not None
    assert [one.place.startswith(f"{TARGET} place1") for one in found.refused.problems] == [True]


def test_an_unknown_word_is_no_choice() -> None:
    assert chosen_in(form({"clash": "both"})).choices == {}


def test_a_value_is_marked_among_its_neighbours() -> None:
    card = card_of(with_phone("移动电话"), with_phone("手机"))
    assert [(line.text, line.mark) for line in card.theirs] == [
        ("- name: phone", False),
        ("  title: 移动电话", True),
    ]
    assert [line.text for line in card.ours if line.mark] == ["  title: 手机"]
    assert [line.text for line in card.base if line.mark] == ["  title: 电话"]
    assert (card.theirs_short, card.ours_short, card.value) == ("移动电话", "手机", "手机")


def test_the_whole_of_a_node_is_marked() -> None:
    without = BASE | {"sections": [{"name": "applicant", "fields": [BASE["sections"][0]["fields"][0]]}]}
    card = card_of(without, with_phone("手机"))
    assert card.theirs == []
    assert [line.text for line in card.ours if line.mark] == ["- name: phone", "  title: 手机"]
    assert (card.theirs_short, card.ours_short) == ("", "")


def test_an_order_is_shown_by_its_names() -> None:
    fields = [{"name": name} for name in ("a", "b", "c")]
    base = BASE | {"sections": fields}
    merge = merged(
        base, BASE | {"sections": fields[::-1]}, BASE | {"sections": [fields[1], fields[0], fields[2]]}
    )
    [clash] = merge.conflicts
    plan = plan_with(OpenClash(TARGET, clash.path, *sides(clash)))
    [card] = clash_cards(plan, {TARGET: merge}, Chosen())
    assert [line.text for line in card.theirs] == ["- c", "- b", "- a"]


@pytest.mark.parametrize(
    ("choice", "taken", "settled"),
    [(None, "", False), ({"take": "theirs"}, "theirs", True), ({"value": "别的"}, "value", True)],
)
def test_a_card_says_what_is_taken(choice: Any, taken: str, settled: bool) -> None:
    card = card_of(with_phone("移动电话"), with_phone("手机"), choice=choice)
    assert (card.taken, card.settled) == (taken, settled)


def test_a_value_being_corrected_is_not_settled() -> None:
    path = "sections[applicant].fields[phone].title"
    card = card_of(with_phone("移动电话"), with_phone("手机"), Chosen(typed={(TARGET, path): "[a"}))
    assert (card.taken, card.value, card.settled) == ("value", "[a", False)
