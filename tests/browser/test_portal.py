"""The portal in Chromium: every page on a desktop and a phone, in both languages, in large type, without scripts."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from app import demo
from tests.addons.spine import spine
from tests.browser.conftest import PHONE, WIDE, Check
from tests.browser.live import served
from tests.browser.visiting import choose_english, overflow
from tests.stories.renewal import GUIDE, Renewal

pytestmark = pytest.mark.browser
EACH = pytest.mark.parametrize(
    ("screen", "english"),
    [
        ("page", False),
        ("phone", True),
        ("page", True),
        ("phone", False),
    ],
    indirect=["screen"],
)
"""Both sizes and both languages; two of the four pairs are enough for the gate."""
SIZES = pytest.mark.parametrize(
    "screen",
    ["page", pytest.param("phone", marks=pytest.mark.fast)],
    indirect=True,
)
PAGES = {
    "": ("/services", "/services?q=nothing", GUIDE, "/services/nothing", "/login"),
    "zhang": ("/services", GUIDE, "/my/certificates", "/my/applications", "/my/applications/1", "/profile"),
    "li": ("/my/applications", "/my/applications/2", "/my/applications/2/fill/identity"),
    "hengji": ("/enterprise", "/enterprise?view=past", "/enterprise/applications/1"),
}
DEFECTS: dict[str, Any] = {
    "at:phone": "号码是空号，请换一个能打通的。",
    "at:office": "请选离企业近的窗口。",
}
DRAFTED = (
    "/my/applications/2/fill/employment",
    "/my/applications/2/check",
    "/my/applications/2/withdraw",
    "/my/certificates/3",
)
WAITING = ("/my/applications/1/withdraw", "/my/applications/1/fill/employment")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site where Zhang's application was returned by the enterprise, and Li has a draft."""
    with spine("sqlite", tmp_path_factory.mktemp("portal")) as office:
        zhang = Renewal(office)
        zhang.hand_in()
        task = zhang.visitor("hengji").open("/enterprise").follow("核对并提交").follow("有不符，退回本人")
        task.press("退回本人", **DEFECTS)
        Renewal(office, person="li").begin()
        with served(office.app) as found:
            yield found


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> Page:
    """A desktop or a phone."""
    found: Page = request.getfixturevalue(request.param)
    return found


def enter(page: Page, address: str, username: str, *, english: bool = False) -> None:
    """Signed in, or nobody, in the language."""
    page.goto(f"{address}/login")
    if english:
        choose_english(page)
    if username:
        page.fill("[name=username]", username)
        page.fill("[name=password]", demo.PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "/login" not in url)


def picture() -> bytes:
    """A photograph of a paper."""
    content = BytesIO()
    Image.effect_noise((900, 900), 60).save(content, "PNG")
    return content.getvalue()


@EACH
@pytest.mark.parametrize("username", PAGES)
def test_every_page_is_accessible_and_fits(
    screen: Page, address: str, violations: Check, username: str, english: bool
) -> None:
    enter(screen, address, username, english=english)
    more = {"li": DRAFTED, "zhang": WAITING}.get(username, ())
    for path in (*PAGES[username], *more):
        screen.goto(f"{address}{path}")
        assert violations(screen) == [], path
        assert overflow(screen) <= 0, path


@SIZES
def test_large_type_is_large_everywhere_and_fits(screen: Page, address: str, violations: Check) -> None:
    enter(screen, address, "zhang")
    if not screen.locator(".p-strip").is_visible():
        screen.locator("details[data-menu] > summary").click()
    screen.get_by_role("button", name="大字版").and_(screen.locator(":visible")).first.click()
    for path in (*PAGES["zhang"], *WAITING):
        screen.goto(f"{address}{path}")
        assert violations(screen) == [], path
        assert overflow(screen) <= 0, path
    small = screen.evaluate(
        """[...document.querySelectorAll('main *')].filter(one => one.firstChild?.nodeType === 3
        && one.firstChild.data.trim() && one.offsetParent && !one.closest('svg')
        && parseFloat(getComputedStyle(one).fontSize) < 18).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert small == []


@pytest.mark.fast
def test_defects_stand_at_their_fields(page: Page, address: str) -> None:
    enter(page, address, "zhang")
    page.goto(f"{address}/my/applications/1")
    card = page.locator(".fixit")
    expect(card).to_contain_text("请补正 2 处，一次交回")
    expect(card).to_contain_text("号码是空号")
    card.get_by_role("link", name="去修改 手机号码").click()
    expect(page.locator("#phone-field")).to_contain_text("号码是空号，请换一个能打通的。")
    page.locator(".errs a", has_text="号码是空号").click()
    expect(page.locator("#phone")).to_be_focused()


@SIZES
def test_chosen_file_goes_up_at_once(screen: Page, address: str, violations: Check) -> None:
    enter(screen, address, "li")
    screen.goto(f"{address}/my/applications/2/fill/employment")
    screen.fill("#phone", "1990000")
    screen.set_input_files(
        "#supplement", {"name": "任职文件.png", "mimeType": "image/png", "buffer": picture()}
    )
    listed = screen.locator("#supplement-field .up")
    expect(listed).to_contain_text("任职文件.png")
    assert screen.input_value("#phone") == "1990000"
    assert violations(screen) == []

    screen.set_input_files("#supplement", {"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(screen.locator("#supplement-field .err")).to_contain_text("PDF")
    expect(listed).to_contain_text("任职文件.png")
    listed.get_by_role("button", name="移除").click()
    expect(listed).to_have_count(0)
    assert screen.input_value("#phone") == "1990000"


@pytest.mark.fast
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_menus_open_without_scripts(browser: Browser, address: str, size: dict[str, int]) -> None:
    context = browser.new_context(viewport=size, java_script_enabled=False, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    enter(page, address, "zhang")
    page.locator("details[data-menu] > summary").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("status")).to_contain_text("您已退出登录")
    context.close()


@pytest.mark.fast
def test_phone_has_tabs_but_not_inside_a_form(phone: Page, address: str) -> None:
    enter(phone, address, "li")
    phone.goto(f"{address}/my/certificates")
    expect(phone.locator(".tabbar a[aria-current]")).to_have_text("我的证书")
    phone.locator(".tabbar a", has_text="我的申请").click()
    phone.get_by_role("link", name="安管人员安全生产考核合格证书延续").click()
    phone.get_by_role("link", name="填写").click()
    expect(phone.locator(".tabbar")).to_have_count(0)


@SIZES
def test_messages_stand_one_below_the_other(screen: Page, address: str) -> None:
    enter(screen, address, "zhang")
    for said in ("窗口几点下班？", "可以周六来吗？"):
        screen.goto(f"{address}/my/applications/1")
        screen.get_by_label("写消息").fill(said)
        screen.get_by_role("button", name="发送").click()
        expect(screen.locator("#messages")).to_contain_text(said)
    tops = screen.evaluate(
        """[...document.querySelectorAll('#messages-title, .p-talk > li')].map(one => one.getBoundingClientRect())
        .map(box => [box.top, box.bottom])"""
    )
    assert len(tops) > 2
    assert all(below[0] >= above[1] for above, below in pairwise(tops))
