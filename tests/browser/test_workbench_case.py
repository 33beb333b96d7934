"""One case in Chromium: its tabs, its materials in place, its other acts, the phrase book; wide, on a phone, without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kernel import definitions
from kernel.clock import FixedClock
from kernel.db import transaction
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import CHAIN, Office, workbench_office
from tests.browser.conftest import PHONE, WIDE, Check
from tests.browser.live import served
from tests.browser.test_workbench import clerk_at
from tests.browser.visiting import overflow

pytestmark = [pytest.mark.browser]
VERBS = ["approve", "reject", "return", "transfer", "delegate", "cc", "add_signer", "suspend", "resume"]
TABS = ("", "?tab=materials", "?tab=flow", "?tab=feed", "?tab=history")


@pytest.fixture
def site(tmp_path: Path, clock: FixedClock) -> Iterator[tuple[str, Office]]:
    """An office with a case at a step that offers every act."""
    with workbench_office(tmp_path, clock) as office, served(office.app) as address:
        step = make_step(
            "acceptance", title={"zh": "受理", "en": "Acceptance"}, role="city_clerk", verbs=VERBS
        )
        fill = make_fill("filing", title={"zh": "申请", "en": "Application"}, files=True)
        with transaction(office.engine) as session:
            draft = definitions.Draft(CHAIN, "chain", "toy", make_chain(fill, step))
            definitions.publish(session, [draft], actor="test", reason="", at=clock.now())
        office.begin("张建国")
        yield address, office


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_side_of_a_case_is_accessible_and_fits(
    browser: Browser, site: tuple[str, Office], violations: Check, size: dict[str, int]
) -> None:
    address, _ = site
    page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]
    clerk_at(page, address)
    paths = [f"/work/1{tab}" for tab in TABS]
    paths += ["/work/1/materials", "/work/record/1", "/work/phrases", "/work/1/return"]
    paths += [f"/work/1/do/{verb}?step=acceptance" for verb in ("transfer", "cc", "suspend")]
    for path in paths:
        page.goto(f"{address}{path}")
        assert violations(page) == [], path
        assert overflow(page) <= 0, path
    page.context.close()


def test_a_clerk_hands_the_case_on_in_a_dialog(page: Page, site: tuple[str, Office]) -> None:
    address, office = site
    clerk_at(page, address, "/work/1")
    page.get_by_role("link", name="转办").click()
    dialog = page.get_by_role("dialog", name="转办")
    dialog.get_by_label("给谁").select_option(label="王海涛")
    dialog.get_by_role("button", name="转办").click()
    expect(page.get_by_role("status")).to_contain_text("已办理：转办")
    assert office.case(1).state.open[0].holder == "wang"


def test_the_rest_of_the_acts_are_in_a_menu_reached_by_keyboard(page: Page, site: tuple[str, Office]) -> None:
    address, office = site
    clerk_at(page, address, "/work/1")
    page.locator(".w-other > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="中止").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="中止")
    dialog.get_by_label("理由").fill("等司法结论")
    dialog.get_by_role("button", name="中止").click()
    expect(page.locator(".w-case .tag").first).to_contain_text("已中止")
    assert office.case(1).state.suspended


def test_phrases_notes_and_returning_work_without_scripts(browser: Browser, site: tuple[str, Office]) -> None:
    address, office = site
    page = browser.new_context(viewport=WIDE, java_script_enabled=False).new_page()  # type: ignore[arg-type]
    clerk_at(page, address, "/work/phrases")
    page.get_by_label("内容").fill("没有盖章")
    page.get_by_role("button", name="加入").click()
    page.goto(f"{address}/work/1?tab=feed")
    page.locator("#say-words").fill("电话核过")
    page.get_by_role("button", name="记为内部备注").click()
    expect(page.locator(".w-feed")).to_contain_text("电话核过")
    page.goto(f"{address}/work/1/materials")
    page.get_by_label("有什么问题").fill("缺第二页")
    page.get_by_role("button", name="记下这条问题").click()
    expect(page.locator(".pinl")).to_contain_text("缺第二页")
    page.get_by_role("button", name="带着问题去补正").click()
    page.get_by_role("button", name="加入这条").click()
    expect(page.locator("#what-1")).to_have_value("没有盖章")
    page.get_by_label("我确认以上已列全").check()
    page.get_by_role("button", name="发出补正告知").click()
    expect(page.get_by_role("status")).to_contain_text("已办理：退回补正")
    correction = office.case(1).state.correction
    assert correction is not None
    assert [(one.at, one.what) for one in correction.defects] == [("form", "缺第二页"), ("", "没有盖章")]
    page.context.close()
