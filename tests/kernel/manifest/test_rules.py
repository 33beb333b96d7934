"""What each key of a manifest may say."""

import pytest

from kernel.errors import ManifestError
from kernel.manifest import read_manifest
from tests.kernel.manifest.folders import make_file, make_plugin

LINES = {"name": 2, "title": 3, "version": 4, "depends": 5, "data": 6, "license": 7}


def refused(tmp_path, **keys):
    with pytest.raises(ManifestError) as caught:
        read_manifest(make_plugin(tmp_path, **keys))
    return caught.value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", 7),
        ("title", ""),
        ("title", "  "),
        ("title", "a\x1bb"),
        ("title", "a\u202eb"),
        ("title", "长" * 201),
        ("license", "a" * 201),
        ("version", 1.0),
        ("version", "1.0"),
        ("version", "1.0.0.0"),
        ("version", "01.0.0"),
        ("version", "1.0.x"),
        ("version", "1.0.0\n"),
        ("version", "１.0.0"),
        ("depends", "base"),
        ("depends", ("base",)),
        ("depends", None.__class__),
        ("depends", [1]),
        ("depends", ["Base"]),
        ("depends", ["base", "base"]),
        ("depends", ["alpha"]),
        ("data", {}),
        ("data", "data/x.csv"),
        ("license", None.__class__),
        ("license", ["MIT"]),
    ],
)
def test_a_wrong_value_is_refused_at_its_key(tmp_path, key, value):
    assert refused(tmp_path, **{key: value}).place == f"alpha/__manifest__.py:{LINES[key]}"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("summary", 1),
        ("auto_install", 1),
        ("application", "yes"),
        ("demo", "x.csv"),
        ("hooks", []),
        ("hooks", {"before": "hooks:f"}),
        ("hooks", {"pre_init": "hooks.f"}),
        ("hooks", {"pre_init": "os;x:f"}),
        ("hooks", {1: "hooks:f"}),
        ("hooks", {"pre_init": "hooks:f"}),
        ("external_dependencies", ["x"]),
        ("external_dependencies", {"npm": ["x"]}),
        ("external_dependencies", {"bin": "x"}),
        ("external_dependencies", {"bin": ["/bin/sh"]}),
        ("external_dependencies", {"python": ["a b"]}),
        ("descripton", "misspelt"),
    ],
)
def test_a_wrong_optional_value_is_refused_at_its_line(tmp_path, key, value):
    assert refused(tmp_path, **{key: value}).place == "alpha/__manifest__.py:8"


@pytest.mark.parametrize("key", ["name", "title", "version", "depends", "data", "license"])
def test_a_missing_key_is_named(tmp_path, key):
    folder = make_plugin(tmp_path)
    text = (folder / "__manifest__.py").read_text(encoding="utf-8")
    kept = [row for row in text.splitlines() if f"'{key}'" not in row]
    (folder / "__manifest__.py").write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(ManifestError, match=f"缺少键「{key}」"):
        read_manifest(folder)


def test_an_unknown_key_lists_the_known_ones(tmp_path):
    assert "auto_install" in refused(tmp_path, autoinstall=True).remedy.en


@pytest.mark.parametrize(
    "name", ["Alpha", "1alpha", "al-pha", "al.pha", "阿尔法", "a" * 41, "studio", "kernel", "app"]
)
def test_a_bad_name_is_refused(tmp_path, name):
    assert "插件名" in refused(tmp_path, name=name).what.zh


def test_a_name_other_than_the_folders_is_refused(tmp_path):
    folder = make_plugin(tmp_path, "alpha")
    folder.rename(tmp_path / "beta")
    with pytest.raises(ManifestError, match=r"beta/__manifest__\.py:2: .*文件夹名"):
        read_manifest(tmp_path / "beta")


def test_a_wrong_item_of_a_long_list_is_refused_at_its_own_line(tmp_path):
    folder = make_plugin(tmp_path)
    text = (folder / "__manifest__.py").read_text(encoding="utf-8")
    text = text.replace("'depends': []", "'depends': [\n'base',\n'Bad',\n]")
    (folder / "__manifest__.py").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError, match=r"alpha/__manifest__\.py:7"):
        read_manifest(folder)


def test_hooks_are_read_when_there_is_code(tmp_path):
    folder = make_plugin(tmp_path, hooks={"pre_init": "hooks:before", "uninstall": "a.b:c"})
    make_file(folder, "hooks.py", "")
    assert read_manifest(folder).hooks == {"pre_init": "hooks:before", "uninstall": "a.b:c"}
