"""Who takes part in an act, and in which order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import Conflict, DependencyError, NotFound
from kernel.install.membership import load_order, members
from kernel.install.plan import Act
from kernel.manifest import Manifest

Graph = dict[str, tuple[str, ...]]


def manifests(depends: Graph, *, glue: frozenset[str] = frozenset()) -> dict[str, Manifest]:
    """Plugins with these dependencies; some of them install themselves."""
    return {
        name: Manifest(
            name=name,
            title=name,
            version="1.0.0",
            license="MIT",
            folder=Path(name),
            depends=ground,
            auto_install=name in glue,
        )
        for name, ground in depends.items()
    }


def names(found: list[tuple[str, Act]]) -> list[str]:
    return [name for name, _ in found]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Plugins that depend on earlier ones only."""
    depends: Graph = {}
    for name in draw(st.permutations("abcdefg")):
        depends[name] = (
            tuple(draw(st.lists(st.sampled_from(sorted(depends)), unique=True, max_size=3)))
            if depends
            else ()
        )
    return depends


@st.composite
def sites(draw: st.DrawFn) -> tuple[Graph, Graph, str]:
    """Plugins in the folders, those of them that are installed with all their ground, and one of them."""
    depends = draw(graphs())
    installed: Graph = {}
    for name in load_order(depends):
        if set(depends[name]) <= installed.keys() and draw(st.booleans()):
            installed[name] = depends[name]
    return depends, installed, draw(st.sampled_from(sorted(depends)))


@given(sites())
def test_an_install_brings_exactly_what_is_missing_ground_first(site: tuple[Graph, Graph, str]):
    depends, installed, plugin = site
    if plugin in installed:
        with pytest.raises(Conflict):
            members(Act.INSTALL, plugin, manifests(depends), installed)
        return

    found = names(members(Act.INSTALL, plugin, manifests(depends), installed))

    assert found[-1] == plugin
    assert len(set(found)) == len(found)
    for place, name in enumerate(found):
        assert set(depends[name]) <= {*found[:place], *installed}
    needed = {plugin}
    for name in reversed(found):
        assert name in needed
        needed |= set(depends[name])


@given(sites())
def test_a_removal_takes_along_exactly_what_stands_on_it(site: tuple[Graph, Graph, str]):
    depends, installed, plugin = site
    if plugin not in installed:
        with pytest.raises(Conflict):
            members(Act.UNINSTALL, plugin, manifests(depends), installed)
        return

    found = names(members(Act.UNINSTALL, plugin, {}, installed))

    assert found[-1] == plugin
    left = {name: ground for name, ground in installed.items() if name not in found}
    assert all(set(ground) <= left.keys() for ground in left.values())
    for place, name in enumerate(found):
        assert name == plugin or set(depends[name]) & set(found[place + 1 :])
        assert not set(depends[name]) & set(found[:place])


@given(sites())
def test_an_upgrade_brings_new_ground_and_then_the_plugin(site: tuple[Graph, Graph, str]):
    depends, installed, plugin = site
    if plugin not in installed:
        with pytest.raises(Conflict):
            members(Act.UPGRADE, plugin, manifests(depends), installed)
        return
    new = depends | {"new": (), plugin: (*depends[plugin], "new")}

    found = members(Act.UPGRADE, plugin, manifests(new), installed)

    assert found == [("new", Act.INSTALL), (plugin, Act.UPGRADE)]


@given(graphs())
def test_the_load_order_puts_everything_after_its_ground(depends: Graph):
    order = load_order(depends)

    assert sorted(order) == sorted(depends)
    assert all(order.index(ground) < order.index(name) for name, found in depends.items() for ground in found)
    assert order == load_order(dict(reversed(depends.items())))


def test_ground_that_is_gone_does_not_stop_the_load_order():
    assert load_order({"b": ("a",), "c": ("b",)}) == ["b", "c"]


def test_glue_comes_by_itself_once_everything_it_joins_is_there():
    known = manifests(
        {"a": (), "b": (), "joins": ("a", "b"), "joins_more": ("joins",), "other": ("x",)},
        glue=frozenset({"joins", "joins_more", "other"}),
    )

    assert names(members(Act.INSTALL, "a", known, {})) == ["a"]
    assert names(members(Act.INSTALL, "b", known, {"a": ()})) == ["b", "joins", "joins_more"]


def test_what_is_in_no_folder_is_refused():
    for act, installed in ((Act.INSTALL, {}), (Act.UPGRADE, {"a": ()})):
        with pytest.raises(NotFound) as refusal:
            members(act, "a", {}, installed)
        assert refusal.value.place == "a"


@pytest.mark.parametrize(
    ("depends", "said"),
    [({"a": ("b",), "b": ("a",)}, "a → b → a"), ({"a": ("b",)}, "b")],
    ids=["ring", "gap"],
)
def test_rings_and_gaps_are_refused(depends: Graph, said: str):
    with pytest.raises(DependencyError) as refusal:
        members(Act.INSTALL, "a", manifests(depends), {})

    assert said in refusal.value.what.zh
    assert said in refusal.value.what.en


def test_an_installed_plugin_without_a_folder_is_ground_enough():
    assert names(members(Act.INSTALL, "b", manifests({"b": ("a",)}), {"a": ()})) == ["b"]
