"""Three people before their screens: the person with a phone, the enterprise and the clerk at a desk."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect

from app.demo import PASSWORD
from tests.addons.spine import Spine
from tests.browser.conftest import PHONE, WIDE, opened

TICKED = ("以上内容真实有效", "由我本人提出延续", "同意为办理本事项核对")
DEFECTS = {"appointment": "与任职文件不一致，请改为安全总监。", "phone": "号码无法接通，请更正。"}
CONFIRMED = ("申请人现受聘于本企业", "已核对申请内容")


@dataclass
class Desk:
    """Somebody signed in at a browser."""

    page: Page
    address: str

    def go(self, path: str) -> "Desk":
        """The page at the address."""
        self.page.goto(f"{self.address}{path}")
        return self

    def press(self, words: str) -> "Desk":
        """The button whose words begin so."""
        named = self.page.get_by_role("button", name=re.compile(f"^{re.escape(words)}"))
        named.locator("visible=true").first.click()
        return self

    def follow(self, words: str) -> "Desk":
        """The first link with these words that can be seen."""
        self.page.get_by_role("link", name=words).locator("visible=true").first.click()
        return self

    def sees(self, words: str) -> "Desk":
        """The page comes to say this where it can be seen."""
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()
        return self

    def is_at(self, heading: str) -> "Desk":
        """The page with this heading is shown."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        return self

    def downloaded(self, words: str) -> bytes:
        """What the link with these words leads to, as a file."""
        with self.page.expect_download() as found:
            self.follow(words)
        return found.value.path().read_bytes()


@dataclass
class Stage:
    """The application on this machine, and whoever has come to it."""

    office: Spine
    address: str
    browser: Browser

    @contextmanager
    def desk(self, username: str, size: dict[str, int]) -> Iterator[Desk]:
        """A browser of their own, signed in where there is a name; its scripts may not fail unseen."""
        for page in opened(self.browser, size):
            desk = Desk(page, self.address)
            if username:
                desk.go("/login")
                page.get_by_label("用户名", exact=True).fill(username)
                page.get_by_label("密码", exact=True).fill(PASSWORD)
                desk.press("登录")
                expect(page).not_to_have_url(f"{self.address}/login")
            yield desk

    def phone(self, username: str = "zhang") -> AbstractContextManager[Desk]:
        """Somebody with a phone."""
        return self.desk(username, PHONE)

    def wide(self, username: str) -> AbstractContextManager[Desk]:
        """Somebody at a desk."""
        return self.desk(username, WIDE)


def apply(desk: Desk, window: str = "长春市城乡建设委员会") -> None:
    """From the list of certificates to the application that is handed in."""
    desk.go("/my/certificates").press("办理证书延续").follow("开始填写")
    desk.is_at("证书与持证人").sees("2029年5月31日").press("信息无误，继续")
    desk.is_at("聘用与办理窗口").page.get_by_label("技术负责人").check()
    desk.page.get_by_label(window).check()
    desk.press("保存并继续").is_at("承诺")
    for words in TICKED:
        desk.page.get_by_label(words).check()
    desk.press("保存并继续").is_at("核对并提交").press("确认并提交")
    desk.sees("等待受聘企业提交")


def confirm(desk: Desk) -> None:
    """The employer looks at the application and submits it."""
    desk.go("/enterprise").follow("核对并提交")
    desk.page.get_by_label("企业经办人").fill("何经办")
    desk.page.get_by_label("经办人电话").fill("0431-85000000")
    for words in CONFIRMED:
        desk.page.get_by_label(words).check()
    desk.press("确认并提交窗口").sees("已确认并提交")


def open_case(desk: Desk, words: str = "张小山") -> Desk:
    """The case beside the list, where the clerk reads and decides it."""
    return desk.go("/work").follow(words).sees("自动核验")


def accept(desk: Desk) -> None:
    """The window accepts the case."""
    open_case(desk).press("受理")


def approve(desk: Desk) -> None:
    """The window sees what the decision does, and takes it."""
    open_case(desk).sees("本次通过后")
    desk.page.get_by_label("办理意见").fill("材料齐全，符合条件。")
    desk.press("同意")


def ask_correction(desk: Desk) -> None:
    """The window sends the application back, with two defects pinned to two fields."""
    open_case(desk).press("一次性告知补正").press("再加一条")
    desk.page.locator("#at-1").wait_for()
    for number, (at, what) in enumerate(DEFECTS.items()):
        desk.page.locator(f"#at-{number}").select_option(at)
        desk.page.locator(f"#what-{number}").fill(what)
    desk.page.get_by_label("我确认以上已列全").check()
    desk.press("发出补正告知")
    desk.page.wait_for_url("**/work**")


def mend(desk: Desk) -> None:
    """The person sees both defects, mends both, and hands everything back at once."""
    desk.go("/my/applications/1").sees("请补正 2 处")
    for what in DEFECTS.values():
        desk.sees(what)
    desk.follow("去修改")
    for what in DEFECTS.values():
        desk.sees(what)
    desk.page.get_by_label("手机号码").fill("19900000099")
    desk.press("保存修改").press("交回补正").sees("承诺事项还没有填").follow("去勾选")
    for words in TICKED:
        desk.page.get_by_label(words).check()
    desk.press("保存修改").press("交回补正").sees("“职务”还没有改").follow("“职务”还没有改")
    desk.page.get_by_label("安全总监").check()
    desk.press("保存修改").press("交回补正").sees("补正已交回")
