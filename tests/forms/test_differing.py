"""The difference of two forms tells every change in words, and nothing where there is none."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.differing import FieldDifference, differing
from forms.saying import Facet
from kernel.differences import differences
from kernel.text import Text
from tests.forms.samples import OPTIONS, TYPES, make_field, make_form, make_section

FORM = make_form(
    make_section(
        make_field("post", type="choice", options=OPTIONS),
        make_field("proof", type="file", visible_when="post == 'a'"),
        make_field("past", type="rows", fields=[make_field("firm"), make_field("until", type="date")]),
    ),
    make_section(make_field("opinion", type="long_text"), name="employer", filled_by="employer"),
)


def told(after: dict[str, Any], before: dict[str, Any] = FORM) -> tuple[FieldDifference, ...]:
    """The differences, conditions as they are written."""
    return differing(before, after, TYPES, read=lambda text: Text(f"若 {text}", f"if {text}"))


def facet(after: dict[str, Any]) -> Facet:
    """The one thing that is said differently."""
    [found] = told(after)
    [only] = found.facets
    return only


def changed(*path: Any, **keys: Any) -> dict[str, Any]:
    """The form with other properties at one node; None takes one away."""
    body = deepcopy(FORM)
    node: Any = body
    for step in path:
        node = node[step]
    for key, value in keys.items():
        node.pop(key, None) if value is None else node.update({key: value})
    return body


POST = ("sections", 0, "fields", 0)
PROOF = ("sections", 0, "fields", 1)
PAST = ("sections", 0, "fields", 2)


@pytest.mark.parametrize(
    ("after", "title", "before", "now"),
    [
        (changed(*POST, required=True), "必填", None, "是"),
        (changed(*POST, type="choices"), "字段类型", "单选", "多选"),
        (changed(*POST, help={"zh": "照任命文件", "en": "As appointed"}), "填写提示", None, "照任命文件"),
        (changed(*POST, options=OPTIONS[:1]), "选项", "甲、乙", "甲"),
        (changed(*PROOF, visible_when="post == 'b'"), "何时显示", "若 post == 'a'", "若 post == 'b'"),
        (changed(*PROOF, visible_when=None), "何时显示", "若 post == 'a'", None),
        (
            changed(*POST, check=[{"holds": "post != 'b'", "message": {"zh": "不可选乙", "en": "Not B"}}]),
            "校验",
            None,
            "若 post != 'b' · 不可选乙",
        ),
        (changed(*PAST, fields=[FORM["sections"][0]["fields"][2]["fields"][0]]), "until", "日期", None),
        (changed(*PAST, "fields", 0, required=True), "firm · 必填", None, "是"),
        (changed("sections", 1, filled_by="former_employer"), "由谁填写", "受聘企业", "原受聘企业"),
    ],
)
def test_a_property_is_told_in_words(
    after: dict[str, Any], title: str, before: str | None, now: str | None
) -> None:
    found = facet(after)
    assert (found.title.zh, found.before and found.before.zh, found.after and found.after.zh) == (
        title,
        before,
        now,
    )


def test_fields_that_come_go_and_move_are_told() -> None:
    body = deepcopy(FORM)
    proof = body["sections"][0]["fields"].pop(1)
    body["sections"][1]["fields"].append(proof)
    body["sections"][0]["fields"].append(make_field("office", type="text", required=True))
    body["sections"][1]["fields"].pop(0)
    found = {one.name: one for one in told(body)}
    assert set(found) == {"office", "opinion", "proof"}
    assert (found["office"].is_new, found["opinion"].is_gone) == (True, True)
    assert found["office"].is_field
    [moved] = found["proof"].facets
    assert (moved.title.zh, moved.after is not None) == ("所在分节", True)


def test_a_new_order_is_told_once() -> None:
    body = deepcopy(FORM)
    body["sections"][0]["fields"].reverse()
    assert facet(body).title.zh == "顺序"
    turned = deepcopy(FORM)
    turned["sections"].reverse()
    assert facet(turned).title.zh == "顺序"


def test_a_new_form_is_told_by_what_it_asks() -> None:
    found = told(FORM, {})
    assert [one.name for one in found if one.is_field and one.is_new] == ["post", "proof", "past", "opinion"]


@given(st.data())
def test_nothing_is_told_exactly_when_the_bodies_agree(data: st.DataObject) -> None:
    body = deepcopy(FORM)
    nodes = [body, *body["sections"], *(one for part in body["sections"] for one in part["fields"])]
    node = data.draw(st.sampled_from(nodes))
    key = data.draw(st.sampled_from([*node, "help"]))
    if key in ("name", "sections", "fields"):
        return
    value = data.draw(st.one_of(st.booleans(), st.text(min_size=1), st.none(), st.just(node.get(key))))
    if value is None:
        node.pop(key, None)
    else:
        node[key] = value
    assert bool(told(body)) == bool(differences(FORM, body))
