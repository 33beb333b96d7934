"""What was changed in one office is exported, uploaded in another and installed there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.app.plugin_office import FORM, plugin_office
from tests.browser.live import served
from tests.browser.plugin_site import card, carried_out, published, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def here(tmp_path: Path) -> Iterator[str]:
    """An office with the sample pack."""
    (tmp_path / "here").mkdir()
    with plugin_office(tmp_path / "here") as app, served(app) as address:
        yield address


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Another one."""
    (tmp_path / "elsewhere").mkdir()
    with plugin_office(tmp_path / "elsewhere") as app, served(app) as address:
        yield address


def test_a_change_travels_as_a_pack(page: Page, here: str, elsewhere: str, tmp_path: Path) -> None:
    sign_in(page, here)
    published(page, here, FORM, "zh: 企业名称", "zh: 企业全称", reason="按营业执照的叫法")
    card(page, here, "studio").get_by_role("link", name="导出为事项包").click()
    expect(page.get_by_role("region", name="包里的改动")).to_contain_text(FORM)
    page.get_by_label("插件标识").fill("jilin_local")
    page.get_by_label("名称").fill("吉林本地改动")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 zip").click()
    pack = tmp_path / download.value.suggested_filename
    download.value.save_as(pack)
    assert pack.name == "jilin_local.zip"

    sign_in(page, elsewhere)
    page.goto(f"{elsewhere}/apps/")
    page.get_by_role("link", name="上传插件包").click()
    page.get_by_label("插件包").set_input_files(pack)
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_role("status")).to_contain_text("吉林本地改动 1.0.0 已上传，尚未安装。")
    page.get_by_role("link", name="安装…").click()
    expect(page.locator(".steps")).to_contain_text(FORM)
    expect(page.locator(".impact")).to_contain_text("不需要，立即生效")
    carried_out(page, "执行安装")

    page.goto(f"{elsewhere}/studio/definitions/{FORM}")
    expect(page.locator("pre.yaml")).to_contain_text("zh: 企业全称")
    expect(card(page, elsewhere, "jilin_local").locator(".tag")).to_have_text("已安装")


def test_what_is_no_pack_is_refused_on_the_page(page: Page, here: str, tmp_path: Path) -> None:
    sign_in(page, here)
    page.goto(f"{here}/packs/upload")
    (tmp_path / "letter.zip").write_text("no zip")
    page.get_by_label("插件包").set_input_files(tmp_path / "letter.zip")
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("这不是完整的 zip 文件")
