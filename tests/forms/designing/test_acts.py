"""What can be done to a form: names stay unique, nothing is lost, references follow."""

from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import examined
from forms.designing import acts
from forms.designing.nodes import place_of, places
from forms.designing.properties import fresh_field, of_other_type
from kernel.datafiles.writing import value_in, written
from kernel.designs.acts import Done
from kernel.designs.naming import names_in
from kernel.designs.renaming import References, renamed_rule
from kernel.differences import MISSING
from kernel.errors import Invalid, NotFound
from kernel.nodes import Body, same, spots_in
from tests.forms.samples import TYPES, make_field, make_form, make_section

FORM: Body = make_form(
    make_section(
        make_field("kind", type="yes_no"),
        make_field("reason", visible_when='kind == True and text(kind) != "kind"'),
        make_field("people", type="rows", fields=[make_field("person"), make_field("born", type="date")]),
        name="first",
    ),
    make_section(make_field("note"), name="second", visible_when="kind == True"),
)


def order(body: Body) -> list[str]:
    """The names in the order of the form."""
    return [str(place.node["name"]) for place in places(body)]


def fresh(type_name: str) -> Body:
    return fresh_field(type_name, TYPES[type_name])


@st.composite
def acts_on(draw: st.DrawFn, body: Body) -> Done:
    """Any act on any node."""
    names = [*order(body), ""]
    at, into, before = (draw(st.sampled_from(names)) for _ in range(3))
    word = draw(
        st.sampled_from(["add", "section", "move", "shift", "copy", "remove", "rename", "set", "retype"])
    )
    match word:
        case "add":
            kind = draw(st.sampled_from(sorted(TYPES)))
            return acts.added(body, fresh(kind), into=into, before=before)
        case "section":
            return acts.section_added(body, before=before)
        case "move":
            return acts.moved(body, at, into=into, before=before)
        case "shift":
            return acts.shifted(body, at, by=draw(st.sampled_from([-1, 1])))
        case "copy":
            return acts.copied(body, at)
        case "remove":
            return acts.removed(body, at)
        case "retype":
            kind = draw(st.sampled_from(sorted(TYPES)))
            return acts.retyped(body, at, of_other_type(place_of(body, at), kind, TYPES, body))
        case "rename":
            return acts.changed(body, at, {"name": draw(st.sampled_from(["a", "b", "kind", "in", "1x", ""]))})
        case _:
            value = draw(st.sampled_from([MISSING, "甲", {"zh": "甲", "en": "A"}]))
            return acts.changed(body, at, {"title": value, "help": value})


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_sequence_of_acts_leaves_a_form_whose_names_are_unique(data: st.DataObject) -> None:
    body = FORM
    for _ in range(8):
        before = deepcopy(body)
        try:
            done = data.draw(acts_on(body))
        except (Invalid, NotFound):
            assert body == before
            continue
        assert body == before, "an act changes the body it was given"
        found = Counter(spot.node["name"] for spot in spots_in(done.body))
        assert set(found.values()) <= {1}
        assert done.at == "" or done.at in names_in(done.body)
        assert same(value_in(written(done.body), place="form"), done.body), "the text says something else"
        examined(done.body, TYPES)
        body = done.body


@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_a_fresh_field_of_every_type_is_valid(type_name: str) -> None:
    done = acts.added(FORM, fresh(type_name), into="second")
    assert examined(done.body, TYPES)[1] == []
    assert order(done.body).index(done.at) > order(done.body).index("note")


@pytest.mark.parametrize("name", ["kind", "people", "born", "first", "second"])
def test_removing_a_copy_gives_the_form_back(name: str) -> None:
    copy = acts.copied(FORM, name)
    assert acts.removed(copy.body, copy.at).body == FORM


@pytest.mark.parametrize("name", ["reason", "note", "people", "born", "second"])
def test_down_after_up_gives_the_form_back(name: str) -> None:
    up = acts.shifted(FORM, name, by=-1)
    assert up.body != FORM
    assert acts.shifted(up.body, name, by=1).body == FORM


def test_a_field_at_the_edge_goes_into_the_next_section() -> None:
    done = acts.shifted(FORM, "people", by=1)
    assert order(done.body) == ["first", "kind", "reason", "second", "people", "person", "born", "note"]


def test_a_copied_section_refers_to_its_own_fields() -> None:
    copy = acts.copied(FORM, "first").body["sections"][1]
    assert [field["name"] for field in copy["fields"]] == ["kind_1", "reason_1", "people_1"]
    assert copy["fields"][1]["visible_when"] == 'kind_1 == True and text(kind_1) != "kind"'
    assert [column["name"] for column in copy["fields"][2]["fields"]] == ["person_1", "born_1"]


def test_a_field_of_another_type_keeps_what_both_types_have() -> None:
    long = acts.changed(FORM, "note", {"max_length": 40, "only": "digits", "required": True}).body
    done = acts.retyped(long, "note", of_other_type(place_of(long, "note"), "long_text", TYPES, long))
    assert place_of(done.body, "note").node == make_field(
        "note", type="long_text", max_length=40, required=True
    )
    table = acts.retyped(FORM, "note", of_other_type(place_of(FORM, "note"), "rows", TYPES, FORM))
    assert examined(table.body, TYPES)[1] == []
    again = acts.retyped(
        table.body, "note", of_other_type(place_of(table.body, "note"), "text", TYPES, table.body)
    )
    assert again.body == FORM


def test_rules_follow_a_new_name() -> None:
    body = acts.changed(FORM, "kind", {"name": "urgent"}).body
    assert body["sections"][0]["fields"][1]["visible_when"] == 'urgent == True and text(urgent) != "kind"'
    assert body["sections"][1]["visible_when"] == "urgent == True"
    assert examined(body, TYPES)[1] == []


@pytest.mark.parametrize(
    ("source", "renamed"),
    [
        ("a + b(a)", "x + b(x)"),
        ("a(a)", "a(x)"),
        ('"a" == a', '"a" == x'),
        ("a and\n a", "x and\n x"),
        ("ab + a", "ab + x"),
        ("a = =", "a = ="),
    ],
)
def test_only_names_of_values_are_renamed(source: str, renamed: str) -> None:
    assert renamed_rule(source, {"a": "x"}) == renamed


def test_a_property_that_names_a_field_follows_as_well() -> None:
    body = make_form(make_section(make_field("a"), make_field("b", parent="a")))
    found = acts.changed(
        body, "a", {"name": "x"}, references=References(acts.RULES, names=frozenset({"parent"}))
    )
    assert found.body["sections"][0]["fields"][1]["parent"] == "x"


@pytest.mark.parametrize("name", ["", "Kind", "note", "today", "in", "x" * 65, "名"])
def test_a_name_that_rules_could_not_use_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        acts.changed(FORM, "kind", {"name": name})
    assert caught.value.place == "name"


@pytest.mark.parametrize(
    ("at", "into", "before"),
    [("kind", "people", ""), ("person", "second", ""), ("kind", "note", ""), ("kind", "second", "reason")],
)
def test_what_cannot_stand_there_is_not_moved(at: str, into: str, before: str) -> None:
    with pytest.raises(Invalid):
        acts.moved(FORM, at, into=into, before=before)


def test_a_form_is_changed_by_its_own_properties_only() -> None:
    assert acts.changed(FORM, "", {"title": "新"}).body["title"] == "新"
    keys: list[dict[str, Any]] = [{"sections": []}, {"name": "x"}]
    for change in keys:
        with pytest.raises(Invalid):
            acts.changed(FORM, "", change)


@pytest.mark.parametrize(
    ("at", "spot"),
    [
        ("", ("second", "")),
        ("first", ("first", "")),
        ("kind", ("first", "reason")),
        ("people", ("first", "")),
        ("person", ("people", "born")),
    ],
)
def test_a_new_field_comes_after_what_one_looks_at(at: str, spot: tuple[str, str]) -> None:
    assert acts.spot_after(FORM, at) == spot


PAPERS = [
    {"name": "proof", "title": "聘用文件"},
    {"name": "photo", "title": "照片", "required_when": "proof == None"},
]
LISTED: Body = make_form(
    make_section(
        make_field("papers", type="materials", items=PAPERS), make_field("why", visible_when="proof == None")
    )
)


@pytest.mark.parametrize(
    "items",
    [
        [{**PAPERS[0], "name": "contract"}, PAPERS[1]],
        [{"name": "contract", "title": "劳动合同"}, PAPERS[1]],
        [PAPERS[1], {**PAPERS[0], "name": "contract"}],
        [{"name": "fresh", "title": "新"}, {**PAPERS[0], "name": "contract"}, PAPERS[1]],
    ],
    ids=["renamed", "retitled as well", "moved", "one added"],
)
def test_an_item_under_another_name_is_followed_by_the_rules(items: list[Body]):
    body = acts.changed(LISTED, "papers", {"items": items}).body

    assert place_of(body, "why").node["visible_when"] == "contract == None"
    photo = next(one for one in place_of(body, "papers").node["items"] if one["name"] == "photo")
    assert photo["required_when"] == "contract == None"


@pytest.mark.parametrize(
    "items",
    [
        [PAPERS[1]],
        [{"name": "other", "title": "另一份"}, PAPERS[1], {"name": "more", "title": "再一份"}],
        [{**PAPERS[0], "name": "in"}, PAPERS[1]],
    ],
    ids=["removed", "another", "no name"],
)
def test_an_item_that_is_gone_leaves_the_rules_as_they_are(items: list[Body]):
    body = acts.changed(LISTED, "papers", {"items": items}).body

    assert place_of(body, "why").node["visible_when"] == "proof == None"
