"""Nodes, their places, and JSON equality."""

import json

import pytest
from hypothesis import given

from kernel.nodes import Home, item_steps, key_path, name_of, node_list, same, spots_by_name, spots_in
from tests.kernel.bodies import bodies, pairs


@pytest.mark.parametrize(
    "value", [{"name": ""}, {"name": "."}, {"name": 5}, {"title": "a"}, ["name"], "name", None]
)
def test_only_a_dict_with_a_usable_name_is_a_node(value):
    assert name_of(value) is None


def test_true_is_not_one_at_any_depth():
    assert not same({"a": [{"b": True}]}, {"a": [{"b": 1}]})
    assert not same(False, 0)


@given(pairs())
def test_values_are_the_same_exactly_when_their_json_is(pair):
    before, after = pair
    assert same(before, after) == (json.dumps(before, sort_keys=True) == json.dumps(after, sort_keys=True))


def test_a_list_of_uniquely_named_nodes_is_read_by_name():
    assert list(node_list([{"name": "b"}, {"name": "a"}]) or ()) == ["b", "a"]


@pytest.mark.parametrize(
    "value", [[{"name": "a"}, {"name": "a"}], [{"name": "a"}, 1], [{"title": "a"}], {"name": "a"}]
)
def test_any_other_list_is_not(value):
    assert node_list(value) is None


def test_items_are_told_by_name_while_the_name_stands_once():
    assert item_steps([{"name": "a"}, {"name": "b"}, {"name": "a"}, 7]) == ["[#0]", "[b]", "[#2]", "[#3]"]


def test_keys_with_path_signs_are_quoted():
    assert key_path("a", "b.c") == 'a."b.c"'
    assert key_path("", "说明") == "说明"


def test_a_node_tells_its_path_and_the_node_that_holds_it():
    body = {"sections": [{"name": "applicant", "layout": {"fields": [{"name": "phone"}]}}]}
    [section, field] = spots_in(body)
    assert (section.path, section.home) == ("sections[applicant]", Home(".", "sections"))
    assert (field.path, field.home) == (
        "sections[applicant].layout.fields[phone]",
        Home("applicant", "layout.fields"),
    )


def test_the_root_is_no_node():
    assert list(spots_in({"name": "form", "head": {"name": "head"}})) == [
        ("head", Home(".", "head"), {"name": "head"})
    ]


@given(bodies)
def test_no_two_nodes_have_the_same_path(body):
    paths = [spot.path for spots in spots_by_name(body).values() for spot in spots]
    assert len(set(paths)) == len(paths)
