"""Layers of definitions: order, derivation, refusals."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import DefinitionError, PatchError
from kernel.layers import Layer, LayerMode, descendants, resolved, resolved_all

ORDER = ("licensing", "pack_a", "pack_b")


def base(target="licensing.renewal", **body):
    start = {"title": "续期", "steps": [{"name": "city"}, {"name": "province"}]}
    return Layer(target, "chain", "licensing", LayerMode.BASE, body=start | body, place=f"{target}.yaml:1")


def primary(target, inherit, *ops, plugin="pack_a"):
    return Layer(
        target, "chain", plugin, LayerMode.PRIMARY, inherit=inherit, ops=ops, place=f"{target}.yaml:1"
    )


def extension(plugin, *ops, target="licensing.renewal", kind="chain"):
    return Layer(
        target, kind, plugin, LayerMode.EXTENSION, inherit=target, ops=ops, place=f"{plugin}/x.yaml:3"
    )


def studio(*ops, target="licensing.renewal"):
    return Layer(target, "chain", "studio", LayerMode.STUDIO, ops=ops, place=f"studio {target}")


def titled(title):
    return {"attributes": ".", "set": {"title": title}}


def add(name, *, after="city"):
    return {"after": after, "nodes": [{"name": name}]}


def steps(body):
    return [step["name"] for step in body["steps"]]


def refusal(*layers, target="licensing.renewal", order=ORDER):
    with pytest.raises(DefinitionError) as refused:
        resolved(target, layers, order)
    return refused.value


def test_a_base_stands_for_itself():
    assert resolved("licensing.renewal", [base()], ORDER) == base().body


def test_extensions_follow_the_load_order_and_studio_is_last():
    layers = [studio(titled("s")), extension("pack_b", titled("b")), base(), extension("pack_a", titled("a"))]
    assert resolved("licensing.renewal", layers, ORDER)["title"] == "s"
    assert resolved("licensing.renewal", layers[1:], ORDER)["title"] == "b"
    assert resolved("licensing.renewal", layers[1:], ("pack_b", "pack_a"))["title"] == "a"


def test_a_later_layer_finds_the_nodes_of_an_earlier_one():
    layers = [base(), extension("pack_b", add("two", after="one")), extension("pack_a", add("one"))]
    assert steps(resolved("licensing.renewal", layers, ORDER)) == ["city", "one", "two", "province"]


def test_layers_of_one_plugin_follow_the_order_of_its_files():
    layers = [base(), extension("pack_a", titled("one")), extension("pack_a", titled("two"))]
    assert resolved("licensing.renewal", layers, ORDER)["title"] == "two"


def test_a_primary_layer_leaves_its_base_alone():
    layers = [base(), primary("pack_a.renewal", "licensing.renewal", {"remove": "province"})]
    bodies = resolved_all(layers, ORDER)
    assert steps(bodies["pack_a.renewal"]) == ["city"]
    assert steps(bodies["licensing.renewal"]) == ["city", "province"]


def test_an_extension_and_the_studio_layer_of_a_base_reach_every_descendant():
    layers = [
        base(),
        primary("pack_a.renewal", "licensing.renewal", add("own", after="ext")),
        primary("pack_a.deep", "pack_a.renewal"),
        extension("pack_b", add("ext")),
        studio({"remove": "province"}),
    ]
    assert steps(resolved("pack_a.deep", layers, ORDER)) == ["city", "ext", "own"]


def test_an_extension_of_a_descendant_does_not_reach_its_base():
    layers = [
        base(),
        primary("pack_a.renewal", "licensing.renewal"),
        extension("pack_b", add("ext"), target="pack_a.renewal"),
    ]
    assert steps(resolved("licensing.renewal", layers, ORDER)) == ["city", "province"]


def test_no_layer_is_changed():
    layers = [base(), extension("pack_a", add("one"), {"attributes": "one", "set": {"title": "a"}})]
    kept = copy.deepcopy(layers)
    resolved_all(layers, ORDER)
    assert layers == kept


@given(st.permutations(range(6)))
def test_all_definitions_agree_with_each_one_alone_whatever_the_order_of_layers(shuffled):
    layers = [
        base(),
        primary("pack_a.renewal", "licensing.renewal", add("own")),
        primary("pack_b.renewal", "pack_a.renewal", add("more", after="own"), plugin="pack_b"),
        extension("pack_a", titled("a")),
        extension("pack_b", titled("b"), target="pack_a.renewal"),
        studio({"remove": "own"}, target="pack_b.renewal"),
    ]
    mixed = [layers[number] for number in shuffled]
    everything = resolved_all(mixed, ORDER)
    assert everything == resolved_all(layers, ORDER)
    assert everything == {target: resolved(target, mixed, ORDER) for target in everything}


def test_descendants_are_told_through_others():
    layers = [base(), primary("a.x", "licensing.renewal"), primary("b.x", "a.x"), extension("pack_a")]
    assert descendants("licensing.renewal", layers) == {"a.x", "b.x"}
    assert descendants("b.x", layers) == set()


def test_a_patch_that_fits_nothing_is_told_with_the_place_of_its_layer():
    with pytest.raises(PatchError) as refused:
        resolved(
            "licensing.renewal", [base(), extension("pack_a", titled("a"), {"remove": "provinces"})], ORDER
        )
    assert refused.value.place == "pack_a/x.yaml:3 patch[1]"
    assert "province" in refused.value.what.zh


def test_an_unknown_parent_is_refused_where_it_is_named():
    error = refusal(primary("a.x", "b.gone"), target="a.x")
    assert (error.place, "b.gone" in error.what.zh) == ("a.x.yaml:1", True)


def test_a_parent_that_is_only_extended_is_unknown():
    assert "不存在" in refusal(primary("a.x", "b.x"), extension("pack_a", target="b.x"), target="a.x").what.zh


def test_inheritance_in_a_ring_is_refused_with_the_ring():
    ring = [primary("a.x", "b.x"), primary("b.x", "c.x"), primary("c.x", "b.x")]
    error = refusal(*ring, target="a.x")
    assert error.what.en == "Circular inheritance: b.x → c.x → b.x."
    assert error.place == "b.x.yaml:1"


def test_two_bases_are_refused_at_the_second():
    other = Layer("licensing.renewal", "chain", "pack_a", LayerMode.BASE, body={}, place="other.yaml:7")
    assert refusal(base(), other).place == "other.yaml:7"


def test_a_definition_nobody_makes_is_refused():
    assert "nobody.x" in refusal(base(), target="nobody.x").what.zh


def test_an_extension_of_a_definition_nobody_makes_is_refused_at_the_extension():
    with pytest.raises(DefinitionError) as refused:
        resolved_all([base(), extension("pack_a", target="gone.x")], ORDER)
    assert refused.value.place == "pack_a/x.yaml:3"


def test_another_kind_is_refused():
    assert refusal(base(), extension("pack_a", kind="form")).place == "pack_a/x.yaml:3"
    form = Layer("licensing.form", "form", "licensing", LayerMode.BASE, body={}, place="f.yaml:1")
    assert refusal(form, primary("a.x", "licensing.form"), target="a.x").place == "a.x.yaml:1"


def test_an_extension_of_a_plugin_that_is_not_loaded_is_refused():
    assert "pack_c" in refusal(base(), extension("pack_c")).what.zh


def test_a_base_without_a_body_is_refused():
    assert (
        refusal(Layer("licensing.renewal", "chain", "licensing", LayerMode.BASE, place="x:1")).place == "x:1"
    )
