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
ADMINISTRATORS = {
    "sysadmin": {"accounts": "/admin/accounts/list/", "settings": "/admin/settings"},
    "auditor": {"audit": "/admin/audit/list/"},
}
SHEET = """统一社会信用代码,名称,管理机构,状态
92999999000000021J,长春新区示范建筑有限公司,220100,正常
92999999000000022M,四平示范建设有限公司,220300,正常
9299999900000002K,吉林松花示范建设集团有限公司,220200,正常
92999999000000001G,长春恒基示范建筑有限公司,220199,正常
"""
"""A sheet of enterprises: some good rows, a code that is too short, an office that there is not."""


def main() -> None:
    """Each page of the renewal as its people see it, on a desktop and on a phone."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ.setdefault(RUN, folder)
        (Path(folder) / "site").mkdir()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with spine("sqlite", Path(folder) / "site") as office, served(office.app) as address:
            stage = Stage(office, address, browser)
            _told(stage)
            _kept(stage)
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


def _kept(stage: Stage) -> None:
    """What an office keeps: registers, an import, the search from anywhere, and what administrators see."""
    with stage.wide("province") as desk:
        for name, path in (("certificates", "certificates/list/"), ("person", "persons/show/1")):
            _both(desk, f"/admin/{path}", f"register-{name}")
        _import(stage, desk)
        desk.go("/work").page.keyboard.press("Control+k")
        desk.page.keyboard.type("张小")
        desk.page.get_by_role("dialog").get_by_text("吉建安A（2023）0001234").wait_for()
        _picture(desk, "find")
    for username, pages in ADMINISTRATORS.items():
        with stage.wide(username) as desk:
            for name, path in pages.items():
                _both(desk, path, name)


def _import(stage: Stage, desk: Desk) -> None:
    desk.go("/admin/enterprises/import")
    sheet = {"name": "企业.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    desk.page.set_input_files("#file", sheet)  # type: ignore[arg-type]
    desk.press("上传").press("核对")
    stage.office.work()
    desk.page.reload()
    _picture(desk, "register-import")


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
