"""Three-way merges: what is taken, what clashes, and what a choice does."""

import copy

import pytest
from hypothesis import given

from kernel.differences import MISSING, Difference
from kernel.errors import MergeConflict
from kernel.merging import Clash, Ours, Theirs, Value, merged, with_choices
from kernel.nodes import node_list, same
from tests.kernel.bodies import pairs, triples


def fields(*names, **attributes):
    return {"fields": [{"name": name, **attributes.get(name, {})} for name in names]}


def order(body):
    return [node["name"] for node in body["fields"]]


def unordered(value):
    """The same value with its lists of named nodes in the order of their names."""
    if isinstance(value, dict):
        return {key: unordered(child) for key, child in value.items()}
    nodes = node_list(value)
    if nodes is not None:
        return [unordered(nodes[name]) for name in sorted(nodes)]
    return [unordered(item) for item in value] if isinstance(value, list) else value


@given(pairs())
def test_what_only_one_side_changed_is_taken_as_it_is(pair):
    base, changed = pair
    assert same(merged(base, changed, base).body, changed)
    assert same(merged(base, base, changed).body, changed)
    assert not merged(base, changed, base).conflicts
    assert not merged(base, base, changed).conflicts


@given(pairs())
def test_nothing_clashes_where_both_sides_say_the_same(pair):
    base, changed = pair
    merge = merged(base, changed, changed)
    assert same(merge.body, changed)
    assert (merge.conflicts, merge.theirs_only, merge.ours_only) == ((), (), ())


@given(triples())
def test_a_merge_is_the_same_from_both_sides(triple):
    base, theirs, ours = triple
    here, there = merged(base, theirs, ours), merged(base, ours, theirs)
    paths = [clash.path for clash in here.conflicts]
    assert len(set(paths)) == len(paths)
    assert set(paths) == {clash.path for clash in there.conflicts}
    assert {one.path for one in here.theirs_only} == {one.path for one in there.ours_only}
    assert same(unordered(with_choices(here, dict.fromkeys(paths, Theirs()))), unordered(there.body))


@given(triples())
def test_ours_is_kept_until_a_choice_is_made(triple):
    merge = merged(*triple)
    assert same(with_choices(merge, {}), merge.body)
    assert same(with_choices(merge, {clash.path: Ours() for clash in merge.conflicts}), merge.body)


@given(triples())
def test_no_side_is_changed_by_merging(triple):
    kept = copy.deepcopy(triple)
    merge = merged(*triple)
    with_choices(merge, {clash.path: Theirs() for clash in merge.conflicts})
    assert same(list(triple), list(kept))


def test_each_side_s_own_changes_are_told():
    base = {"title": "a", **fields("x", "y")}
    merge = merged(base, base | {"title": "b"}, {"title": "a", **fields("x", "y", "z")})
    assert same(merge.body, {"title": "b", **fields("x", "y", "z")})
    assert merge.theirs_only == (Difference("title", "a", "b"),)
    assert merge.ours_only == (Difference("fields[z]", MISSING, {"name": "z"}),)


def test_two_attributes_of_one_node_do_not_clash():
    base = fields("x", x={"title": "a", "hint": "a"})
    theirs = fields("x", x={"title": "b", "hint": "a"})
    ours = fields("x", x={"title": "a", "hint": "b"})
    assert merged(base, theirs, ours).body == fields("x", x={"title": "b", "hint": "b"})


def test_an_attribute_both_changed_clashes():
    base, theirs, ours = (fields("x", x={"title": title}) for title in "abc")
    merge = merged(base, theirs, ours)
    assert merge.conflicts == (Clash("fields[x].title", "a", "b", "c"),)
    assert with_choices(merge, {"fields[x].title": Theirs()}) == theirs
    assert with_choices(merge, {"fields[x].title": Value("d")}) == fields("x", x={"title": "d"})
    assert with_choices(merge, {"fields[x].title": Value(MISSING)}) == fields("x")


def test_true_and_one_clash():
    assert [clash.path for clash in merged({"a": 0}, {"a": 1}, {"a": True}).conflicts] == ["a"]


def test_a_node_one_side_removed_and_the_other_changed_clashes():
    merge = merged(fields("x", "y"), fields("y"), fields("x", "y", x={"title": "a"}))
    assert merge.conflicts == (Clash("fields[x]", {"name": "x"}, MISSING, {"name": "x", "title": "a"}),)
    assert order(merge.body) == ["x", "y"]
    assert order(with_choices(merge, {"fields[x]": Theirs()})) == ["y"]


def test_a_node_both_added_differently_clashes_as_a_whole():
    merge = merged(fields(), fields("x", x={"title": "a"}), fields("x", x={"hint": "b"}))
    assert [(clash.path, clash.base) for clash in merge.conflicts] == [("fields[x]", MISSING)]


def test_other_lists_clash_as_a_whole():
    assert merged({"a": [1]}, {"a": [1, 2]}, {"a": [1, 3]}).conflicts == (Clash("a", [1], [1, 2], [1, 3]),)


def test_our_additions_stand_after_the_neighbour_they_followed():
    merge = merged(fields("a", "b"), fields("n", "a", "b", "t"), fields("first", "a", "o", "p", "b", "last"))
    assert order(merge.body) == ["first", "n", "a", "o", "p", "b", "last", "t"]


def test_an_order_one_side_changed_is_taken_with_the_other_s_additions():
    theirs = merged(fields("a", "b", "c"), fields("c", "a", "b"), fields("a", "o", "b", "c"))
    assert order(theirs.body) == ["c", "a", "o", "b"]
    assert theirs.theirs_only == (Difference("fields[]", ["a", "b", "c"], ["c", "a", "b"]),)
    ours = merged(fields("a", "b", "c"), fields("a", "t", "b", "c"), fields("c", "a", "b"))
    assert order(ours.body) == ["c", "a", "t", "b"]
    assert ours.ours_only == (Difference("fields[]", ["a", "b", "c"], ["c", "a", "b"]),)


def test_an_order_both_changed_clashes():
    merge = merged(fields("a", "b", "c"), fields("c", "a", "b"), fields("b", "a", "c", "o"))
    assert merge.conflicts == (Clash("fields[]", ["a", "b", "c"], ["c", "a", "b"], ["b", "a", "c", "o"]),)
    assert order(merge.body) == ["b", "a", "c", "o"]
    assert order(with_choices(merge, {"fields[]": Theirs()})) == ["c", "o", "a", "b"]
    assert order(with_choices(merge, {"fields[]": Value(["a", "c", "x", "b", "a"])})) == ["a", "c", "o", "b"]


def test_a_choice_without_a_clash_is_refused():
    with pytest.raises(MergeConflict, match="title"):
        with_choices(merged({}, {}, {}), {"title": Ours()})
