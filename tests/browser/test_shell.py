"""The shell in Chromium: the search from anywhere, toasts, questions as dialogs, the end of a session, large type."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.demo import PASSWORD
from tests.browser.conftest import WIDE, Check
from tests.browser.live import live_office
from tests.browser.visiting import overflow

pytestmark = pytest.mark.browser
SMALL = """[...document.querySelectorAll('body *')].filter(one => one.firstChild?.nodeType === 3
    && one.firstChild.data.trim() && one.offsetParent && !one.closest('svg, kbd, .ava')
    && parseFloat(getComputedStyle(one).fontSize) < 18).map(one => one.outerHTML.slice(0, 80))"""
ASKED = (
    "document.querySelector('main').insertAdjacentHTML('beforeend', '<a data-dialog href=\"/find\">问</a>')"
)
SPOKEN = (
    "document.dispatchEvent(new CustomEvent('tongban:toast', {detail: {kind: 'bad', words: '没有保存'}}))"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shell with the demo accounts."""
    with live_office(tmp_path_factory.mktemp("shell")) as (found, _):
        yield found


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> Page:
    """A desktop or a phone."""
    found: Page = request.getfixturevalue(request.param)
    return found


EACH = pytest.mark.parametrize("screen", ["page", "phone"], indirect=True)


def enter(page: Page, address: str, path: str = "/profile") -> None:
    """The administrator, signed in, at this page."""
    page.goto(f"{address}/login?next={path}")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"**{path}")


@EACH
def test_a_page_is_found_by_keyboard_alone(screen: Page, address: str, violations: Check) -> None:
    enter(screen, address)
    screen.keyboard.press("Control+k")
    dialog = screen.get_by_role("dialog", name="搜索")
    expect(dialog.get_by_role("link", name="设计中心")).to_be_visible()
    assert violations(screen) == []
    assert overflow(screen) <= 0

    screen.keyboard.type("cj")
    expect(dialog.get_by_role("link")).to_have_count(1)
    screen.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("link", name="插件")).to_be_focused()
    screen.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("textbox")).to_be_focused()
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/apps/")


def test_escape_leads_back_to_where_one_was(page: Page, address: str) -> None:
    enter(page, address)
    page.get_by_role("link", name="搜索办件、证书、人员").click()
    dialog = page.get_by_role("dialog")
    page.keyboard.type("没有这样的东西")
    expect(dialog).to_contain_text("没有找到“没有这样的东西”")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="搜索办件、证书、人员")).to_be_focused()


def test_without_scripts_the_box_leads_to_a_page(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    enter(page, address)
    page.get_by_role("link", name="搜索办件、证书、人员").click()
    page.get_by_label("姓名、编号、企业、页面").fill("插件")
    page.get_by_role("button", name="搜索").click()
    page.locator(".hit", has_text="插件").click()
    assert page.url == f"{address}/apps/"
    context.close()


@EACH
def test_the_end_of_a_session_is_told_and_put_off(screen: Page, address: str, violations: Check) -> None:
    screen.clock.install()
    enter(screen, address)
    bar = screen.locator("[data-ending]")
    expect(bar).to_be_hidden()
    screen.clock.fast_forward("28:30")
    expect(bar).to_contain_text("会话还有 2 分钟结束。")
    assert violations(screen) == []
    assert overflow(screen) <= 0
    bar.get_by_role("button", name="继续办理").click()
    expect(bar).to_be_hidden()
    expect(screen.get_by_role("status")).to_contain_text("会话已延长。")
    screen.clock.fast_forward("31:00")
    expect(bar).to_contain_text("会话已结束")
    expect(bar.get_by_role("link", name="重新登录")).to_be_visible()


@EACH
def test_a_script_speaks_by_a_toast(screen: Page, address: str, violations: Check) -> None:
    enter(screen, address)
    screen.evaluate(SPOKEN)
    expect(screen.get_by_role("status")).to_contain_text("没有保存")
    assert violations(screen) == []
    assert overflow(screen) <= 0


@EACH
def test_a_question_is_asked_over_the_page(screen: Page, address: str, violations: Check) -> None:
    enter(screen, address)
    screen.evaluate(ASKED)
    screen.get_by_role("link", name="问", exact=True).click()
    dialog = screen.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="搜索")).to_be_visible()
    assert violations(screen) == []
    assert overflow(screen) <= 0
    dialog.get_by_role("button", name="关闭").click()
    expect(dialog).to_be_hidden()
    assert screen.url == f"{address}/profile"


@EACH
def test_large_type_is_large_in_the_office_too(screen: Page, address: str, violations: Check) -> None:
    enter(screen, address)
    screen.locator("details[data-menu]:visible > summary").last.click()
    screen.get_by_role("button", name="大字版").click()
    for path in ("/", "/apps/", "/admin/work", "/find", "/nowhere"):
        screen.goto(f"{address}{path}")
        assert violations(screen) == [], path
        assert overflow(screen) <= 0, path
        assert screen.evaluate(SMALL) == [], path
