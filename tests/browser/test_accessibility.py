"""The accessibility check finds what is wrong and lets a clean page pass, on both sizes."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Check

CLEAN = """<!doctype html>
<html lang="zh"><head><title>通办</title></head><body><main><h1>通办</h1></main></body></html>"""
POLICY = {"content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'self'"}
pytestmark = [pytest.mark.browser, pytest.mark.fast]


def show(page: Page, html: str) -> None:
    """The page as the platform sends it: no inline script, no evaluation."""
    page.route("**/*", lambda route: route.fulfill(headers=POLICY, body=html))
    page.goto("http://page.invalid/")


def test_clean_page_has_no_violation(page: Page, violations: Check) -> None:
    show(page, CLEAN)
    assert violations(page) == []


def test_picture_without_words_is_found_on_a_phone(phone: Page, violations: Check) -> None:
    show(phone, CLEAN.replace("</h1>", '</h1><img src="/seal.png">'))
    assert [line.split(":")[0] for line in violations(phone)] == ["image-alt"]
