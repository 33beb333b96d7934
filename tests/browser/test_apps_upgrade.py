"""An upgrade that changes what the studio changed too: it stops, shows three sides, and does what is chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Check
from tests.browser.plugin_site import PluginSite, card, carried_out, plugin_site, published, sign_in
from tests.plugins import variants

pytestmark = pytest.mark.browser
FORM = "alpha/forms/request.yaml"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[PluginSite]:
    """Servers with alpha and beta installed."""
    with plugin_site(tmp_path, furnished=True) as site:
        yield site


def replaced(site: PluginSite) -> None:
    """Alpha 1.1.0 in the folder: two titles say something else than before."""
    variants.upgraded(site.addons)
    variants.edited(site.addons, FORM, "zh: 联系电话", "zh: 移动电话")
    variants.edited(site.addons, FORM, "zh: 测试申请表", "zh: 新申请表")


def changed_here(page: Page, site: PluginSite) -> None:
    """The same two titles changed in the studio."""
    published(page, site.address, "alpha.request", "联系电话", "手机号码", reason="统一叫法")
    published(page, site.address, "alpha.request", "测试申请表", "本地申请表", reason="按文号改名")


def sides(clash: Locator) -> list[str]:
    """What base, theirs and ours say where they differ."""
    return [words.strip() for words in clash.locator("pre .mod").all_inner_texts()]


def expect_form(page: Page, site: PluginSite, title: str, *lines: str) -> None:
    """Alpha's form has this title and these lines."""
    page.goto(f"{site.address}/studio/definitions/alpha.request")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    for line in lines:
        expect(page.locator("pre.yaml")).to_contain_text(line)


def test_clashes_are_chosen_and_then_in_force(page: Page, site: PluginSite, violations: Check) -> None:
    sign_in(page, site.address)
    changed_here(page, site)
    replaced(site)
    outdated = card(page, site.address, "alpha")
    expect(outdated.locator(".tag")).to_have_text("可升级到 1.1.0")

    outdated.get_by_role("link", name="升级").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("升级计划 1.0.0 → 1.1.0")
    execute = page.get_by_role("button", name="执行升级")
    expect(execute).to_be_disabled()
    expect(page.locator("#why-not")).to_contain_text("还有 2 处冲突要选")
    title, phone = page.locator("#clash-0"), page.locator("#clash-1")
    assert sides(title) == ["zh: 测试申请表", "zh: 新申请表", "zh: 本地申请表"]
    assert sides(phone) == ["zh: 联系电话", "zh: 移动电话", "zh: 手机号码"]

    title.get_by_label("留本地").check()
    phone.get_by_label("另填", exact=True).check()
    phone.get_by_label("另填的值").fill("[电话")
    page.get_by_role("button", name="应用选择").click()
    expect(page.locator("#refused")).to_contain_text("另填的值读不懂")
    expect(phone.get_by_label("另填的值")).to_have_value("[电话")
    expect(title.locator(".hd .tag")).to_have_text("已选")
    expect(phone.locator(".hd .tag")).to_have_text("待选")
    assert violations(page) == []

    phone.get_by_label("另填的值").fill("联系手机")
    page.get_by_role("button", name="应用选择").click()
    expect(execute).to_be_enabled()
    assert violations(page) == []
    carried_out(page, "执行升级")

    expect(card(page, site.address, "alpha").locator(".tag")).to_have_text("已安装")
    expect_form(page, site, "本地申请表", "zh: 联系手机", "name: wanted_on")


def test_the_new_version_can_be_taken(page: Page, site: PluginSite) -> None:
    sign_in(page, site.address)
    changed_here(page, site)
    replaced(site)
    page.goto(f"{site.address}/apps/alpha/plan/upgrade")

    for place in ("#clash-0", "#clash-1"):
        page.locator(place).get_by_label("用新版").check()
    page.get_by_role("button", name="应用选择").click()
    carried_out(page, "执行升级")

    expect_form(page, site, "新申请表", "zh: 移动电话")
    expect(card(page, site.address, "studio")).to_have_count(0)
