"""A manifest read whole."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.errors import ManifestError
from kernel.manifest import DataEntry, read_manifest
from tests.kernel.manifest.folders import GOOD, make_file, make_plugin, make_written


def refused(folder):
    with pytest.raises(ManifestError) as caught:
        read_manifest(folder)
    return caught.value


def test_every_key_is_read(tmp_path):
    folder = make_plugin(tmp_path, "beta")
    for file in ("data/offices.csv", "forms/x.yaml", "demo/people.csv"):
        make_file(folder, file)
    make_file(folder, "hooks.py", "")
    keys = {
        **GOOD,
        "name": "beta",
        "summary": "试用",
        "category": "测试",
        "author": "处室",
        "depends": ["alpha"],
        "external_dependencies": {"python": ["cryptography"], "bin": ["soffice"]},
        "data": ["forms/x.yaml", {"file": "data/offices.csv", "noupdate": True}],
        "demo": ["demo/people.csv"],
        "auto_install": True,
        "application": True,
        "hooks": {"post_init": "hooks:after"},
    }
    (folder / "__manifest__.py").write_text(repr(keys), encoding="utf-8")

    manifest = read_manifest(folder)

    assert {key: getattr(manifest, key) for key in keys if key not in ("data", "demo", "depends")} == {
        **{key: value for key, value in keys.items() if key not in ("data", "demo", "depends")},
        "external_dependencies": {"python": ("cryptography",), "bin": ("soffice",)},
    }
    assert manifest.depends == ("alpha",)
    assert manifest.data == (DataEntry("forms/x.yaml"), DataEntry("data/offices.csv", noupdate=True))
    assert manifest.demo == (DataEntry("demo/people.csv", demo=True),)
    assert (manifest.folder, manifest.has_code) == (folder, True)


def test_what_is_not_said_is_empty_or_false(tmp_path):
    manifest = read_manifest(make_plugin(tmp_path))
    assert (manifest.summary, manifest.hooks, manifest.demo, manifest.auto_install) == ("", {}, (), False)


def test_a_comment_and_a_byte_order_mark_do_no_harm(tmp_path):
    folder = make_written(tmp_path, b"\xef\xbb\xbf# why\n" + repr(GOOD).encode())
    assert read_manifest(folder).name == "alpha"


def test_a_key_knows_its_place(tmp_path):
    assert read_manifest(make_plugin(tmp_path)).place("depends") == "alpha/__manifest__.py:5"


def test_a_later_release_compares_as_numbers(tmp_path):
    old, new = (read_manifest(make_plugin(tmp_path / v, version=v)) for v in ("1.9.0", "1.10.0"))
    assert new.release > old.release


def test_all_problems_are_told_at_once_each_with_its_line(tmp_path):
    error = refused(make_plugin(tmp_path, version="1.0", depends="base", colour="red"))
    places = sorted(problem.place for problem in error.problems)
    assert places == [f"alpha/__manifest__.py:{line}" for line in (4, 5, 8)]


def test_a_refusal_never_shows_a_path_of_the_machine(tmp_path):
    error = refused(make_plugin(tmp_path, version="1.0", data=["../x", "no.csv"]))
    assert str(tmp_path) not in str(error)


def test_a_single_problem_is_the_refusal_itself(tmp_path):
    error = refused(make_plugin(tmp_path, version="one"))
    assert (error.place, error.problems) == ("alpha/__manifest__.py:4", ())


def test_a_refusal_speaks_both_languages_and_names_the_remedy(tmp_path):
    error = refused(make_plugin(tmp_path, version="one"))
    assert re.search(r"三段数字.*1\.0\.0", error.sentence("zh"))
    assert re.search(r"x\.y\.z.*1\.0\.0", error.sentence("en"))


def test_a_folder_without_a_manifest_is_refused(tmp_path):
    (tmp_path / "alpha").mkdir()
    assert "没有清单" in refused(tmp_path / "alpha").what.zh


def test_a_manifest_that_is_a_folder_is_refused(tmp_path):
    (tmp_path / "alpha" / "__manifest__.py").mkdir(parents=True)
    assert "没有清单" in refused(tmp_path / "alpha").what.zh


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200)
    | st.text(alphabet="{}[]()\"':,# \n\\namedt01", max_size=80).map(str.encode)
)
def test_any_bytes_are_read_or_refused(tmp_path, content):
    folder = tmp_path / "alpha"
    folder.mkdir(exist_ok=True)
    (folder / "__manifest__.py").write_bytes(content)
    refused(folder)


LITERALS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from([*GOOD, "demo", "hooks", "external_dependencies", "application"]), value=LITERALS)
def test_any_value_of_any_key_is_read_or_refused_at_its_line(tmp_path, key, value):
    folder = tmp_path / "alpha"
    folder.mkdir(exist_ok=True)
    others = {name: said for name, said in GOOD.items() if name != key}
    text = "{\n" + f"{key!r}: {value!r},\n" + "".join(f"{k!r}: {v!r},\n" for k, v in others.items()) + "}"
    (folder / "__manifest__.py").write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        place = read_manifest(folder).place(key)
    except ManifestError as error:
        place = error.place
    assert place in ("alpha/__manifest__.py:2", "alpha/__manifest__.py:1")
