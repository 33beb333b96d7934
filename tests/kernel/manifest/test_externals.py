"""What a plugin needs from the machine."""

import pytest

from kernel.manifest import External, missing_externals, read_manifest
from tests.kernel.manifest.folders import make_plugin


def missing(tmp_path, **wanted):
    return missing_externals(read_manifest(make_plugin(tmp_path, external_dependencies=wanted)))


def test_a_distribution_a_module_and_a_program_that_are_there_are_not_missing(tmp_path):
    assert (
        missing(tmp_path, python=["chinesecalendar", "chinese_calendar", "PyYAML", "json"], bin=["sh"]) == []
    )


def test_what_is_not_there_is_told_in_the_manifests_order(tmp_path):
    absent = missing(tmp_path, bin=["no-such-tool"], python=["no-such-package", "json"])
    assert absent == [External("python", "no-such-package"), External("bin", "no-such-tool")]


@pytest.mark.parametrize("name", ["json.nowhere", "os.path"])
def test_a_dotted_name_is_not_imported(tmp_path, name):
    assert [str(one) for one in missing(tmp_path, python=[name])] == [f"python:{name}"]


def test_nothing_is_missing_when_nothing_is_asked(tmp_path):
    assert missing(tmp_path) == []
