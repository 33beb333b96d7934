"""Calendar, jobs and settings as registers, by mouse: found, exported, a sheet of settings tried out and taken over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kernel.calendar import bring_up_to_date
from kernel.clock import FixedClock
from tests.app.admin.test_work import given_up, scheduled
from tests.app.offices import entered, platform_of
from tests.browser.conftest import Check
from tests.browser.live import live_office
from tests.browser.visiting import choose_english, overflow

pytestmark = pytest.mark.browser
LISTS = (
    "/admin/calendar-days/list/?year=2026&kind=working",
    "/admin/calendar-days/show/1",
    "/admin/calendar-days/add",
    "/admin/work/runs/list/",
    "/admin/work/runs/show/1",
    "/admin/work/queue/list/?state=dead",
    "/admin/work/queue/show/1",
    "/admin/settings/?changed=1",
    "/admin/settings/export",
    "/swagger/v1",
)
SHEET = "标识,值\npassword_days,60\nsession_single,否\n"
WORDS = {
    "zh": {"upload": "上传", "take": "改 2 项设置", "saved": "已保存"},
    "en": {"upload": "Upload", "take": "Change 2 settings", "saved": "Saved"},
}


@pytest.fixture
def served(tmp_path: Path, clock: FixedClock) -> Iterator[tuple[str, Flask]]:
    """The shell on this machine, with a calendar, jobs that ran and work that was given up."""
    with live_office(tmp_path, clock=clock) as (address, app):
        with platform_of(app).database.transaction() as session:
            bring_up_to_date(session, clock.now())
        scheduled(app)
        clock.advance(minutes=6)
        scheduled(app)
        given_up(app)
        yield address, app


@pytest.mark.parametrize(("size", "language"), [("page", "zh"), ("phone", "en")])
def test_they_are_read_and_a_sheet_of_settings_is_taken_over(
    request: pytest.FixtureRequest,
    size: str,
    language: str,
    served: tuple[str, Flask],
    violations: Check,
) -> None:
    page: Page = request.getfixturevalue(size)
    address, app = served
    enter(page, app, address)
    page.goto(f"{address}/profile")
    if language == "en":
        choose_english(page)
    found: dict[str, list[object]] = {}
    for path in LISTS:
        page.goto(f"{address}{path}")
        found[path] = [*violations(page), *([wide] if (wide := overflow(page)) > 0 else [])]

    page.goto(f"{address}/admin/settings/import")
    found["file"] = [*violations(page)]
    page.locator("#file").set_input_files(
        {"name": "settings.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    page.get_by_role("button", name=WORDS[language]["upload"]).click()
    take = page.get_by_role("button", name=WORDS[language]["take"])
    expect(take).to_be_visible()
    found["trial"] = [*violations(page), *([wide] if (wide := overflow(page)) > 0 else [])]
    take.click()
    expect(page.get_by_text(WORDS[language]["saved"])).to_be_visible()
    assert page.locator("#password_days").input_value() == "60"
    assert {path: value for path, value in found.items() if value} == {}


def enter(page: Page, app: Flask, address: str) -> None:
    """The browser has the session of the system administrator."""
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = entered(app, "sysadmin").get_cookie(name)
    assert cookie is not None
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": address}])
