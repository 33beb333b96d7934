"""The data files a manifest names."""

import pytest

from kernel.errors import ManifestError
from kernel.manifest import DataEntry, read_manifest
from tests.kernel.manifest.folders import make_file, make_plugin


def refused(folder):
    with pytest.raises(ManifestError) as caught:
        read_manifest(folder)
    return caught.value


@pytest.mark.parametrize(
    "path",
    [
        "../x.csv",
        "/etc/passwd",
        "data/../x.csv",
        "./x.csv",
        "data//x.csv",
        "data\\x.csv",
        "x.csv/",
        "",
        ".",
        "~/x",
        "a\x00b",
    ],
)
def test_a_path_that_leaves_the_folder_or_is_odd_is_refused(tmp_path, path):
    make_file(tmp_path, "x.csv")
    folder = make_plugin(tmp_path, data=[path])
    make_file(folder, "x.csv")
    assert refused(folder).place == "alpha/__manifest__.py:6"


@pytest.mark.parametrize(
    "item", [1, None, [], {}, {"file": 1}, {"file": "x.csv", "noupdate": 1}, {"file": "x.csv", "x": 1}]
)
def test_an_entry_of_another_shape_is_refused(tmp_path, item):
    folder = make_plugin(tmp_path, data=[item])
    make_file(folder, "x.csv")
    assert "数据文件应是路径" in refused(folder).what.zh


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "没有文件「data/x.csv」" in refused(make_plugin(tmp_path, data=["data/x.csv"])).what.zh


def test_a_folder_is_no_data_file(tmp_path):
    folder = make_plugin(tmp_path, data=["data"])
    make_file(folder, "data/x.csv")
    assert "没有文件" in refused(folder).what.zh


@pytest.mark.parametrize("file", ["x.txt", "x", "x.py", "x.CSV"])
def test_a_file_no_reader_takes_is_refused(tmp_path, file):
    folder = make_plugin(tmp_path, data=[file])
    make_file(folder, file)
    assert "（.yaml, .yml, .csv）" in refused(folder).what.zh


def test_demo_data_are_tables(tmp_path):
    folder = make_plugin(tmp_path, demo=["x.yaml"])
    make_file(folder, "x.yaml")
    assert "（.csv）" in refused(folder).what.zh


def test_a_file_listed_as_data_and_as_demo_is_refused(tmp_path):
    folder = make_plugin(tmp_path, data=["x.csv"], demo=["x.csv"])
    make_file(folder, "x.csv")
    assert refused(folder).place == "alpha/__manifest__.py:8"


def test_noupdate_is_for_tables(tmp_path):
    folder = make_plugin(tmp_path, data=[{"file": "x.yaml", "noupdate": True}])
    make_file(folder, "x.yaml")
    assert "noupdate" in refused(folder).what.zh


def test_a_link_inside_the_folder_is_taken(tmp_path):
    folder = make_plugin(tmp_path, data=["y.csv"])
    make_file(folder, "x.csv")
    (folder / "y.csv").symlink_to("x.csv")
    assert read_manifest(folder).data == (DataEntry("y.csv"),)


@pytest.mark.parametrize("listed", [["y.csv"], []])
def test_a_link_out_of_the_folder_is_refused_listed_or_not(tmp_path, listed):
    folder = make_plugin(tmp_path, data=listed)
    (folder / "y.csv").symlink_to(make_file(tmp_path, "x.csv"))
    assert "y.csv" in str(refused(folder))


def test_a_file_below_a_linked_folder_outside_is_refused(tmp_path):
    make_file(tmp_path, "out/x.csv")
    folder = make_plugin(tmp_path, data=["data/x.csv"])
    (folder / "data").symlink_to(tmp_path / "out")
    assert {problem.place for problem in refused(folder).problems} == {
        "alpha/__manifest__.py:6",
        "alpha/data",
    }
