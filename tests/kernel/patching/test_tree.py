"""The working copy and its index of names."""

from hypothesis import given

from kernel.nodes import same, spots_by_name
from kernel.patching.tree import Tree
from tests.kernel.bodies import bodies, pairs


def index(tree):
    return {name: len(held) for name, held in tree.holdings.items() if held}


def counted(body):
    return {name: len(spots) for name, spots in spots_by_name(body).items()}


@given(bodies)
def test_the_copy_agrees_and_knows_every_node(body):
    tree = Tree(body)
    assert same(tree.root, body)
    assert index(tree) == counted(body)


@given(pairs())
def test_the_index_follows_values_that_are_set_and_unset(pair):
    before, after = pair
    tree = Tree(before)
    for key in before:
        tree.unset(tree.root, key)
    for key, value in after.items():
        tree.set(tree.root, key, value)
    assert index(tree) == counted(after)


@given(bodies)
def test_the_index_follows_nodes_that_are_removed(body):
    tree = Tree(body)
    while found := [held for held in tree.holdings.values() if held]:
        tree.remove(found[0][0])
    assert counted(tree.root) == {}


def test_only_names_doubled_by_this_operation_are_told():
    tree = Tree({"fields": [{"name": "a"}, {"name": "a"}, {"name": "b"}]})
    tree.turn()
    tree.insert(tree.root["fields"], 0, [{"name": "a"}, {"name": "b"}, {"name": "c"}])
    assert tree.doubled() == ["b"]
    tree.turn()
    assert tree.doubled() == []
