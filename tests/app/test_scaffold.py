"""The first files of a new plugin."""

from pathlib import Path

import pytest

from app.plugincheck import problems_of
from app.scaffold import scaffolded
from kernel.errors import Conflict, ManifestError
from tests.app.installations import BUILT_IN


def test_a_new_plugin_has_nothing_wrong_with_it(tmp_path: Path):
    written = scaffolded("tryout", tmp_path, taken=())
    assert {path.name for path in written} == {
        "__manifest__.py",
        "request.yaml",
        "README.md",
        "test_tryout.py",
    }
    assert problems_of(tmp_path / "tryout", BUILT_IN) == []


@pytest.mark.parametrize("name", ["", "Bad", "1st", "a-b", "../up", "kernel", "studio", "x" * 41])
def test_a_name_that_no_plugin_may_have_is_refused(tmp_path: Path, name: str):
    with pytest.raises(ManifestError):
        scaffolded(name, tmp_path, taken=())
    assert list(tmp_path.iterdir()) == []


def test_what_exists_is_left_alone(tmp_path: Path):
    (tmp_path / "tryout").mkdir()
    with pytest.raises(Conflict):
        scaffolded("tryout", tmp_path, taken=())
    with pytest.raises(Conflict):
        scaffolded("forms", tmp_path, taken={"forms"})
    assert list((tmp_path / "tryout").iterdir()) == []
