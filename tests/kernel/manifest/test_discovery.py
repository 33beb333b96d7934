"""Plugins found on the addons path."""

import shutil

from kernel.manifest import discovered
from tests.kernel.manifest.folders import make_file, make_plugin, make_written


def test_a_folder_of_plugins_and_a_plugin_itself_are_found(tmp_path):
    make_plugin(tmp_path / "addons", "alpha")
    beta = make_plugin(tmp_path, "beta")
    discovery = discovered([tmp_path / "addons", beta])
    assert (list(discovery.manifests), discovery.broken) == (["alpha", "beta"], {})


def test_a_folder_without_a_manifest_is_no_plugin(tmp_path):
    make_plugin(tmp_path, "alpha")
    make_file(tmp_path, "docs/readme.md")
    assert set(discovered([tmp_path]).manifests) == {"alpha"}


def test_a_broken_plugin_stops_none_of_the_others(tmp_path):
    make_plugin(tmp_path, "alpha")
    make_written(tmp_path, "{", name="beta")
    (tmp_path / "gamma").mkdir()
    (tmp_path / "gamma" / "__manifest__.py").symlink_to("nowhere")
    discovery = discovered([tmp_path])
    assert (set(discovery.manifests), set(discovery.broken)) == ({"alpha"}, {"beta", "gamma"})


def test_the_second_folder_of_a_name_is_refused_and_the_first_kept(tmp_path):
    first = make_plugin(tmp_path / "core", "alpha")
    make_plugin(tmp_path / "extra", "alpha")
    discovery = discovered([tmp_path / "core", tmp_path / "extra"])
    assert discovery.manifests["alpha"].folder == first
    assert "「core/alpha」在前，「extra/alpha」不被采用" in discovery.broken["alpha"].what.zh
    assert discovery.broken["alpha"].place == "extra/alpha/__manifest__.py:1"


def test_the_second_folder_does_not_stand_in_for_a_broken_first(tmp_path):
    make_written(tmp_path / "core", "{", name="alpha")
    make_plugin(tmp_path / "extra", "alpha")
    discovery = discovered([tmp_path / "core", tmp_path / "extra"])
    assert discovery.manifests == {}
    assert len(discovery.broken["alpha"].problems) == 1


def test_the_same_folder_named_twice_is_one_plugin(tmp_path):
    folder = make_plugin(tmp_path, "alpha")
    assert discovered([tmp_path, folder, tmp_path / "." / "alpha"]).broken == {}


def test_a_path_that_is_not_there_is_told(tmp_path):
    folder = make_plugin(tmp_path, "alpha")
    shutil.rmtree(folder)
    assert "不存在" in discovered([folder]).broken["alpha"].what.zh


def test_plugins_are_found_in_the_same_order_every_time(tmp_path):
    for name in ("gamma", "alpha", "beta"):
        make_plugin(tmp_path, name)
    assert list(discovered([tmp_path]).manifests) == ["alpha", "beta", "gamma"]
