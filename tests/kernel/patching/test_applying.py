"""Patches applied: the six verbs, order, and inputs left alone."""

import copy

import pytest
from hypothesis import given

from kernel.errors import PatchError
from kernel.nodes import same
from kernel.patching import applied, read_ops
from tests.kernel.bodies import pairs


def make_form():
    return {
        "title": "续期",
        "head": {"name": "head", "text": "说明"},
        "sections": [
            {"name": "applicant", "fields": [{"name": "phone"}, {"name": "mail", "required": True}]},
            {"name": "employer", "fields": [], "hints": []},
        ],
    }


def patched(*ops):
    return applied(make_form(), read_ops(list(ops)))


def names(nodes):
    return [node["name"] for node in nodes]


def test_nodes_are_put_before_the_target():
    body = patched({"before": "mail", "nodes": [{"name": "fax"}, {"name": "post"}]})
    assert names(body["sections"][0]["fields"]) == ["phone", "fax", "post", "mail"]


def test_nodes_are_put_after_the_target():
    body = patched({"after": "phone", "nodes": [{"name": "fax"}, {"name": "post"}]})
    assert names(body["sections"][0]["fields"]) == ["phone", "fax", "post", "mail"]


def test_nodes_are_put_at_the_end_of_the_only_list_of_nodes():
    body = patched({"inside": "applicant", "nodes": [{"name": "fax"}]})
    assert names(body["sections"][0]["fields"]) == ["phone", "mail", "fax"]


def test_nodes_are_put_into_the_list_that_is_named():
    body = patched({"inside": "employer", "nodes": [{"name": "fax"}], "in": "hints"})
    assert names(body["sections"][1]["hints"]) == ["fax"]


def test_nodes_are_put_into_a_list_of_the_root():
    body = patched({"inside": ".", "nodes": [{"name": "agent"}], "in": "sections"})
    assert names(body["sections"]) == ["applicant", "employer", "agent"]


def test_a_list_that_is_named_and_not_there_is_made():
    body = patched(
        {"inside": "phone", "nodes": [{"name": "one"}], "in": "rules"},
        {"inside": "phone", "nodes": [{"name": "two"}], "in": "rules"},
    )
    assert names(body["sections"][0]["fields"][0]["rules"]) == ["one", "two"]


def test_a_node_is_replaced_where_it_stands():
    body = patched(
        {"replace": "phone", "with": {"name": "mobile"}}, {"replace": "head", "with": {"name": "top"}}
    )
    assert names(body["sections"][0]["fields"]) == ["mobile", "mail"]
    assert body["head"] == {"name": "top"}


def test_a_node_is_removed_with_all_it_holds():
    body = patched({"remove": "applicant"}, {"remove": "head"})
    assert names(body["sections"]) == ["employer"]
    assert "head" not in body


def test_attributes_are_set_and_unset():
    body = patched({"attributes": "mail", "set": {"title": "邮箱"}, "unset": ["required"]})
    assert body["sections"][0]["fields"][1] == {"name": "mail", "title": "邮箱"}


def test_attributes_of_the_root_are_set_and_unset():
    body = patched({"attributes": ".", "set": {"name": "renewal"}, "unset": ["title", "head", "sections"]})
    assert body == {"name": "renewal"}


def test_a_later_operation_sees_what_an_earlier_one_did():
    body = patched(
        {"inside": "employer", "nodes": [{"name": "group", "fields": [{"name": "fax"}]}], "in": "fields"},
        {"attributes": "fax", "set": {"title": "传真"}},
        {"attributes": "group", "set": {"fields": [{"name": "post"}]}},
        {"after": "post", "nodes": [{"name": "fax"}]},
        {"remove": "post"},
    )
    assert body["sections"][1]["fields"] == [{"name": "group", "fields": [{"name": "fax"}]}]


def test_a_node_moves_by_removal_and_insertion():
    body = patched({"remove": "phone"}, {"inside": "employer", "nodes": [{"name": "phone"}], "in": "fields"})
    assert names(body["sections"][1]["fields"]) == ["phone"]


@pytest.mark.parametrize(
    "op",
    [
        {"after": "mail", "nodes": [{"name": "phone"}]},
        {"inside": "employer", "nodes": [{"name": "fax"}, {"name": "fax"}], "in": "fields"},
        {"inside": "employer", "nodes": [{"name": "group", "fields": [{"name": "phone"}]}], "in": "fields"},
        {"replace": "mail", "with": {"name": "phone"}},
        {"attributes": "mail", "set": {"other": {"name": "phone"}}},
    ],
)
def test_a_second_node_of_a_name_is_refused(op):
    with pytest.raises(PatchError, match="重复"):
        patched(op)


def test_a_name_that_stood_twice_before_may_stand_three_times():
    body = {"fields": [{"name": "a"}, {"name": "a"}, {"name": "b"}]}
    after = applied(body, read_ops([{"after": "b", "nodes": [{"name": "a"}]}]))
    assert names(after["fields"]) == ["a", "a", "b", "a"]


def test_whole_keys_of_the_root_are_written_as_given():
    body = applied({}, read_ops([{"attributes": ".", "set": {"fields": [{"name": "a"}, {"name": "a"}]}}]))
    assert names(body["fields"]) == ["a", "a"]


def test_neither_the_body_nor_the_patch_is_changed():
    body, raw = (
        make_form(),
        [
            {"inside": "applicant", "nodes": [{"name": "group", "fields": []}]},
            {"inside": "group", "nodes": [{"name": "fax"}], "in": "fields"},
            {"attributes": "fax", "set": {"rules": {"a": [1]}}},
            {"remove": "phone"},
            {"attributes": "mail", "set": {"title": "邮箱"}, "unset": ["required"]},
        ],
    )
    kept = copy.deepcopy((body, raw))
    applied(body, read_ops(raw))
    assert (body, raw) == kept


@given(pairs())
def test_setting_all_keys_of_the_root_makes_any_body(pair):
    before, after = pair
    unset = [key for key in before if key not in after]
    ops = [{"attributes": ".", "set": after, "unset": unset}] if after or unset else []
    assert same(applied(before, read_ops(ops)), after)
