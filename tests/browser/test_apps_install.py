"""Plugins installed from the Apps page: with scripts, without them, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.packs import make_pack
from tests.app.plugin_office import plugin_office
from tests.browser.conftest import WIDE
from tests.browser.live import served
from tests.browser.plugin_site import SECONDS, PluginSite, card, carried_out, finished, plugin_site, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def office(tmp_path: Path) -> Iterator[str]:
    """An office of this process with a pack of data in its folder."""
    with plugin_office(tmp_path) as app, served(app) as address:
        make_pack(tmp_path / "addons", "tryout")
        yield address


@pytest.fixture
def site(tmp_path: Path) -> Iterator[PluginSite]:
    """Servers with nothing installed that a site could do without."""
    with plugin_site(tmp_path, furnished=False) as site:
        yield site


def test_beta_brings_alpha_and_its_python_is_served(page: Page, site: PluginSite) -> None:
    sign_in(page, site.address)
    expect(page.locator("[data-plugin=alpha]")).to_have_count(0)
    waiting = card(page, site.address, "beta")
    expect(waiting.locator(".tag")).to_have_text("未安装")

    waiting.get_by_role("link", name="安装").click()
    steps = page.locator(".steps tbody tr")
    expect(page.get_by_role("heading", level=1)).to_have_text("安装计划 1.0.0")
    expect(page.locator(".impact")).to_contain_text("测试插件甲")
    expect(page.locator(".impact")).to_contain_text("启用 4")
    expect(page.locator(".impact")).to_contain_text("需要，请求不中断")
    expect(steps.filter(has_text="alpha 0001_units")).to_contain_text("迁移")
    expect(steps.filter(has_text="alpha.request")).to_contain_text("启用，第 1 版")
    registers = steps.filter(has_text="alpha_unit").first
    registers.get_by_text("列出 5 项").click()
    expect(registers.get_by_text("alpha.changchun")).to_be_visible()
    carried_out(page, "执行安装")

    expect(page.locator("#course")).to_contain_text("新进程已接替")
    expect(page.locator("#course-said")).to_contain_text("已完成")
    for name in ("alpha", "beta"):
        expect(card(page, site.address, name).locator(".tag")).to_have_text("已安装")
    page.goto(f"{site.address}/")
    expect(page.locator("[data-plugin=alpha]")).to_have_text("测试插件甲")


def test_without_scripts_the_page_refreshes_itself(browser: Browser, office: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, office)

    card(page, office, "tryout").get_by_role("link", name="安装").click()
    expect(page.locator(".steps")).to_contain_text("tryout.request")
    page.get_by_role("button", name="执行安装").click()

    expect(page.locator("#course .hd .tag")).to_have_text("已完成", timeout=SECONDS)
    page.get_by_role("link", name="回到插件页").click()
    expect(page.locator("#plugin-tryout .tag")).to_have_text("已安装")
    context.close()


def test_keyboard_alone_finds_plans_and_installs(page: Page, office: str) -> None:
    sign_in(page, office)
    page.goto(f"{office}/apps/")
    page.get_by_label("查找插件").focus()
    page.keyboard.type("tryout")
    page.keyboard.press("Enter")
    expect(page.locator(".plug")).to_have_count(1)

    _tab_to(page, "安装… tryout")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/install")
    _tab_to(page, "执行安装")
    page.keyboard.press("Enter")

    page.wait_for_url("**/apps/operations/*")
    finished(page)
    _tab_to(page, "回到插件页")
    page.keyboard.press("Enter")
    expect(page.locator("#plugin-tryout .tag")).to_have_text("已安装")


def _tab_to(page: Page, words: str) -> None:
    """The Tab key alone leads to the link or button with these words."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").split() == words.split():
            return
    pytest.fail(f"Tab does not lead to {words}")
