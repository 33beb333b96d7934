"""A definition changed in the browser: previewed, refused at its lines, proposed, published by another, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.plugin_office import plugin_office
from tests.browser.conftest import WIDE, Check
from tests.browser.live import served
from tests.browser.plugin_site import publish_as, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """An office with the sample pack."""
    with plugin_office(tmp_path) as app, served(app) as address:
        yield address


def open_editor(page: Page, address: str, username: str = "admin") -> str:
    """The editor of the sample form, with what it says."""
    sign_in(page, address, username)
    page.goto(f"{address}/studio/")
    page.get_by_role("link", name="企业安全承诺申报表").click()
    page.get_by_role("link", name="修改…").click()
    return page.get_by_label("内容").input_value()


def press(page: Page, words: str) -> None:
    """The button with these words."""
    page.get_by_role("button", name=words, exact=True).click()


def test_a_change_is_previewed_and_published_with_its_reason(page: Page, address: str) -> None:
    text = open_editor(page, address)
    page.get_by_label("内容").fill(text.replace("zh: 企业名称", "zh: 企业全称"))
    press(page, "预览改动")
    expect(page.get_by_role("status")).to_contain_text("校验通过")
    expect(page.locator(".diff tbody tr")).to_have_count(1)
    expect(page.locator(".diff tbody tr")).to_contain_text("企业全称")

    press(page, "提交发布")
    expect(page.get_by_role("alert")).to_contain_text("没有写发布原因")
    expect(page.get_by_label("内容")).to_have_value(text.replace("zh: 企业名称", "zh: 企业全称"))
    page.get_by_label("为什么改").fill("按营业执照的叫法")
    press(page, "提交发布")

    expect(page.get_by_role("status")).to_contain_text("已提交，等另一位有发布权限的人发布")
    expect(page.get_by_role("button", name="发布新版本")).to_have_count(0)
    publish_as(page, address, "sysadmin")
    page.goto(f"{address}/studio/definitions/pack_sample.commitment")
    expect(page.get_by_text("按营业执照的叫法")).to_be_visible()
    expect(page.locator(".diff.words")).to_contain_text("企业全称")
    page.goto(f"{address}/studio/?changed=1")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_faults_lead_to_their_lines(page: Page, address: str, violations: Check) -> None:
    text = open_editor(page, address).replace("type: phone", "type: phnoe")
    line = 1 + text.split("\n").index("        type: phnoe")
    page.get_by_label("内容").fill(text)
    press(page, "预览改动")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator(".ed-no .bad")).to_have_text(str(line))
    page.get_by_role("link", name=f"第 {line} 行").click()
    editor = page.get_by_label("内容")
    expect(editor).to_be_focused()
    expect(editor).to_have_value(text)
    selected = "element => element.value.slice(element.selectionStart, element.selectionEnd)"
    assert editor.evaluate(selected) == "        type: phnoe"
    assert violations(page) == []


def test_lines_are_numbered_and_the_tab_key_leads_out(page: Page, address: str) -> None:
    text = open_editor(page, address)
    numbers = page.locator(".ed-no span")
    expect(numbers).to_have_count(len(text.split("\n")))
    editor = page.get_by_label("内容")
    editor.press("Control+End")
    editor.press("Enter")
    expect(numbers).to_have_count(len(text.split("\n")) + 1)
    editor.press("Tab")
    expect(page.get_by_label("为什么改")).to_be_focused()


def test_the_plugins_own_text_and_older_versions_come_back(page: Page, address: str) -> None:
    text = open_editor(page, address)
    page.get_by_label("内容").fill(text.replace("zh: 企业名称", "zh: 企业全称"))
    page.get_by_label("为什么改").fill("试一试")
    press(page, "提交发布")
    publish_as(page, address, "sysadmin")

    page.goto(f"{address}/studio/definitions/pack_sample.commitment")
    page.get_by_role("link", name="恢复插件原文…").click()
    expect(page.get_by_label("内容")).to_have_value(text)
    page.go_back()
    page.get_by_role("link", name="第 1 版", exact=True).click()
    page.get_by_role("link", name="以这一版为底稿修改").click()
    expect(page.get_by_label("内容")).to_have_value(text)
    page.get_by_label("为什么改").fill("撤回")
    press(page, "提交发布")
    publish_as(page, address, "sysadmin")

    page.goto(f"{address}/studio/definitions/pack_sample.commitment")
    expect(page.get_by_text("第 3 版", exact=True)).not_to_have_count(0)
    expect(page.get_by_role("link", name="恢复插件原文…")).to_have_count(0)
    page.goto(f"{address}/apps/")
    expect(page.locator("#plugin-studio")).to_have_count(0)


def test_the_second_of_two_admins_keeps_the_work(browser: Browser, page: Page, address: str) -> None:
    text = open_editor(page, address, "designer")
    other = browser.new_context().new_page()
    open_editor(other, address, "sysadmin")
    other.get_by_label("内容").fill(
        text.replace("zh: 企业名称", "zh: 企业全称").replace("zh: 姓名", "zh: 经办人")
    )
    other.get_by_label("为什么改").fill("先到")
    press(other, "提交发布")
    publish_as(other, address, "admin")
    other.context.close()

    mine = text.replace("zh: 姓名", "zh: 申报人").replace("max: 20000\n", "max: 30000\n")
    page.get_by_label("内容").fill(mine)
    page.get_by_label("为什么改").fill("后到")
    press(page, "提交发布")

    expect(page.get_by_role("alert")).to_contain_text("admin 已发布第 2 版")
    expect(page.get_by_role("region", name="别人发布的改动")).to_contain_text("企业全称")
    expect(page.get_by_role("region", name="双方都改了的地方").locator("tbody tr")).to_have_count(1)
    expect(page.get_by_label("内容")).to_have_value(mine.replace("zh: 企业名称", "zh: 企业全称"))
    expect(page.get_by_label("为什么改")).to_have_value("后到")
    press(page, "提交发布")
    publish_as(page, address, "sysadmin")
    page.goto(f"{address}/studio/definitions/pack_sample.commitment")
    expect(page.locator("pre.yaml")).to_contain_text("zh: 申报人")
    expect(page.locator("pre.yaml")).to_contain_text("zh: 企业全称")


def test_everything_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    text = open_editor(page, address)
    page.get_by_label("内容").fill(text.replace("title:\n", "title\n", 1))
    press(page, "预览改动")
    expect(page.get_by_role("alert")).to_contain_text("第 2 行")
    expect(page.get_by_label("内容")).to_have_value(text.replace("title:\n", "title\n", 1))

    page.get_by_label("内容").fill(text.replace("zh: 企业名称", "zh: 企业全称"))
    page.get_by_label("为什么改").fill("不用脚本也行")
    press(page, "提交发布")
    expect(page.get_by_role("status")).to_contain_text("已提交")
    other = context.browser.new_context(java_script_enabled=False).new_page()  # type: ignore[union-attr]
    sign_in(other, address, "sysadmin")
    other.goto(page.url)
    press(other, "发布新版本")
    expect(other.get_by_role("status")).to_contain_text("第 2 版已发布")
    context.close()
    other.context.close()
