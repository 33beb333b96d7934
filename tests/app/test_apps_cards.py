"""The cards: what lies in the folders, what is installed, what somebody should look at, and the filters."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.installation import Installation
from app.serve.prepare import perform
from kernel.db import transaction
from kernel.install.plan import Act
from kernel.models import Plugin
from tests.app.offices import platform_of
from tests.app.packs import make_pack
from tests.app.plugin_office import FORM, SAMPLE, change_in_studio, plugin_office, visitor_of

CARD = re.compile(r'<article class="card-t plug" id="plugin-(\w+)".*?</article>', re.DOTALL)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Flask]:
    """An office with the sample pack."""
    with plugin_office(tmp_path) as app:
        yield app


@pytest.fixture
def admin(office: Flask) -> FlaskClient:
    """The administrator, signed in."""
    return visitor_of(office, "admin")


@pytest.fixture
def addons(tmp_path: Path) -> Path:
    """A folder of plugins."""
    return tmp_path / "addons"


def cards(client: FlaskClient, query: str = "") -> dict[str, str]:
    """The cards on the page in order, as HTML."""
    return {found[1]: found[0] for found in CARD.finditer(client.get(f"/apps/{query}").text)}


def install(app: Flask, name: str) -> None:
    """The pack is installed, in this process."""
    here = platform_of(app)
    perform(Installation(here.settings, here.database, here.site), Act.INSTALL, name)


def test_what_waits_comes_first_and_the_core_last(admin: FlaskClient, addons: Path) -> None:
    manifest = make_pack(addons, "spoilt") / "__manifest__.py"
    manifest.write_text("{")
    make_pack(addons, "tryout")
    order = list(cards(admin))
    assert order[:3] == ["spoilt", SAMPLE, "tryout"]
    assert set(order[3:]) == {"forms", "approvals"}


def test_an_installed_plugin_says_what_it_brings(admin: FlaskClient) -> None:
    card = cards(admin)[SAMPLE]
    assert "已安装" in card
    assert "审批链 1、表单 1" in card
    assert "依赖 forms、approvals" in card
    assert f'href="/apps/{SAMPLE}"' in card


def test_a_pack_in_the_folder_can_be_installed(admin: FlaskClient, addons: Path) -> None:
    make_pack(addons, "tryout")
    card = cards(admin)["tryout"]
    assert "未安装" in card
    assert "/apps/tryout/plan/install" in card


@pytest.mark.parametrize(("version", "words"), [("1.1.0", "可升级到 1.1.0"), ("1.0.0", "文件夹有改动")])
def test_a_folder_that_changed_can_be_taken_in(
    office: Flask, admin: FlaskClient, addons: Path, version: str, words: str
) -> None:
    make_pack(addons, "tryout")
    install(office, "tryout")
    make_pack(addons, "tryout", version=version, title="新申请表")
    card = cards(admin, "?state=upgradable")["tryout"]
    assert words in card
    assert "/apps/tryout/plan/upgrade" in card


def test_a_broken_manifest_is_told_with_its_line(admin: FlaskClient, addons: Path) -> None:
    manifest = make_pack(addons, "spoilt") / "__manifest__.py"
    manifest.write_text(manifest.read_text().replace('"version"', '"vresion"'))
    assert "不能使用" in cards(admin)["spoilt"]
    detail = admin.get("/apps/spoilt").text
    assert "vresion" in detail
    assert "spoilt/__manifest__.py:2" in detail
    assert "/plan/" not in detail


def test_a_folder_that_is_gone_is_told(office: Flask, admin: FlaskClient, addons: Path) -> None:
    make_pack(addons, "tryout")
    install(office, "tryout")
    shutil.rmtree(addons / "tryout")
    assert "它的文件夹不在插件目录里" in cards(admin)["tryout"]
    assert "请把文件夹放回" in admin.get("/apps/tryout").text


def test_an_installed_plugin_whose_manifest_broke_says_what_is_wrong(
    office: Flask, admin: FlaskClient, addons: Path
) -> None:
    manifest = make_pack(addons, "tryout") / "__manifest__.py"
    install(office, "tryout")
    manifest.write_text(manifest.read_text().replace('"version"', '"vresion"'))
    card = cards(admin, "?state=ailing")["tryout"]
    assert "vresion" in card
    assert "文件夹不在" not in card


def test_what_an_upgrade_failed_of_stays_on_the_card(office: Flask, admin: FlaskClient) -> None:
    with transaction(platform_of(office).database.engine) as session:
        session.execute(update(Plugin).where(Plugin.name == SAMPLE).values(broken="新版没有起来"))
    assert "新版没有起来" in cards(admin, "?state=ailing")[SAMPLE]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=承诺", {SAMPLE}),
        ("?q=PACK_", {SAMPLE}),
        ("?state=installed&q=%E8%A1%A8%E5%8D%95", {"forms", SAMPLE}),
        ("?category=核心", {"forms", "approvals"}),
        ("?state=upgradable", set()),
        ("?state=nothing", set()),
        ("?q=%25", set()),
    ],
)
def test_filters_leave_what_fits(admin: FlaskClient, query: str, names: set[str]) -> None:
    assert set(cards(admin, query)) == names
    assert ("清除条件" in admin.get(f"/apps/{query}").text) == (not names)


def test_the_filters_count_what_they_would_leave(admin: FlaskClient, addons: Path) -> None:
    make_pack(addons, "tryout")
    html = admin.get("/apps/?q=tryout").text
    assert [f"{words} {count}" in html for words, count in (("全部", 4), ("已安装", 3), ("可升级", 0))] == [
        True
    ] * 3


def test_changes_of_the_studio_are_a_card_of_their_own(admin: FlaskClient) -> None:
    assert "studio" not in cards(admin)
    assert change_in_studio(admin, "企业名称", "企业全称").status_code == 302
    card = cards(admin)["studio"]
    assert "1 处，涉及 1 个插件" in card
    assert FORM in card
    assert "studio" not in cards(admin, "?q=studio")
