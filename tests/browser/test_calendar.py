"""The calendar page by mouse and keyboard, wide and narrow, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kernel.calendar import bring_up_to_date
from kernel.clock import FixedClock
from tests.app.offices import platform_of
from tests.browser.conftest import Check
from tests.browser.live import live_office
from tests.browser.test_sign_in import WORDS as SIGN_IN
from tests.browser.test_sign_in import open_sign_in, sign_in
from tests.browser.visiting import overflow

pytestmark = pytest.mark.browser
WORDS = {
    "zh": {
        "title": "工作日历",
        "working": "上班",
        "name": "名称",
        "reason": "理由",
        "save": "保存这一天",
        "saved": "2026-10-01 已改",
        "wrong": "有 1 处需要改正",
        "undo": "撤销改动",
        "restored": "2026-10-01 已恢复",
        "provisional": "2027 年是暂定安排",
    },
    "en": {
        "title": "Calendar",
        "working": "Working day",
        "name": "Name",
        "reason": "Reason",
        "save": "Save this day",
        "saved": "2026-10-01 is changed",
        "wrong": "1 to correct",
        "undo": "Undo",
        "restored": "2026-10-01 is restored",
        "provisional": "2027 is provisional",
    },
}


@pytest.fixture
def address(tmp_path: Path, clock: FixedClock) -> Iterator[str]:
    """The platform on this machine, in March 2026, with the calendar of its first start."""
    with live_office(tmp_path, clock=clock) as (address, app):
        here = platform_of(app)
        with here.database.transaction() as session:
            bring_up_to_date(session, clock.now())
        yield address


@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_day_is_changed_and_restored(
    request: pytest.FixtureRequest, size: str, language: str, address: str, violations: Check
) -> None:
    page: Page = request.getfixturevalue(size)
    words = WORDS[language]
    open_sign_in(page, address, language)
    sign_in(page, SIGN_IN[language])
    page.goto(f"{address}/admin/calendar/")
    expect(page.get_by_role("heading", level=1)).to_have_text(words["title"])
    page.locator("#m10 a", has_text="1").first.click()
    form = page.locator("#edit")
    expect(form.locator("#day")).to_have_value("2026-10-01")
    expect(form).to_be_in_viewport()
    form.get_by_label(words["working"], exact=True).check()
    form.get_by_label(words["name"], exact=True).fill("值班")
    form.get_by_label(words["reason"], exact=True).fill(" ")
    form.get_by_role("button", name=words["save"]).click()
    expect(page.get_by_role("alert")).to_contain_text(words["wrong"])
    expect(page.get_by_role("alert")).to_be_focused()
    found = {"wrong": violations(page), "wrong fits": overflow(page)}
    form.get_by_label(words["reason"], exact=True).fill("防汛")
    form.get_by_role("button", name=words["save"]).click()
    expect(page.get_by_text(words["saved"])).to_be_visible()
    page.get_by_role("button", name=words["undo"]).click()
    expect(page.get_by_text(words["restored"])).to_be_visible()
    page.goto(f"{address}/admin/calendar/?year=2027&start=2026-12-28&n=20")
    expect(page.get_by_text(words["provisional"])).to_be_visible()
    found |= {"provisional": violations(page), "provisional fits": overflow(page)}
    assert {name: value for name, value in found.items() if value} == {}
