"""Plugins that cannot be loaded: left out and named, the others go on, and they can still be removed."""

import shutil
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect

import addons
from kernel.errors import BrokenPlugin, ManifestError
from kernel.loading import Loaded, installed_plugins, loaded, registry_of
from kernel.seams import JOB, REGISTER
from tests.kernel.install.house import House
from tests.kernel.install.portraits import differing, dump
from tests.kernel.install.test_uninstall import KEPT
from tests.kernel.install.test_upgrade import with_cases
from tests.kernel.install.workshop import Workshop
from tests.plugins.variants import copied, edited, upgraded, written

FAULTS = {
    "raises": ("raise RuntimeError('no')\n", "RuntimeError: no"),
    "leaves": ("raise SystemExit(3)\n", "SystemExit: 3"),
    "syntax": ("def broken(:\n", "SyntaxError"),
    "memory": ("raise MemoryError\n", "MemoryError"),
}


def with_plugin(house: House, name: str, *, depends: str = "forms") -> None:
    """A plugin of this name is installed; it brings nothing yet."""
    manifest = {"name": name, "title": name, "version": "1.0.0", "license": "MIT", "data": []}
    written(house.addons, f"{name}/__manifest__.py", repr(manifest | {"depends": [depends]}))
    house.install(name)


def load(house: House) -> Loaded:
    """What a starting process does."""
    return loaded(house.site)


def test_the_folder_of_an_installed_plugin_is_gone(with_beta: House):
    shutil.rmtree(with_beta.addons / "alpha")

    found = load(with_beta)

    assert list(found.broken) == ["alpha"]
    error = found.broken["alpha"]
    assert isinstance(error, BrokenPlugin)
    assert error.place == "alpha"
    assert "测试插件甲" in error.what.zh
    assert not found.registry.has(REGISTER, "alpha_unit")
    assert {"forms", "approvals", "beta"} <= set(found.registry.plugins)
    assert with_beta.number("alpha.request") == 2


def test_it_can_still_be_removed_with_its_tables(ground: House, workshop: Workshop):
    before = dump(ground.engine)
    ground.install("alpha")
    with_cases(ground)
    shutil.rmtree(ground.addons / "alpha")

    number = ground.queued("uninstall", "alpha")

    assert workshop.carried_out(ground, number) == 0, (ground.folder / f"{number}.log").read_text()
    assert differing(dump(ground.engine), before) == KEPT
    assert not [name for name in inspect(ground.engine).get_table_names() if "alpha" in name]


def test_a_folder_that_comes_back_is_loaded_again(with_alpha: House):
    (with_alpha.addons / "alpha").rename(with_alpha.addons.parent / "away")
    assert "alpha" in load(with_alpha).broken

    (with_alpha.addons.parent / "away").rename(with_alpha.addons / "alpha")

    assert not load(with_alpha).broken


def test_code_that_stands_on_a_missing_plugin_is_left_out_too(with_alpha: House):
    copied(with_alpha.addons, "gamma")
    with_alpha.install("gamma")
    shutil.rmtree(with_alpha.addons / "alpha")

    found = load(with_alpha)

    assert list(found.broken) == ["alpha", "gamma"]
    assert "alpha" in found.broken["gamma"].what.zh
    assert "alpha" in found.broken["gamma"].what.en


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_plugin_that_fails_at_import_stops_no_other(ground: House, fault: str):
    name = f"failing_{fault}"
    content, cause = FAULTS[fault]
    with_plugin(ground, name)
    with_plugin(ground, f"{name}_after", depends=name)
    written(ground.addons, f"{name}/jobs.py", content)

    found = load(ground)

    assert list(found.broken) == [name]
    error = found.broken[name]
    assert error.place == f"addons.{name}.jobs"
    assert cause in error.what.zh
    assert cause in error.what.en
    assert {"forms", "approvals", f"{name}_after"} <= set(found.registry.plugins)
    assert f"addons.{name}.jobs" not in sys.modules


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_plugin_that_fails_at_import_can_be_mended(ground: House):
    with_plugin(ground, "mended")
    written(ground.addons, "mended/jobs.py", "import nothing_of_this_name\n")
    assert "mended" in load(ground).broken

    (ground.addons / "mended/jobs.py").unlink()
    shutil.rmtree(ground.addons / "mended/__pycache__", ignore_errors=True)
    written(ground.addons, "mended/jobs/__init__.py", "")
    written(
        ground.addons,
        "mended/jobs/nightly.py",
        "from kernel.jobs import Daily\nfrom kernel.seams import job\nfrom kernel.text import Text\n\n"
        '@job("mended.count", title=Text("数", "count"), schedule=Daily("02:30"))\n'
        "def count(session, slot):\n    return {}\n",
    )

    found = load(ground)
    assert not found.broken
    assert found.registry.entry(JOB, "mended.count").plugin == "mended"


def test_a_plugin_that_fails_at_import_can_be_removed(with_alpha: House, workshop: Workshop):
    edited(with_alpha.addons, "alpha/models.py", '"""Units', '1 / 0\n"""Units')

    number = with_alpha.queued("uninstall", "alpha")

    assert workshop.carried_out(with_alpha, number) == 0, (with_alpha.folder / f"{number}.log").read_text()
    assert with_alpha.plugin("alpha") is None


def test_a_pack_with_rows_in_a_missing_plugins_register_is_kept_from_leaving_alone(
    with_beta: House, workshop: Workshop
):
    shutil.rmtree(with_beta.addons / "alpha")
    before = dump(with_beta.engine)
    number = with_beta.queued("uninstall", "beta")

    assert workshop.carried_out(with_beta, number) == 1

    error = with_beta.operation(number).error
    assert error is not None
    assert (error["code"], error["place"]) == ("conflict", "alpha_unit beta.baishan")
    assert differing(dump(with_beta.engine), before) == []
    assert workshop.carried_out(with_beta, with_beta.queued("uninstall", "alpha")) == 0
    assert with_beta.read("SELECT name FROM plugin ORDER BY name") == ["approvals", "forms"]


def test_rows_of_a_missing_plugin_still_hold_what_they_refer_to(with_alpha: House, workshop: Workshop):
    copied(with_alpha.addons, "gamma")
    with_alpha.install("gamma")
    with_alpha.write(
        "INSERT INTO gamma_contact (unit_id, phone) SELECT id, '0434' FROM alpha_unit WHERE name = '四平示例局'"
    )
    shutil.rmtree(with_alpha.addons / "gamma")
    upgraded(with_alpha.addons)
    before = dump(with_alpha.engine)

    number = with_alpha.queued("upgrade", "alpha")

    assert workshop.carried_out(with_alpha, number) == 1
    error = with_alpha.operation(number).error
    assert error is not None
    assert (error["code"], "gamma_contact" in error["en"]) == ("in_use", True)
    assert differing(dump(with_alpha.engine), before) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_manifest_that_broke_after_the_install_is_named_with_its_line(with_alpha: House):
    edited(with_alpha.addons, "alpha/__manifest__.py", '"version": "1.0.0"', '"version": "1.0"')

    error = load(with_alpha).broken["alpha"]

    assert isinstance(error, ManifestError)
    assert error.place == "alpha/__manifest__.py:6"
    assert with_alpha.refusal("upgrade", "alpha")["code"] == "manifest"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_registry_of_given_plugins_refuses_the_one_that_fails(ground: House):
    with_plugin(ground, "unloadable")
    written(ground.addons, "unloadable/jobs.py", "raise SystemExit\n")
    manifests = ground.site.discovery().manifests

    with pytest.raises(BrokenPlugin) as refusal:
        registry_of([manifests["forms"], manifests["unloadable"]], shell={})

    assert refusal.value.place == "addons.unloadable.jobs"
    assert str(ground.addons) in addons.__path__


def test_nothing_is_installed_before_the_first_migration(database_url: str, tmp_path: Path):
    from tests.kernel.install.house import house_at

    house = house_at(database_url, tmp_path / "data", tmp_path / "addons")

    assert installed_plugins(house.engine) == []
    assert load(house).broken == {}
    house.engine.dispose()
