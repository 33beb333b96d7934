"""The patch found between two bodies: always right, and small."""

import copy

from hypothesis import given, settings

from kernel.nodes import same
from kernel.patching import applied, operations_between, read_ops
from tests.kernel.bodies import forms, pairs


def node(name, **rest):
    return {"name": name, **rest}


def make_form():
    return {
        "title": "续期",
        "sections": [
            node("applicant", fields=[node("phone", title="电话"), node("mail"), node("post")]),
            node("employer", fields=[node("code"), node("seal", hint="公章", rows=[node("row")])]),
        ],
    }


def found(change):
    before, after = make_form(), make_form()
    change(after, *(section["fields"] for section in after["sections"]))
    ops = operations_between(before, after)
    assert same(applied(before, read_ops(ops)), after)
    return ops


@settings(max_examples=200)
@given(pairs())
def test_the_patch_between_two_bodies_makes_the_second_of_the_first(pair):
    before, after = pair
    kept = copy.deepcopy(pair)
    ops = operations_between(before, after)
    assert same(applied(before, read_ops(ops)), after)
    assert (ops == []) == same(before, after)
    assert same(list(pair), list(kept))


@given(forms(), forms())
def test_while_every_name_stands_once_no_key_of_the_root_is_written(before, after):
    ops = operations_between(before, after)
    assert same(applied(before, read_ops(ops)), after)
    assert all(op.get("attributes") != "." for op in ops)


def test_one_attribute_is_set_on_its_node_alone():
    def change(_form, _applicant, employer):
        employer[1]["hint"] = "印章"

    assert found(change) == [{"attributes": "seal", "set": {"hint": "印章"}}]


def test_true_in_place_of_one_is_a_change():
    before, after = {"fields": [node("a", n=1)]}, {"fields": [node("a", n=True)]}
    assert operations_between(before, after) == [{"attributes": "a", "set": {"n": True}}]


def test_an_attribute_that_went_is_unset():
    def change(form, applicant, _employer):
        del applicant[0]["title"]
        del form["title"]

    assert found(change) == [
        {"attributes": "phone", "unset": ["title"]},
        {"attributes": ".", "unset": ["title"]},
    ]


def test_new_nodes_in_a_row_are_one_insertion_after_their_neighbour():
    def change(_form, applicant, _employer):
        applicant[1:1] = [node("fax"), node("pager")]

    assert found(change) == [{"after": "phone", "nodes": [node("fax"), node("pager")]}]


def test_a_new_first_node_is_put_before_its_neighbour():
    def change(form, *_fields):
        form["sections"].insert(0, node("guide"))

    assert found(change) == [{"before": "applicant", "nodes": [node("guide")]}]


def test_a_new_last_node_is_put_inside_the_node_that_holds_the_list():
    def change(form, applicant, _employer):
        applicant.append(node("fax"))
        form["sections"].append(node("agent"))

    assert found(change) == [
        {"inside": "applicant", "nodes": [node("fax")], "in": "fields"},
        {"inside": ".", "nodes": [node("agent")], "in": "sections"},
    ]


def test_nodes_that_went_are_removed_by_name():
    def change(_form, applicant, employer):
        del applicant[0]
        employer.clear()

    assert found(change) == [{"remove": "phone"}, {"remove": "code"}, {"remove": "seal"}]


def test_a_node_that_moved_up_is_the_only_one_moved():
    def change(_form, applicant, _employer):
        applicant.insert(0, applicant.pop())

    assert found(change) == [{"remove": "post"}, {"before": "phone", "nodes": [node("post")]}]


def test_the_heavier_node_stays_when_two_change_places():
    heavy = node("group", rows=[node("row")])
    assert operations_between({"fields": [heavy, node("a")]}, {"fields": [node("a"), heavy]}) == [
        {"remove": "a"},
        {"before": "group", "nodes": [node("a")]},
    ]


def test_a_node_that_moved_to_another_list_leaves_before_it_comes():
    def change(_form, applicant, employer):
        employer.insert(1, applicant.pop(0))

    assert found(change) == [{"remove": "phone"}, {"after": "code", "nodes": [node("phone", title="电话")]}]


def test_nodes_that_were_wrapped_leave_before_their_wrapper_comes():
    def change(_form, applicant, _employer):
        applicant[0:2] = [node("group", fields=applicant[0:2])]

    assert [next(iter(op)) for op in found(change)] == ["remove", "remove", "before"]


def test_nodes_under_unnamed_dicts_and_lists_are_still_reached():
    def make(title):
        return {"chain": {"branches": [{"when": "a", "steps": [node("city", title=title)]}, {"steps": []}]}}

    ops = operations_between(make("市"), make("窗口"))
    assert ops == [{"attributes": "city", "set": {"title": "窗口"}}]


def test_a_node_held_by_a_key_is_replaced_when_it_is_another():
    ops = operations_between({"head": node("a", n=1)}, {"head": node("b", n=1)})
    assert ops == [{"replace": "a", "with": node("b", n=1)}]


def test_an_unnamed_change_is_a_whole_key_of_the_nearest_node():
    before = {"steps": [node("city", office={"level": "city", "routing": "any"}), node("province")]}
    after = {"steps": [node("city", office={"level": "city"}), node("province")]}
    assert operations_between(before, after) == [{"attributes": "city", "set": {"office": {"level": "city"}}}]


def test_twins_elsewhere_do_not_make_the_patch_coarse():
    twins = [node("x"), node("x")]
    before = {"a": twins, "fields": [node("phone", n=1)]}
    after = {"a": twins, "fields": [node("phone", n=2)]}
    assert operations_between(before, after) == [{"attributes": "phone", "set": {"n": 2}}]


def test_a_changed_twin_is_written_with_the_key_around_it():
    before = {"sections": [node("s", fields=[node("x"), node("x")], title="a"), node("t")]}
    after = {"sections": [node("s", fields=[node("x"), node("x", n=1)], title="a"), node("t")]}
    ops = operations_between(before, after)
    assert ops == [{"attributes": "s", "set": {"fields": [node("x"), node("x", n=1)]}}]


def test_new_twins_are_written_as_a_whole_key_of_the_root():
    before = {"sections": [node("s", fields=[node("x")])], "title": "a"}
    after = {"sections": [node("s", fields=[node("x"), node("x")])], "title": "a"}
    assert operations_between(before, after) == [{"attributes": ".", "set": {"sections": after["sections"]}}]
