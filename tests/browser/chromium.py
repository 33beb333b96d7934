"""One Chromium for all browser tests of a worker, and the accessibility check; `tests/conftest.py` offers both."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
Check = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    with sync_playwright() as playwright:
        # in a container Chromium's own sandbox cannot start; the tests open our pages only
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


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
