"""A page in Chromium, wide or as a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import Check

__all__ = ["Check"]

WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
POLICY = "Content Security Policy"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of a desktop, with cookies of its own."""
    yield from opened(browser, WIDE)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """An empty page of a phone, with cookies of its own."""
    yield from opened(browser, PHONE)


def opened(browser: Browser, size: dict[str, int]) -> Iterator[Page]:
    """A page whose scripts may not fail unseen, nor be stopped by the page's own policy."""
    context = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if POLICY in said.text else None)
    yield page
    context.close()
    assert failures == []
