"""How people are told, in Chromium: one's preferences, the wordings, what became of letters."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.demo import PASSWORD
from kernel.clock import FixedClock
from tests.addons.notices.mailroom import Server, mailing_office, work
from tests.browser.conftest import PHONE, WIDE, Check
from tests.browser.live import served
from tests.browser.visiting import overflow

pytestmark = [pytest.mark.browser]
Site = tuple[str, Flask, Server]


@pytest.fixture
def site(tmp_path: Path, clock: FixedClock) -> Iterator[Site]:
    """An office whose mail goes to a server of this machine."""
    with mailing_office(tmp_path, clock) as (app, server), served(app) as address:
        yield address, app, server


def entered(page: Page, address: str, who: str, path: str) -> None:
    """Somebody has signed in and opened the page."""
    page.goto(f"{address}/login")
    page.locator("[name=username]").fill(who)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{address}{path}")


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_page_is_accessible_and_fits(
    browser: Browser, site: Site, violations: Check, size: dict[str, int]
) -> None:
    address, app, server = site
    pages = (
        ("wang", ("/my/preferences",)),
        ("designer", ("/studio/wordings", "/studio/wordings/granted")),
        ("admin", ("/admin/mail", "/admin/mail?show=dead", "/admin/mail?show=sent")),
    )
    for who, paths in pages:
        page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]
        entered(page, address, who, "/my/preferences")
        if who == "wang":
            server.refused.add("wang@example.org")
            page.locator("[name=email]").fill("wang@example.org")
            page.get_by_role("button", name="发送确认信").click()
            work(app)
        for path in paths:
            page.goto(f"{address}{path}")
            assert violations(page) == [], path
            assert overflow(page) <= 0, path
        if who == "admin":
            # a server that refuses for good is not asked again
            page.goto(f"{address}/admin/mail?show=dead")
            expect(page.get_by_role("cell", name="550")).to_be_visible()
            expect(page.get_by_text("w***@example.org").first).to_be_visible()
        page.context.close()
