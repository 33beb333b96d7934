"""Differences of bodies and the paths they stand at."""

from hypothesis import given

from kernel.differences import MISSING, Difference, differences
from kernel.nodes import same
from tests.kernel.bodies import bodies, pairs


def make_form(**phone):
    fields = [{"name": "phone", "title": "电话"} | phone, {"name": "mail"}]
    return {"sections": [{"name": "applicant", "fields": fields}]}


def test_a_changed_attribute_is_told_by_the_names_on_the_way():
    assert differences(make_form(), make_form(title="手机")) == (
        Difference("sections[applicant].fields[phone].title", "电话", "手机"),
    )


def test_what_came_and_went_is_told_with_missing():
    assert differences({"a": None}, {"b": False}) == (
        Difference("a", None, MISSING),
        Difference("b", MISSING, False),
    )


def test_true_in_place_of_one_is_a_difference():
    assert differences({"a": 1}, {"a": True}) == (Difference("a", 1, True),)


def test_nodes_are_matched_by_name():
    before = {"fields": [{"name": "a"}, {"name": "b"}]}
    after = {"fields": [{"name": "c"}, {"name": "b"}]}
    assert differences(before, after) == (
        Difference("fields[a]", {"name": "a"}, MISSING),
        Difference("fields[c]", MISSING, {"name": "c"}),
    )


def test_a_new_order_is_one_difference():
    before = {"fields": [{"name": "a"}, {"name": "b"}]}
    after = {"fields": [{"name": "b"}, {"name": "a"}]}
    assert differences(before, after) == (Difference("fields[]", ["a", "b"], ["b", "a"]),)


def test_other_lists_are_one_value():
    assert differences({"a": [1, 2]}, {"a": [1, 3]}) == (Difference("a", [1, 2], [1, 3]),)


def test_a_node_under_a_key_is_another_when_its_name_is():
    before, after = {"head": {"name": "a", "x": 1}}, {"head": {"name": "b", "x": 1}}
    assert differences(before, after) == (Difference("head", before["head"], after["head"]),)


@given(pairs())
def test_there_are_none_exactly_when_the_bodies_agree(pair):
    before, after = pair
    assert (differences(before, after) == ()) == same(before, after)


@given(bodies)
def test_a_body_does_not_differ_from_itself(body):
    assert differences(body, body) == ()


@given(pairs())
def test_each_path_is_told_once(pair):
    paths = [difference.path for difference in differences(*pair)]
    assert len(set(paths)) == len(paths)


@given(pairs())
def test_the_way_back_is_the_mirror_image(pair):
    before, after = pair
    there = {one.path: (one.before, one.after) for one in differences(before, after)}
    back = {one.path: (one.after, one.before) for one in differences(after, before)}
    assert there.keys() == back.keys()
    assert all(same(list(there[path]), list(back[path])) for path in there)
