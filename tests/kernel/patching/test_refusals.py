"""What a patch says that cannot be applied."""

import pytest

from kernel.errors import PatchError
from kernel.patching import applied, read_ops

BODY = {
    "head": {"name": "head"},
    "sections": [
        {"name": "applicant", "fields": [{"name": "phone"}, {"name": "mail"}], "hints": [{"name": "hint"}]},
        {"name": "employer", "fields": [{"name": "mail"}], "title": "单位"},
        {"name": "office", "fields": [{"name": "twin"}, {"name": "twin"}]},
    ],
}


def refusal(op):
    with pytest.raises(PatchError) as refused:
        applied(BODY, read_ops([{"attributes": ".", "set": {"title": "a"}}, op], "forms/renewal.yaml:12"))
    assert refused.value.place == "forms/renewal.yaml:12 patch[1]"
    return refused.value


def test_a_target_that_is_nowhere_is_named_with_those_close_to_it():
    error = refusal({"remove": "phones"})
    assert error.what.zh == "没有名为“phones”的节点；相近的有：phone。"
    assert error.what.en == 'No node is named "phones"; close: phone.'


def test_without_a_close_name_the_first_names_are_told():
    assert "现有：head、applicant、phone、mail" in refusal({"remove": "完全不同"}).what.zh


def test_in_a_body_without_nodes_that_is_said():
    with pytest.raises(PatchError, match="一个也没有"):
        applied({"title": "a"}, read_ops([{"remove": "phone"}]))


def test_a_removed_node_is_no_longer_offered():
    with pytest.raises(PatchError) as refused:
        applied(BODY, read_ops([{"remove": "phone"}, {"remove": "phone"}]))
    assert "相近" not in refused.value.what.zh


def test_a_target_that_stands_twice_is_told_with_all_its_paths():
    error = refusal({"attributes": "mail", "set": {"title": "a"}})
    assert "2 个：sections[applicant].fields[mail]、sections[employer].fields[mail]。" in error.what.zh
    assert "2 nodes" in error.what.en


def test_twins_in_one_list_are_told_by_their_numbers():
    assert "sections[office].fields[#0]、sections[office].fields[#1]" in refusal({"remove": "twin"}).what.zh


def test_a_doubled_name_is_told_with_both_paths():
    error = refusal({"inside": "employer", "nodes": [{"name": "phone"}]})
    assert "sections[applicant].fields[phone]、sections[employer].fields[phone]" in error.what.zh


@pytest.mark.parametrize(
    ("op", "said"),
    [
        ({"before": "head", "nodes": [{"name": "x"}]}, "节点“head”（head）不在列表中"),
        ({"inside": "phone", "nodes": [{"name": "x"}]}, "节点“phone”没有节点列表"),
        ({"inside": "applicant", "nodes": [{"name": "x"}]}, "fields、hints"),
        ({"inside": "employer", "nodes": [{"name": "x"}], "in": "title"}, "“title”不是列表"),
        ({"attributes": "employer", "unset": ["titel"]}, "没有键“titel”；相近的有：title"),
        ({"attributes": ".", "unset": ["sektions"]}, "根“.”没有键“sektions”；相近的有：sections"),
    ],
)
def test_other_refusals_name_the_node_and_what_is_there(op, said):
    assert said in refusal(op).what.zh
