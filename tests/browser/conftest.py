"""A page in Chromium, wide or as a phone, and the accessibility check."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
POLICY = "Content Security Policy"
Check = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    with sync_playwright() as playwright:
        # in a container Chromium's own sandbox cannot start; the tests open our pages only
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of a desktop, with cookies of its own."""
    yield from opened(browser, WIDE)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """An empty page of a phone, with cookies of its own."""
    yield from opened(browser, PHONE)


@pytest.fixture(scope="session")
def violations() -> Check:
    """Gives what axe finds wrong on a page: rule, help and the elements; empty when clean."""
    source = AXE.read_text(encoding="utf-8")

    def found(page: Page) -> list[str]:
        # evaluated by the browser's tools, so the page's own policy against scripts stays in force
        page.evaluate(source)
        results = page.evaluate("axe.run().then(found => JSON.stringify(found.violations))")
        return [
            f"{rule['id']}: {rule['help']}: {', '.join(str(node['target']) for node in rule['nodes'])}"
            for rule in json.loads(results)
        ]

    return found


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
