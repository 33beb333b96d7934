"""A plugin folder examined by its author."""

from pathlib import Path

import pytest

from app.plugincheck import problems_of
from tests.app.installations import BUILT_IN
from tests.app.packs import make_pack


def test_nothing_is_wrong_with_a_good_pack(tmp_path: Path):
    assert problems_of(make_pack(tmp_path, "tryout"), BUILT_IN) == []


@pytest.mark.parametrize(
    ("right", "wrong", "at"),
    [
        ("type: text", "type: unheard", "type: unheard"),
        ("title: 姓名", "title: 姓名\n        colour: red", "colour: red"),
        ("name: full_name", "name: full_name\n        required_when: ghost == 1", "required_when"),
        ("id: request", "id: request\ntitle: twice", "title: 申请表"),
        ("model: form", "model: unheard", "model: unheard"),
        ("title: 姓名", "title: &anchor 姓名", "title: &anchor"),
    ],
)
def test_each_problem_of_a_form_is_told_at_its_line(tmp_path: Path, right: str, wrong: str, at: str):
    pack = make_pack(tmp_path, "tryout")
    form = pack / "forms" / "request.yaml"
    form.write_text(form.read_text().replace(right, wrong, 1))
    line = 1 + next(number for number, text in enumerate(form.read_text().splitlines()) if at in text)

    problems = problems_of(pack, BUILT_IN)

    assert [problem.place.split()[0] for problem in problems] == [f"tryout/forms/request.yaml:{line}"]


def test_problems_of_several_files_are_told_together(tmp_path: Path):
    pack = make_pack(tmp_path, "tryout")
    manifest = pack / "__manifest__.py"
    manifest.write_text(
        manifest.read_text().replace('"forms/request.yaml"', '"forms/request.yaml", "a.yaml"')
    )
    (pack / "a.yaml").write_text("model: form\n\tid: tab\n")
    (pack / "forms" / "request.yaml").write_text("model: form\nmodel: form\n")

    places = [problem.place.split(":")[0] for problem in problems_of(pack, BUILT_IN)]

    assert sorted(places) == ["tryout/a.yaml", "tryout/forms/request.yaml"]


def test_a_patch_that_finds_no_node_is_told_where_it_is_written(tmp_path: Path):
    make_pack(tmp_path, "ground")
    pack = make_pack(tmp_path, "patching")
    manifest = pack / "__manifest__.py"
    manifest.write_text(manifest.read_text().replace('"forms"]', '"forms", "ground"]'))
    (pack / "forms" / "request.yaml").write_text(
        "model: form\nid: patched\ninherit: ground.request\nmode: extension\npatch:\n  - remove: nobody\n"
    )
    problems = problems_of(pack, (*BUILT_IN, tmp_path))
    assert problems
    assert all(problem.place.startswith("patching/forms/request.yaml:") for problem in problems)


def test_a_bad_manifest_is_told_before_anything_else(tmp_path: Path):
    pack = make_pack(tmp_path, "tryout")
    (pack / "__manifest__.py").write_text('{"name": "other", "colour": 1}')
    assert len(problems_of(pack, BUILT_IN)) > 1
