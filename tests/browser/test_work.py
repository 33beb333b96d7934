"""The work page by mouse, wide and narrow, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kernel.clock import FixedClock
from tests.app.admin.test_work import given_up, scheduled
from tests.browser.conftest import Check
from tests.browser.live import live_office
from tests.browser.test_sign_in import WORDS as SIGN_IN
from tests.browser.test_sign_in import open_sign_in, sign_in
from tests.browser.visiting import overflow

pytestmark = pytest.mark.browser
WORDS = {
    "zh": {
        "run": "立即运行 封存审计日志",
        "job": "封存审计日志",
        "queued": "“封存审计日志”已排队",
        "again": "重新排队",
        "revived": "已重新排队",
        "runs": "最近的运行",
    },
    "en": {
        "run": "Run now Seal the audit log",
        "job": "Seal the audit log",
        "queued": "“Seal the audit log” is queued",
        "again": "Queue again",
        "revived": "is queued again",
        "runs": "Latest runs",
    },
}


@pytest.fixture
def served(tmp_path: Path, clock: FixedClock) -> Iterator[tuple[str, Flask]]:
    """The platform on this machine, with jobs that ran and work that was given up."""
    with live_office(tmp_path, clock=clock) as (address, app):
        scheduled(app)
        clock.advance(minutes=6)
        scheduled(app)
        given_up(app)
        yield address, app


@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_job_is_queued_and_a_dead_letter_revived(
    request: pytest.FixtureRequest, size: str, language: str, served: tuple[str, Flask], violations: Check
) -> None:
    page: Page = request.getfixturevalue(size)
    words, address = WORDS[language], served[0]
    open_sign_in(page, address, language)
    sign_in(page, SIGN_IN[language])
    page.goto(f"{address}/admin/work/")
    found = {"work": violations(page), "work fits": overflow(page)}
    page.get_by_role("button", name=words["run"], exact=True).click()
    expect(page.get_by_text(words["queued"])).to_be_visible()
    page.get_by_role("button", name=words["again"]).click()
    expect(page.get_by_text(words["revived"])).to_be_visible()
    found |= {"empty": violations(page), "empty fits": overflow(page)}
    page.get_by_role("link", name=words["job"]).click()
    expect(page.locator("#runs")).to_have_text(words["runs"])
    found |= {"job": violations(page), "job fits": overflow(page)}
    assert {name: value for name, value in found.items() if value} == {}
