"""Pictures of the renewal for the docs, taken while its story is told: part of `make screens`."""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.addons.spine import spine
from tests.app.processes import ROOT
from tests.browser.conftest import PHONE, WIDE
from tests.browser.live import served
from tests.stories.desks import Desk, Stage, accept, apply, approve, confirm, open_case

SCREENS = ROOT / "docs" / "screens"
RUN = "TONGBAN_TEST_RUN"


def main() -> None:
    """Each page of the renewal as its people see it, on a desktop and on a phone."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ.setdefault(RUN, folder)
        (Path(folder) / "site").mkdir()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with spine("sqlite", Path(folder) / "site") as office, served(office.app) as address:
            _told(Stage(office, address, browser))
        browser.close()


def _told(stage: Stage) -> None:
    with ExitStack() as desks:
        person = desks.enter_context(stage.phone())
        seated = desks.enter_context(stage.wide("zhang"))
        firm = desks.enter_context(stage.wide("hengji"))
        clerk = desks.enter_context(stage.wide("clerk"))
        for path, name in (("/services", "services"), ("/my/certificates", "my-certificates")):
            _both(seated, path, name)
        _both(seated, "/services/pack_jilin.renewal", "guide")
        apply(person)
        _both(firm, "/enterprise", "enterprise")
        confirm(firm)
        accept(clerk)
        _picture(open_case(clerk), "workbench")
        approve(clerk)
        stage.office.work()
        _both(seated, "/my/applications/1", "application")
        _both(seated, "/notices", "notices")


def _both(desk: Desk, path: str, name: str) -> None:
    """The page at the address, wide and as a phone shows it."""
    desk.go(path)
    _picture(desk, name)
    desk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    _picture(desk.go(path), f"{name}-phone")
    desk.page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def _picture(desk: Desk, name: str) -> None:
    desk.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
    sys.stdout.write(f"docs/screens/{name}.png\n")


if __name__ == "__main__":
    main()
