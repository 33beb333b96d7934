"""From the sign-in to the start page and out again, by keyboard alone, wide and narrow, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app.demo import PASSWORD
from tests.browser.conftest import Check
from tests.browser.live import live_office
from tests.browser.visiting import choose_english, overflow

pytestmark = [pytest.mark.browser, pytest.mark.fast]
LANGUAGES = ("zh", pytest.param("en", marks=pytest.mark.slow))
WORDS = {
    "zh": {
        "heading": "登录通办",
        "user": "用户名",
        "password": "密码",
        "sign in": "登录",
        "hello": "您好，高原",
        "sign out": "退出登录",
        "signed out": "您已退出登录。",
        "refused": "没有登录成功",
        "account": "账户与密码",
    },
    "en": {
        "heading": "Sign in to Tongban",
        "user": "User name",
        "password": "Password",
        "sign in": "Sign in",
        "hello": "Hello, 高原",
        "sign out": "Sign out",
        "signed out": "You are signed out.",
        "refused": "Not signed in",
        "account": "Account and password",
    },
}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The platform on this machine."""
    with live_office(tmp_path) as (address, _app):
        yield address


@pytest.fixture(params=["page", "phone"])
def screen(request: pytest.FixtureRequest) -> Page:
    """A desktop, then a phone."""
    found: Page = request.getfixturevalue(request.param)
    return found


def open_sign_in(page: Page, address: str, language: str) -> dict[str, str]:
    """The sign-in page in the language, with its words."""
    page.goto(f"{address}/login")
    if language == "en":
        choose_english(page)
    words = WORDS[language]
    expect(page.get_by_role("heading", level=1)).to_have_text(words["heading"])
    return words


def sign_in(page: Page, words: dict[str, str], username: str = "admin") -> None:
    """The form filled in and sent."""
    page.get_by_label(words["user"], exact=True).fill(username)
    page.get_by_label(words["password"], exact=True).fill(PASSWORD)
    page.get_by_role("button", name=words["sign in"], exact=True).click()


def tabbed_to(page: Page, selector: str) -> Locator:
    """The element, reached by the Tab key alone."""
    wanted = page.locator(selector)
    for _ in range(20):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    return wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_keyboard_alone_signs_in_and_out(screen: Page, address: str, language: str) -> None:
    words = open_sign_in(screen, address, language)
    keys = screen.keyboard
    keys.press("Tab")
    expect(screen.locator("a.skip")).to_be_focused()
    keys.press("Enter")
    expect(screen.locator("#main")).to_be_focused()
    keys.press("Tab")
    expect(screen.get_by_label(words["user"], exact=True)).to_be_focused()
    keys.type("admin")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(screen.get_by_role("heading", level=1)).to_have_text(words["hello"])
    account = tabbed_to(screen, "details[data-menu]:last-of-type > summary")
    keys.press("Enter")
    sign_out = screen.get_by_role("button", name=words["sign out"])
    expect(sign_out).to_be_visible()
    keys.press("Escape")
    expect(sign_out).to_be_hidden()
    expect(account).to_be_focused()
    keys.press("Enter")
    for _ in range(screen.locator("header details[open] .list").locator("a, button").count()):
        keys.press("Tab")
    expect(sign_out).to_be_focused()
    keys.press("Enter")
    expect(screen.get_by_text(words["signed out"])).to_be_visible()
    screen.goto(f"{address}/profile")
    expect(screen.get_by_role("heading", level=1)).to_have_text(words["heading"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_accessible_and_fit(screen: Page, address: str, language: str, violations: Check) -> None:
    words = open_sign_in(screen, address, language)
    found = {"sign-in": violations(screen), "sign-in fits": overflow(screen)}
    screen.get_by_label(words["user"], exact=True).fill("admin")
    screen.get_by_label(words["password"], exact=True).fill("wrong password")
    screen.get_by_role("button", name=words["sign in"], exact=True).click()
    expect(screen.get_by_role("alert")).to_contain_text(words["refused"])
    found |= {"refused": violations(screen), "refused fits": overflow(screen)}
    sign_in(screen, words)
    expect(screen.get_by_role("heading", level=1)).to_have_text(words["hello"])
    for path in (
        "/",
        "/profile",
        "/admin/accounts/list/",
        "/admin/accounts/show/1",
        "/admin/roles/show/1",
        "/nowhere",
    ):
        screen.goto(address + path)
        for menu in screen.locator("header details[data-menu] > summary").all():
            if menu.is_visible():
                menu.click()
        found |= {path: violations(screen), f"{path} fits": overflow(screen)}
    assert {name: value for name, value in found.items() if value} == {}


def test_errors_of_the_form_take_the_focus(screen: Page, address: str, violations: Check) -> None:
    words = open_sign_in(screen, address, "zh")
    sign_in(screen, words)
    screen.goto(f"{address}/profile")
    screen.get_by_label("现在的密码").fill("x")
    screen.get_by_label("新密码", exact=True).fill("short")
    screen.get_by_label("再输一次新密码").fill("short")
    screen.get_by_role("button", name="更改密码").click()
    summary = screen.get_by_role("alert")
    expect(summary).to_be_focused()
    assert violations(screen) == []
    screen.keyboard.press("Tab")
    screen.keyboard.press("Enter")
    expect(screen.get_by_label("新密码", exact=True)).to_be_focused()


def test_clerk_without_rights_sees_a_page_that_says_so(screen: Page, address: str, violations: Check) -> None:
    words = open_sign_in(screen, address, "zh")
    sign_in(screen, words, "clerk")
    expect(screen.get_by_role("heading", level=2)).to_have_text("您的账户还没有可用的功能")
    found = violations(screen)
    screen.goto(f"{address}/admin/accounts/list/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("不在您的权限内")
    assert found + violations(screen) == []


def test_menu_of_the_phone_works_without_scripts(browser: object, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)  # type: ignore[attr-defined]
    page: Page = context.new_page()
    words = open_sign_in(page, address, "zh")
    sign_in(page, words)
    page.get_by_text("菜单", exact=True).click()
    page.get_by_role("link", name="登记簿", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("账户")
    context.close()
