"""The studio layer travels as a pack: installed elsewhere it makes the same bodies."""

import io
import zipfile
from pathlib import Path

import pytest

from kernel.db import session_factory
from kernel.errors import TongbanError
from kernel.manifest import Manifest
from kernel.packs import studio_pack, unpacked
from tests.kernel.install.house import House
from tests.kernel.install.test_studio import FORM, changed, field, publish
from tests.plugins.variants import written


def exported(house: House, name: str = "local", version: str = "1.0.0") -> bytes:
    """The studio layer of this house."""
    with session_factory(house.engine)() as session:
        return studio_pack(session, house.registry, name, "本地改动", version)


def brought(house: House, content: bytes) -> Manifest:
    """The pack, uploaded and installed here."""
    manifest = unpacked(content, house.addons)
    house.install(manifest.name)
    return manifest


def reshaped(house: House) -> None:
    """Every verb of a patch has something to do."""
    body = house.body(FORM)
    applicant, unit = body["sections"]
    body["title"]["zh"] = "申请表（本地）"
    applicant["fields"] = [
        applicant["fields"][1],
        {"name": "note", "type": "long_text", "title": {"zh": "说明：#1 “本地”", "en": "on"}},
        applicant["fields"][0],
        *applicant["fields"][3:],
    ]
    unit["fields"][0]["min"] = 2
    del unit["fields"][0]["max"]
    publish(house, FORM, body, seen=house.number(FORM))


def test_installed_elsewhere_it_makes_the_same_bodies(with_alpha: House, with_beta: House):
    reshaped(with_alpha)
    chain = with_alpha.body("alpha.approval")
    chain["steps"][1]["clock"]["days"] = 5
    publish(with_alpha, "alpha.approval", chain, seen=1)

    manifest = brought(with_beta, exported(with_alpha))

    assert manifest.depends == ("alpha",)
    assert [entry.file for entry in manifest.data] == [
        "forms/alpha/request.yaml",
        "chains/alpha/approval.yaml",
    ]
    assert with_beta.body("alpha.approval") == chain
    ours, theirs = with_alpha.body(FORM), with_beta.body(FORM)
    email = field(theirs, "email")
    theirs["sections"][0]["fields"].remove(email)
    assert theirs == ours
    assert with_beta.body("beta.approval")["steps"][1]["clock"]["days"] == 5


def test_it_stands_on_the_plugins_whose_nodes_it_changes(with_beta: House, with_alpha: House):
    body = with_beta.body(FORM)
    field(body, "email")["title"]["zh"] = "邮箱"
    publish(with_beta, FORM, body, seen=2)
    content = exported(with_beta, "aa_first")

    manifest = unpacked(content, with_alpha.addons)

    assert manifest.depends == ("alpha", "beta")
    with_alpha.install("aa_first")
    assert with_alpha.read("SELECT name FROM plugin ORDER BY position")[-2:] == ["beta", "aa_first"]
    assert with_alpha.body(FORM) == with_beta.body(FORM)
    assert with_alpha.body("beta.request") == with_beta.body("beta.request")


def test_it_comes_after_a_plugin_that_would_undo_it(with_alpha: House):
    manifest = {"name": "zz_titles", "title": "z", "version": "1.0.0", "license": "MIT", "depends": ["alpha"]}
    written(with_alpha.addons, "zz_titles/__manifest__.py", repr(manifest | {"data": ["forms/more.yaml"]}))
    written(
        with_alpha.addons,
        "zz_titles/forms/more.yaml",
        "model: form\nid: more\ninherit: alpha.request\nmode: extension\n"
        "patch:\n  - attributes: phone\n    set: {title: {zh: 座机, en: Phone}}\n",
    )
    with_alpha.install("zz_titles")
    changed(with_alpha, phone="手机")

    manifest_of = unpacked(exported(with_alpha), with_alpha.folder / "elsewhere")

    assert manifest_of.depends == ("alpha", "zz_titles")


def test_it_does_without_plugins_that_have_nothing_to_do_with_it(with_beta: House):
    changed(with_beta, person="申请人")

    assert unpacked(exported(with_beta), with_beta.folder / "elsewhere").depends == ("alpha",)


def test_definitions_of_like_names_do_not_collide(with_beta: House):
    changed(with_beta, person="申请人")
    derived = with_beta.body("beta.request")
    field(derived, "beta_code")["title"]["zh"] = "编号"
    publish(with_beta, "beta.request", derived, seen=with_beta.number("beta.request"))

    manifest = unpacked(exported(with_beta), with_beta.folder / "elsewhere")

    assert [entry.file for entry in manifest.data] == ["forms/alpha/request.yaml", "forms/beta/request.yaml"]
    assert manifest.depends == ("alpha", "beta")


def test_the_pack_holds_data_only(with_alpha: House):
    changed(with_alpha, phone="手机")

    with zipfile.ZipFile(io.BytesIO(exported(with_alpha))) as archive:
        names = archive.namelist()
        document = archive.read("local/forms/alpha/request.yaml").decode()

    assert names == ["local/__manifest__.py", "local/forms/alpha/request.yaml"]
    assert document.splitlines()[:4] == [
        "model: form",
        "id: request",
        "inherit: alpha.request",
        "mode: extension",
    ]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "version"),
    [("Local", "1.0.0"), ("a b", "1.0.0"), ("kernel", "1.0.0"), ("local", "1"), ("", "1.0.0")],
)
def test_a_pack_nobody_could_install_is_refused(with_alpha: House, name: str, version: str):
    changed(with_alpha, phone="手机")

    with pytest.raises(TongbanError):
        exported(with_alpha, name, version)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_without_a_change_there_is_no_pack(with_alpha: House, tmp_path: Path):
    with pytest.raises(TongbanError) as refusal:
        exported(with_alpha)

    assert refusal.value.code == "not_found"
