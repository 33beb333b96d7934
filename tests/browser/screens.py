"""Pictures of the main pages for the docs, taken from a site with the demo data: `make screens`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.app.processes import ROOT, Place
from tests.browser.conftest import PHONE, WIDE
from tests.browser.plugin_site import sign_in

SCREENS = ROOT / "docs" / "screens"
PAGES = {
    "start": "/",
    "apps": "/apps/",
    "plan": "/apps/pack_sample/plan/uninstall",
    "plugin": "/apps/pack_sample",
    "studio": "/studio/",
    "definition": "/studio/definitions/pack_sample.commitment",
    "calendar": "/admin/calendar",
    "work": "/admin/work",
}


def main() -> None:
    """Every page at the width of a desktop and of a phone."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/screens.db"
        place = Place(Path(folder), database, ROOT / "addons", {"DEMO": "1"})
        for words in (["demo"], ["plugin", "install", "pack_sample", "--yes"]):
            place.command(*words).check_returncode()
        with place.started("serve") as running, sync_playwright() as playwright:
            address = f"http://127.0.0.1:{running.ready().port}"
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            _take(browser, address, WIDE, "")
            _take(browser, address, PHONE, "-phone")
            browser.close()


def _take(browser: Browser, address: str, size: dict[str, int], suffix: str) -> None:
    page: Page = browser.new_context(viewport=size, locale="zh-CN").new_page()  # type: ignore[arg-type]
    page.goto(f"{address}/login")
    page.screenshot(path=SCREENS / f"sign-in{suffix}.png")
    sign_in(page, address)
    for name, path in PAGES.items():
        page.goto(f"{address}{path}")
        page.screenshot(path=SCREENS / f"{name}{suffix}.png", full_page=True)
        sys.stdout.write(f"docs/screens/{name}{suffix}.png\n")


if __name__ == "__main__":
    main()
