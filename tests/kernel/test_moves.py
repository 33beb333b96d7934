"""Merges in which a node would end up in two places."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.differences import MISSING
from kernel.merging import Clash, Ours, Theirs, Value, merged, with_choices
from kernel.nodes import spots_by_name
from tests.kernel.bodies import forms


def form(**sections):
    return {
        "sections": [
            {"name": section, "fields": [{"name": name} | attributes for name, attributes in found.items()]}
            for section, found in sections.items()
        ]
    }


def places(body):
    return [spot.path for spot in spots_by_name(body).get("phone", ())]


A, B, C = (f"sections[{section}].fields[phone]" for section in "abc")


def test_a_node_both_sides_added_in_different_places_clashes():
    theirs, ours = form(a={"phone": {"n": 1}}, b={}), form(a={}, b={"phone": {"n": 2}})
    merge = merged(form(a={}, b={}), theirs, ours)
    assert merge.conflicts == (
        Clash("[phone]", MISSING, {"name": "phone", "n": 1}, {"name": "phone", "n": 2}),
    )
    assert merge.body == ours
    assert with_choices(merge, {"[phone]": Theirs()}) == theirs
    chosen = with_choices(merge, {"[phone]": Value({"name": "phone", "n": 3})})
    assert chosen == form(a={"phone": {"n": 3}}, b={})


def test_a_node_both_sides_moved_to_different_places_clashes():
    base = form(a={"phone": {}}, b={}, c={})
    merge = merged(base, form(a={}, b={"phone": {}}, c={}), form(a={}, b={}, c={"phone": {}}))
    assert [clash.path for clash in merge.conflicts] == ["[phone]"]
    assert places(merge.body) == [C]
    assert places(with_choices(merge, {"[phone]": Theirs()})) == [B]
    assert places(with_choices(merge, {"[phone]": Value(MISSING)})) == []


def test_a_node_they_moved_and_we_changed_stands_once_whatever_is_chosen():
    base, theirs = form(a={"phone": {}}, b={}), form(a={}, b={"phone": {}})
    merge = merged(base, theirs, form(a={"phone": {"n": 1}}, b={}))
    assert [clash.path for clash in merge.conflicts] == [A]
    assert places(merge.body) == [A]
    assert places(with_choices(merge, {A: Theirs()})) == [B]


def test_a_node_we_moved_and_they_changed_stands_once_whatever_is_chosen():
    base, ours = form(a={"phone": {}}, b={}), form(a={}, b={"phone": {}})
    merge = merged(base, form(a={"phone": {"n": 1}}, b={}), ours)
    assert [clash.path for clash in merge.conflicts] == [A]
    assert places(merge.body) == [B]
    assert places(with_choices(merge, {A: Theirs()})) == [A]


def test_a_node_that_travels_with_its_section_has_not_moved():
    base = form(a={"phone": {}}, b={})
    theirs, ours = form(b={}, a={"phone": {}}), form(a={"phone": {"n": 1}}, b={})
    merge = merged(base, theirs, ours)
    assert merge.conflicts == ()
    assert merge.body == form(b={}, a={"phone": {"n": 1}})


@settings(max_examples=200)
@given(forms(), forms(), forms(), st.data())
def test_every_name_stands_once_whatever_is_chosen(base, theirs, ours, data):
    merge = merged(base, theirs, ours)
    choices = {clash.path: data.draw(st.sampled_from([Theirs(), Ours()])) for clash in merge.conflicts}
    assert all(len(spots) == 1 for spots in spots_by_name(with_choices(merge, choices)).values())
