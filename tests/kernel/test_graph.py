"""Load order, rings, gaps and dependants."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import DependencyError
from kernel.graph import dependants, ordered, with_dependencies

NAMES = "abcdefgh"


@st.composite
def acyclic(draw):
    """Each name depends on names that come before it in some permutation."""
    order = draw(st.permutations(NAMES))
    return {
        name: draw(st.lists(st.sampled_from(order[:rank]), max_size=3)) if rank else []
        for rank, name in enumerate(order)
    }


anything = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=2), min_size=len(NAMES)
)

PLUGINS = {
    "kernel": [],
    "forms": ["kernel"],
    "approvals": ["kernel"],
    "parties": ["forms", "approvals"],
    "letters": ["parties"],
}


def test_a_name_comes_after_all_it_needs_and_ties_go_by_name():
    assert ordered(PLUGINS) == ["kernel", "approvals", "forms", "parties", "letters"]


@given(acyclic())
def test_every_name_stands_once_and_after_its_dependencies(depends):
    order = ordered(depends)
    assert sorted(order) == sorted(depends)
    assert all(order.index(needed) < order.index(name) for name in depends for needed in depends[name])


@given(acyclic(), st.randoms())
def test_the_order_does_not_hang_on_the_order_of_the_input(depends, random):
    shuffled = list(depends.items())
    random.shuffle(shuffled)
    assert ordered(dict(shuffled)) == ordered(depends)


@given(anything)
def test_a_graph_is_ordered_or_its_ring_is_real(depends):
    try:
        order = ordered(depends)
    except DependencyError as refused:
        ring = refused.what.en.removeprefix("Circular dependency: ").removesuffix(".").split(" → ")
        assert len(ring) > 1
        assert ring[0] == ring[-1]
        assert all(needed in depends[name] for name, needed in pairwise(ring))
    else:
        assert all(order.index(needed) < order.index(name) for name in depends for needed in depends[name])


def test_a_ring_is_told_from_its_first_name():
    with pytest.raises(DependencyError) as refused:
        ordered({"a": ["d"], "d": ["c"], "b": ["d"], "c": ["b"]})
    assert refused.value.what.zh == "循环依赖：b → d → c → b。"


def test_what_needs_itself_is_a_ring():
    with pytest.raises(DependencyError, match="a → a"):
        ordered({"a": ["a"]})


def test_every_missing_dependency_is_told():
    with pytest.raises(DependencyError) as refused:
        ordered({"b": ["y"], "a": ["x", "b"]})
    assert refused.value.place == "a"
    assert refused.value.what.en == "a depends on x, which is missing."
    assert [problem.what.en for problem in refused.value.problems] == ["b depends on y, which is missing."]


def test_dependants_are_told_through_others():
    assert dependants("forms", PLUGINS) == {"parties", "letters"}
    assert dependants("letters", PLUGINS) == set()


@given(acyclic())
def test_dependants_are_those_whose_closure_holds_the_name(depends):
    for name in depends:
        needing = {other for other in depends if name in with_dependencies([other], depends)} - {name}
        assert dependants(name, depends) == needing


def test_names_come_with_all_they_need_in_load_order():
    assert with_dependencies(["parties"], PLUGINS) == ["kernel", "approvals", "forms", "parties"]


def test_a_fault_elsewhere_does_not_matter():
    assert with_dependencies(["forms"], PLUGINS | {"bad": ["gone"], "ring": ["ring"]}) == ["kernel", "forms"]


def test_a_missing_dependency_inside_the_closure_is_refused():
    with pytest.raises(DependencyError, match="找不到 gone"):
        with_dependencies(["bad"], PLUGINS | {"bad": ["gone"]})


def test_an_unknown_name_is_refused():
    with pytest.raises(DependencyError, match="nowhere"):
        with_dependencies(["forms", "nowhere"], PLUGINS)
