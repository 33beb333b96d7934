"""A manifest is a literal: nothing of it runs."""

import pytest

from kernel.errors import ManifestError
from kernel.manifest import read_manifest
from kernel.manifest.literal import LIMIT
from tests.kernel.manifest.folders import GOOD, make_written


def refused(tmp_path, text):
    with pytest.raises(ManifestError) as caught:
        read_manifest(make_written(tmp_path, text))
    return caught.value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("[]", 1),
        ("'alpha'", 1),
        ("\n\n{'name': }", 3),
        ("{'name': 'alpha'", 1),
        ("import os\n{}", 1),
        ("x = {}", 1),
        ("dict(name='alpha')", 1),
        ("{}\x00", 1),
        ("(" * 5000, 1),
        ("-" * 30000 + "1", 1),
        (b"{'name':\n '\xff'}", 2),
    ],
)
def test_what_is_no_literal_dictionary_is_refused_at_its_line(tmp_path, text, line):
    assert refused(tmp_path, text).place == f"alpha/__manifest__.py:{line}"


@pytest.mark.parametrize(
    "value", ["__import__('os')", "f'{1}'", "open", "[x for x in []]", "1 if True else 2"]
)
def test_a_computed_value_is_refused_at_its_line(tmp_path, value):
    text = repr(GOOD)[:-1] + f",\n\n'summary': {value}}}"
    error = refused(tmp_path, text)
    assert (error.place, "字面量" in error.what.zh) == ("alpha/__manifest__.py:3", True)


def test_a_key_said_twice_is_refused_at_the_second(tmp_path):
    assert refused(tmp_path, repr(GOOD)[:-1] + ",\n'title': '乙'}").place == "alpha/__manifest__.py:2"


@pytest.mark.parametrize("key", ["1", "None", "('a', 'b')", "**{}"])
def test_a_key_that_is_no_text_is_refused(tmp_path, key):
    entry = key if key.startswith("**") else f"{key}: 1"
    assert refused(tmp_path, repr(GOOD)[:-1] + f",\n{entry}}}").place == "alpha/__manifest__.py:2"


def test_a_huge_manifest_is_refused_unread(tmp_path):
    assert "太大" in refused(tmp_path, "#" * (LIMIT + 1)).what.zh


def test_a_manifest_that_is_a_link_out_of_the_plugin_is_refused(tmp_path):
    (tmp_path / "elsewhere.py").write_text(repr(GOOD), encoding="utf-8")
    (tmp_path / "alpha").mkdir()
    (tmp_path / "alpha" / "__manifest__.py").symlink_to(tmp_path / "elsewhere.py")
    with pytest.raises(ManifestError, match="插件之外"):
        read_manifest(tmp_path / "alpha")
