"""A plugin with open cases stays; without them it goes, and what it brought goes with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.plugin_site import OPEN_CASES, PluginSite, card, carried_out, plugin_site, sign_in

pytestmark = pytest.mark.browser
CLOSED = "UPDATE alpha_case SET open = 0;"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[PluginSite]:
    """Servers with alpha and beta installed."""
    with plugin_site(tmp_path, furnished=True) as site:
        yield site


def test_open_cases_keep_it_until_they_are_closed(page: Page, site: PluginSite) -> None:
    site.write(OPEN_CASES)
    sign_in(page, site.address)
    page.goto(f"{site.address}/apps/alpha")
    page.get_by_role("link", name="卸载…").click()

    expect(page.locator("#why-not")).to_contain_text("有 1 处障碍")
    obstacles = page.get_by_role("region", name="障碍")
    expect(obstacles).to_contain_text("在办的测试办件：2 件。")
    expect(obstacles.locator(".examples li")).to_have_count(2)
    expect(page.locator(".impact")).to_contain_text("仍有占用，见障碍")
    expect(page.get_by_role("button", name="执行卸载")).to_be_disabled()

    site.write(CLOSED)
    page.reload()
    expect(obstacles).to_have_count(0)
    expect(page.locator(".impact")).to_contain_text("测试插件乙")
    expect(page.locator(".steps")).to_contain_text("数据表 alpha_case")
    carried_out(page, "执行卸载")

    for name in ("alpha", "beta"):
        expect(card(page, site.address, name).locator(".tag")).to_have_text("未安装")
    page.goto(f"{site.address}/studio/")
    expect(page.get_by_role("heading", level=2)).to_have_text("还没有定义")
    page.goto(f"{site.address}/")
    expect(page.locator("[data-plugin=alpha]")).to_have_count(0)
