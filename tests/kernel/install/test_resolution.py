"""What definitions come to: the layers folded one after the other, and the studio carried onto new ground."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.layers import Layer, LayerMode
from kernel.merging import Merge, Ours, Theirs, with_choices
from kernel.nodes import Body, same
from kernel.patching import operations_between
from kernel.resolution import StudioLayer, resolution
from tests.kernel.bodies import forms

STUDIO = "studio"
PLUGINS = ["p", "q", "r"]
ORDER = (*PLUGINS, STUDIO)


@dataclass
class Story:
    """Layers as they came about, and what every definition came to when they were put on one by one."""

    layers: list[Layer] = field(default_factory=list)
    studio: list[StudioLayer] = field(default_factory=list)
    bodies: dict[str, Body] = field(default_factory=dict)


def made(
    target: str, plugin: str, mode: LayerMode, *, before: Body, after: Body, inherit: str | None = None
) -> Layer:
    """The layer that makes `after` of `before`."""
    return Layer(target, "form", plugin, mode, None, inherit, tuple(operations_between(before, after)))


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A base, a few definitions that derive from it or each other, extensions and studio layers on any."""
    story = Story()
    for number in range(draw(st.integers(1, 4))):
        target = f"p.d{number}"
        parent = draw(st.none() | st.sampled_from(sorted(story.bodies))) if story.bodies else None
        body = draw(forms())
        if parent is None:
            story.layers.append(Layer(target, "form", "p", LayerMode.BASE, body))
        else:
            story.layers.append(
                made(target, "p", LayerMode.PRIMARY, before=story.bodies[parent], after=body, inherit=parent)
            )
        for plugin in PLUGINS:
            if draw(st.booleans()):
                grown = draw(forms())
                story.layers.append(made(target, plugin, LayerMode.EXTENSION, before=body, after=grown))
                body = grown
        if draw(st.booleans()):
            changed = draw(forms())
            story.studio.append(
                StudioLayer(made(target, STUDIO, LayerMode.STUDIO, before=body, after=changed), body)
            )
            body = changed
        story.bodies[target] = body
    return story


@settings(max_examples=60)
@given(stories(), st.randoms(use_true_random=False))
def test_the_resolution_of_layers_is_their_fold(story: Story, chance: st.DataObject):
    layers, studio = shuffled(chance, story.layers), shuffled(chance, story.studio)

    found = resolution(layers, ORDER, studio, {})

    assert found.bodies.keys() == story.bodies.keys()
    assert all(same(found.bodies[target], body) for target, body in story.bodies.items())
    assert all(one.merge is None for one in found.studio.values())
    assert found.open_clashes == {}


@settings(max_examples=60)
@given(stories(), forms(), st.booleans())
def test_on_new_ground_the_studio_is_merged_and_then_rests(story: Story, newer: Body, theirs: bool):
    ground = [
        one if one.target != "p.d0" or one.mode is not LayerMode.BASE else replace(one, body=newer)
        for one in alone(story)
    ]
    studio = [one for one in story.studio if one.layer.target == "p.d0"]
    first = resolution(ground, ORDER, studio, {})
    choices = {
        target: {clash.path: Theirs() if theirs else Ours() for clash in one.merge.conflicts}
        for target, one in first.studio.items()
        if one.merge
    }

    found = resolution(ground, ORDER, studio, choices)

    assert found.open_clashes == {}
    for target, one in found.studio.items():
        before = next(layer for layer in studio if layer.layer.target == target)
        assert (one.merge is None) == same(before.seen, newer)
        if one.merge is not None:
            assert same(found.bodies[target], with_choices(one.merge, choices[target]))
            assert same(one.studio.seen, newer)
            assert undecided(one.merge) == set(first.open_clashes.get(target, ()))
    rested = resolution(ground, ORDER, [one.studio for one in found.studio.values()], {})
    assert all(one.merge is None for one in rested.studio.values())
    assert all(same(rested.bodies[target], body) for target, body in found.bodies.items())


def test_a_clash_nobody_decided_keeps_ours_for_show():
    seen, ours, theirs = ({"title": word} for word in ("base", "ours", "theirs"))
    studio = StudioLayer(made("p.d0", STUDIO, LayerMode.STUDIO, before=seen, after=ours), seen)

    found = resolution([Layer("p.d0", "form", "p", LayerMode.BASE, theirs)], ORDER, [studio], {})

    assert found.open_clashes == {"p.d0": ("title",)}
    assert found.bodies["p.d0"] == ours


def test_a_studio_layer_on_the_parent_lies_below_the_one_on_the_child():
    base: Body = {"title": "base", "hint": "base"}
    layers = [
        Layer("p.child", "form", "p", LayerMode.PRIMARY, None, "p.base"),
        Layer("p.base", "form", "p", LayerMode.BASE, base),
    ]
    parent = StudioLayer(
        made("p.base", STUDIO, LayerMode.STUDIO, before=base, after=base | {"hint": "studio"}), base
    )
    child = StudioLayer(
        made("p.child", STUDIO, LayerMode.STUDIO, before=base, after=base | {"title": "studio"}), base
    )

    found = resolution(layers, ORDER, [child, parent], {})

    assert found.bodies["p.child"] == {"title": "studio", "hint": "studio"}
    assert found.studio["p.child"].studio.seen == {"title": "base", "hint": "studio"}


def shuffled(chance: object, items: Sequence[Layer] | Sequence[StudioLayer]) -> list:  # type: ignore[type-arg]
    """The same in another order: only the load order of plugins may count."""
    found = list(items)
    chance.shuffle(found)  # type: ignore[attr-defined]
    return found


def alone(story: Story) -> list[Layer]:
    """The first definition without anything that amends or derives from it."""
    return [one for one in story.layers if one.target == "p.d0" and one.mode is LayerMode.BASE]


def undecided(merge: Merge) -> set[str]:
    """The places of all clashes."""
    return {clash.path for clash in merge.conflicts}
