"""The sample pack is what its README says."""

import re
from pathlib import Path

import pytest

from approvals.chains.definition import Branch, steps_of
from approvals.chains.reading import read_chain
from forms.definition import read_form
from kernel.manifest import read_manifest
from kernel.nodes import Body
from tests.forms.samples import TYPES
from tests.plugins.loading import ROOT, bodies
from tests.plugins.variants import written

PACK = ROOT / "addons/pack_sample"


def test_it_is_data_only_and_stands_on_forms_and_approvals(tmp_path: Path):
    manifest = read_manifest(PACK)

    assert (manifest.has_code, manifest.depends, manifest.category) == (False, ("forms", "approvals"), "示例")
    assert set(bodies(tmp_path, "pack_sample")) == {"pack_sample.commitment", "pack_sample.approval"}


def test_everything_a_person_reads_is_in_both_languages(tmp_path: Path):
    found = bodies(tmp_path, "pack_sample")
    form = read_form(found["pack_sample.commitment"], TYPES)
    chain = read_chain(found["pack_sample.approval"])

    texts = [
        form.title,
        *(section.title for section in form.sections),
        *(field.title for field in form.fields),
    ]
    texts += [chain.title, *(step.title for _, step, _ in steps_of(chain))]
    assert all(re.search("[一-鿿]", text.zh) and not re.search("[一-鿿]", text.en) for text in texts)


@pytest.mark.parametrize(
    ("grade", "accident", "important"),
    [("special", False, True), ("second", True, True), ("first", False, False)],
)
def test_only_a_special_or_unsafe_enterprise_goes_to_the_province(
    tmp_path: Path, grade: str, accident: bool, important: bool
):
    chain = read_chain(bodies(tmp_path, "pack_sample")["pack_sample.approval"])
    [rule] = [case.when for node in chain.steps if isinstance(node, Branch) for case in node.cases]

    assert rule is not None
    assert rule.holds({"grade": grade, "accident_last_year": accident}) is important


def test_the_officers_needed_are_one_for_fifty_and_at_least_one(tmp_path: Path):
    form = read_form(bodies(tmp_path, "pack_sample")["pack_sample.commitment"], TYPES)
    [rule] = [field.compute for field in form.fields if field.compute]

    assert [rule.value({"workers": workers}) for workers in (1, 50, 130)] == [1, 1, 3]


def test_the_readme_counts_right_and_its_examples_work(tmp_path: Path):
    readme = (PACK / "README.md").read_text("utf-8")
    text = (PACK / "forms/commitment.yaml").read_text("utf-8")
    field, patch = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    # the first example stands in a numbered list, three blanks in
    longer = text.replace(
        "      - name: committed_on", re.sub("(?m)^   ", "", field) + "      - name: committed_on"
    )

    make_pack(tmp_path / "pack_copy", longer)
    make_pack(tmp_path / "pack_more", patch)
    found = bodies(tmp_path, "pack_sample", "pack_copy", "pack_more")

    assert "十二个字段" in readme
    assert len(fields_of(found["pack_copy.commitment"])) == 12 + 1
    assert "applicant_email" in fields_of(found["pack_sample.commitment"])


def make_pack(folder: Path, content: str) -> None:
    """A pack of one file that stands on the sample."""
    manifest = {"name": folder.name, "title": "t", "version": "1.0.0", "license": "MIT"}
    written(folder, "__manifest__.py", repr(manifest | {"depends": ["pack_sample"], "data": ["one.yaml"]}))
    written(folder, "one.yaml", content)


def fields_of(body: Body) -> list[str]:
    """The names of all fields."""
    return [field.name for field in read_form(body, TYPES).fields]
