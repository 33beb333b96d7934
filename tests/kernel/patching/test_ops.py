"""Reading patches: what is accepted, and how a refusal reads."""

import pytest

from kernel.errors import PatchError
from kernel.patching.ops import After, Attributes, Before, Inside, Remove, Replace, read_ops

NODE = {"name": "fax"}


@pytest.mark.parametrize(
    ("raw", "op"),
    [
        ({"before": "phone", "nodes": [NODE]}, Before("phone", "f:1 patch[0]", (NODE,))),
        ({"after": "phone", "nodes": [NODE]}, After("phone", "f:1 patch[0]", (NODE,))),
        ({"inside": "applicant", "nodes": [NODE]}, Inside("applicant", "f:1 patch[0]", (NODE,), None)),
        ({"inside": ".", "nodes": [NODE], "in": "fields"}, Inside(".", "f:1 patch[0]", (NODE,), "fields")),
        ({"replace": "phone", "with": NODE}, Replace("phone", "f:1 patch[0]", NODE)),
        ({"remove": "phone"}, Remove("phone", "f:1 patch[0]")),
        ({"attributes": "phone", "set": {"a": 1}}, Attributes("phone", "f:1 patch[0]", {"a": 1}, ())),
        ({"attributes": ".", "unset": ["name"]}, Attributes(".", "f:1 patch[0]", {}, ("name",))),
    ],
)
def test_each_verb_is_read_into_its_own_value(raw, op):
    assert read_ops([raw], "f:1") == (op,)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("remove", "键值表"),
        ({}, "动词"),
        ({"remove": "a", "replace": "b", "with": NODE}, "remove"),
        ({"remove": "a", "nodes": [NODE]}, "nodes"),
        ({"remove": 5}, "节点名"),
        ({"remove": ""}, "节点名"),
        ({"remove": "."}, "根"),
        ({"before": ".", "nodes": [NODE]}, "根"),
        ({"before": "a"}, "nodes"),
        ({"before": "a", "nodes": []}, "nodes"),
        ({"before": "a", "nodes": [NODE, {"title": "a"}]}, "nodes[1]"),
        ({"before": "a", "nodes": [{"name": "."}]}, "nodes[0]"),
        ({"inside": "a", "nodes": [NODE], "in": 3}, "in"),
        ({"replace": "a"}, "with"),
        ({"replace": "a", "with": {"name": 5}}, "with"),
        ({"attributes": "a"}, "set"),
        ({"attributes": "a", "set": ["b"]}, "set"),
        ({"attributes": "a", "set": {5: "b"}}, "set"),
        ({"attributes": "a", "unset": "b"}, "unset"),
        ({"attributes": "a", "set": {"b": 1}, "unset": ["b"]}, "b"),
        ({"attributes": "a", "set": {"name": "b"}}, "name"),
        ({"attributes": "a", "unset": ["name"]}, "name"),
    ],
)
def test_a_malformed_operation_is_refused_with_its_place(raw, said):
    with pytest.raises(PatchError) as refused:
        read_ops([{"remove": "x"}, raw], "forms/renewal.yaml:12")
    assert refused.value.place == "forms/renewal.yaml:12 patch[1]"
    assert said in refused.value.what.zh


def test_a_patch_that_is_no_list_is_refused():
    with pytest.raises(PatchError) as refused:
        read_ops({"remove": "phone"}, "forms/renewal.yaml:12")
    assert refused.value.place == "forms/renewal.yaml:12"


def test_the_name_may_be_repeated_but_not_changed():
    assert read_ops([{"attributes": "a", "set": {"name": "a", "title": "b"}}])
