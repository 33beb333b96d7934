"""The mailbox in Chromium: read by keyboard and by scripts' absence alike, clean for axe, whole on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app import demo
from kernel.clock import FixedClock
from kernel.text import Text
from tests.addons.notices.office import notice_office, person, tell
from tests.browser.conftest import Check
from tests.browser.live import served

LONG = "您的申请（办件 220100-260303-0187）被退回，请于 2026-03-17 前补正。" * 4


@pytest.fixture
def address(tmp_path: Path, clock: FixedClock) -> Iterator[str]:
    """A site where Zhang has two messages."""
    with notice_office(tmp_path, clock) as app:
        tell(app, person(1), key="a", title=Text("窗口已开放", "The window is open"))
        tell(app, person(1), key="b", title=Text("请补正申请", "Please correct"), body=Text(LONG, LONG))
        with served(app) as found:
            yield found


def at_mailbox(page: Page, address: str) -> None:
    """Zhang is signed in and follows the bell."""
    page.goto(f"{address}/login")
    page.fill("[name=username]", "zhang")
    page.fill("[name=password]", demo.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{address}/profile")
    page.click(".o-bell")


def test_messages_are_read_one_by_one_and_all(page: Page, address: str, violations: Check):
    at_mailbox(page, address)
    expect(page.locator(".o-bell")).to_contain_text("2 条未读")
    assert violations(page) == []

    page.get_by_role("button", name="标为已读 窗口已开放").click()
    expect(page.locator(".ntc > li")).to_have_count(1)
    page.get_by_role("button", name="全部标为已读").click()

    expect(page.get_by_role("heading", name="没有未读消息")).to_be_visible()
    expect(page.locator(".o-bell i")).to_have_count(0)
    assert violations(page) == []


def test_a_phone_shows_the_whole_of_a_message(phone: Page, address: str, violations: Check):
    at_mailbox(phone, address)

    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for day in phone.locator(".ntc .nowrap").all():
        box = day.bounding_box()
        assert box
        assert box["height"] < 30
    assert violations(phone) == []
