"""The digest of a plugin folder, and whether it carries code."""

import os
import shutil

import pytest

from kernel.errors import ManifestError
from kernel.manifest import read_manifest
from tests.kernel.manifest.folders import make_file, make_plugin


def digest(folder):
    return read_manifest(folder).digest


def test_the_digest_is_the_same_wherever_the_folder_lies(tmp_path):
    folder = make_plugin(tmp_path / "one")
    make_file(folder, "data/x.csv")
    make_file(folder, "a.yaml")
    shutil.copytree(folder, tmp_path / "two" / "alpha", symlinks=True, copy_function=shutil.copyfile)
    assert digest(folder) == digest(tmp_path / "two" / "alpha")


def test_the_digest_ignores_what_python_and_git_write(tmp_path):
    folder = make_plugin(tmp_path)
    before = digest(folder)
    make_file(folder, "pages/__pycache__/x.cpython-311.pyc")
    make_file(folder, ".git/index")
    assert digest(folder) == before


def change_bytes(folder):
    make_file(folder, "a/b.csv", "id\nx\n")


def change_name(folder):
    (folder / "a/b.csv").rename(folder / "a/c.csv")


def move_a_byte_from_name_to_content(folder):
    (folder / "a/b.csv").unlink()
    make_file(folder, "a/b.cs", "vid\n")


def add_empty_file(folder):
    make_file(folder, "z", "")


def replace_by_link(folder):
    make_file(folder, "a/d", "id\n")
    (folder / "a/b.csv").unlink()
    (folder / "a/b.csv").symlink_to("d")


@pytest.mark.parametrize(
    "change", [change_bytes, change_name, move_a_byte_from_name_to_content, add_empty_file, replace_by_link]
)
def test_the_digest_changes_with(tmp_path, change):
    folder = make_plugin(tmp_path)
    make_file(folder, "a/b.csv")
    before = digest(folder)
    change(folder)
    assert digest(folder) != before


@pytest.mark.parametrize(
    ("file", "has_code"),
    [
        ("models.py", True),
        ("pages/views.py", True),
        ("native.so", True),
        ("pages/__manifest__.py", True),
        ("pages/tests/x.py", True),
        ("tests/test_x.py", False),
        ("data/x.csv", False),
        ("__pycache__/models.cpython-311.pyc", False),
    ],
)
def test_code_is_any_python_beside_manifest_and_tests(tmp_path, file, has_code):
    folder = make_plugin(tmp_path)
    make_file(folder, file, "")
    assert read_manifest(folder).has_code is has_code


@pytest.mark.parametrize("target", ["/etc/hostname", "../other", "nowhere", "loop"])
def test_a_link_that_leads_out_or_nowhere_is_refused(tmp_path, target):
    make_file(tmp_path, "other")
    folder = make_plugin(tmp_path)
    (folder / "loop").symlink_to(target)
    with pytest.raises(ManifestError, match="alpha/loop"):
        read_manifest(folder)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    folder = make_plugin(tmp_path)
    os.mkfifo(folder / "pipe")
    with pytest.raises(ManifestError, match="alpha/pipe: 这不是普通文件"):
        read_manifest(folder)


def test_a_file_name_that_is_no_utf8_is_counted(tmp_path):
    folder = make_plugin(tmp_path)
    before = digest(folder)
    (folder / os.fsdecode(b"\xff")).write_bytes(b"")
    assert digest(folder) != before


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    folder = make_plugin(tmp_path)
    make_file(folder, "secret").chmod(0)
    with pytest.raises(ManifestError, match="无法读取"):
        read_manifest(folder)
