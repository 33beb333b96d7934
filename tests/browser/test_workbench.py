"""The workbench in Chromium: by mouse, by keyboard, on a phone, without scripts, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.demo import PASSWORD
from approvals.engine import Defect
from approvals.words import Verb
from kernel.clock import FixedClock
from tests.approvals.workbench_office import Office, tasks_of, workbench_office
from tests.browser.conftest import PHONE, WIDE, Check
from tests.browser.live import served
from tests.browser.visiting import choose_english, overflow

pytestmark = [pytest.mark.browser, pytest.mark.fast]
DEFECTS = (Defect("applicant.phone", "号码少一位"), Defect("form", "没有盖章"))


@pytest.fixture
def site(tmp_path: Path, clock: FixedClock) -> Iterator[tuple[str, Office]]:
    """An office with cases: overdue, due today, come back, ready for the decision, new."""
    with workbench_office(tmp_path, clock) as office, served(office.app) as address:
        clock.advance(days=-8)
        for name in ("张建国", "李秀兰"):
            office.begin(name)
        clock.advance(days=1)
        back = office.begin("郑海涛")
        office.decide(back.id, Verb.RETURN, defects=DEFECTS)
        clock.advance(days=7)
        office.decide(back.id, Verb.RESUBMIT, "filing", "zhang")
        office.decide(office.begin("陈玉梅").id, Verb.ACCEPT, opinion="材料齐全")
        yield address, office


def clerk_at(page: Page, address: str, path: str = "/work", *, language: str = "zh", who: str = "li") -> None:
    """A clerk has signed in and opened the page."""
    page.goto(f"{address}/login")
    if language == "en":
        choose_english(page)
    page.locator("[name=username]").fill(who)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url(f"{address}/work")
    page.goto(f"{address}{path}")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_state_is_accessible_and_fits(
    browser: Browser, site: tuple[str, Office], violations: Check, language: str, size: dict[str, int]
) -> None:
    address, office = site
    office.decide(2, Verb.NOT_ACCEPT, opinion="不归我们")
    page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]
    clerk_at(page, address, language=language)
    for path in (
        "/work",
        "/work?view=back",
        "/work?view=today",
        "/work?view=done",
        "/work/1",
        "/work/2",
        "/work/3?tab=feed",
        "/work/3/return",
        "/work/2/return",
    ):
        page.goto(f"{address}{path}")
        assert violations(page) == [], path
        assert overflow(page) <= 0, path
    page.goto(f"{address}/work")
    page.locator("[data-search]").fill("nothing")
    page.locator("[data-search]").press("Enter")
    page.wait_for_url(f"{address}/work?s=*")
    assert violations(page) == []
    assert overflow(page) <= 0
    page.goto(f"{address}/work/1")
    page.locator("[value=not_accept]").click()
    expect(page.locator("#opinion")).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
    page.context.close()


def test_a_clerk_decides_and_goes_on_to_the_next(page: Page, site: tuple[str, Office]) -> None:
    address, office = site
    clerk_at(page, address)
    page.get_by_role("link", name="张建国").click()
    page.get_by_role("button", name="材料齐全，符合条件").click()
    expect(page.locator("#opinion")).to_have_value("材料齐全，符合条件")
    page.get_by_role("button", name="受理", exact=False).first.click()
    expect(page.get_by_role("status")).to_contain_text("“张建国”已办理：受理")
    expect(page.locator(".w-case h2").first).to_contain_text("李秀兰")
    assert tasks_of(office, 1) == [("acceptance", "done"), ("decision", "open")]


def test_the_keyboard_opens_chooses_and_never_decides_by_one_key(
    page: Page, site: tuple[str, Office]
) -> None:
    address, office = site
    clerk_at(page, address)
    for key, case in (("j", 1), ("j", 2), ("k", 1)):
        # the address is there before the page listens to keys
        page.wait_for_load_state()
        page.keyboard.press(key)
        expect(page).to_have_url(f"{address}/work/{case}")
    page.wait_for_load_state()
    page.keyboard.press("e")
    expect(page.locator("[data-pass]")).to_be_focused()
    assert office.case(1).state.seq == 2
    page.locator("#opinion").fill("j e r k")
    expect(page).to_have_url(f"{address}/work/1")
    page.locator("[data-pass]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已办理：受理")


def test_defects_are_written_in_a_dialog_over_the_case(
    page: Page, site: tuple[str, Office], violations: Check
) -> None:
    address, office = site
    clerk_at(page, address, "/work/1")
    page.locator("#opinion").fill("请尽快")
    page.locator("#opinion").blur()
    page.keyboard.press("r")
    dialog = page.get_by_role("dialog", name="一次性告知补正")
    expect(dialog).to_be_visible()
    expect(dialog.locator("#return-opinion")).to_have_value("请尽快")
    dialog.locator("#at-0").select_option("applicant.phone")
    dialog.locator("#what-0").fill("号码少一位")
    dialog.get_by_role("button", name="再加一条").click()
    dialog.locator("#what-1").fill("没有盖章")
    dialog.get_by_role("button", name="发出补正告知").click()
    expect(dialog.get_by_role("alert")).to_contain_text("请确认已列全")
    assert violations(page) == []
    dialog.get_by_label("我确认以上已列全").check()
    dialog.get_by_role("button", name="发出补正告知").click()
    expect(page.get_by_role("status")).to_contain_text("“张建国”已办理：退回补正")
    correction = office.case(1).state.correction
    assert correction is not None
    assert [(one.at, one.what) for one in correction.defects] == [
        ("applicant.phone", "号码少一位"),
        ("", "没有盖章"),
    ]


def test_a_dialog_that_is_closed_leaves_the_case_as_it_was(page: Page, site: tuple[str, Office]) -> None:
    address, office = site
    clerk_at(page, address, "/work/1")
    page.locator("[data-return]").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name="不退回").click()
    expect(dialog).to_be_hidden()
    page.locator("[data-return]").click()
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("[data-pass]").click()
    expect(page.get_by_role("status")).to_contain_text("已办理：受理")
    assert office.case(1).state.seq == 3


def test_who_comes_too_late_is_told_and_keeps_what_they_typed(page: Page, site: tuple[str, Office]) -> None:
    address, office = site
    clerk_at(page, address, "/work/1")
    page.locator("#opinion").fill("写了很久的意见")
    office.decide(1, Verb.ACCEPT, who="wang")
    page.locator("[data-pass]").click()
    expect(page.get_by_role("alert")).to_contain_text("王海涛 已于")
    expect(page.locator("#opinion")).to_have_value("写了很久的意见")
    # the colleague's act has opened the next step, which may now be done with the same words
    page.locator("[data-pass]").click()
    expect(page.get_by_role("status")).to_contain_text("已办理：同意")


def test_it_works_without_scripts(browser: Browser, site: tuple[str, Office]) -> None:
    address, office = site
    page = browser.new_context(viewport=WIDE, java_script_enabled=False).new_page()  # type: ignore[arg-type]
    clerk_at(page, address, "/work/1")
    page.locator("#opinion").fill("请尽快")
    page.get_by_role("button", name="一次性告知补正").click()
    expect(page.locator("#return-opinion")).to_have_value("请尽快")
    page.locator("#what-0").fill("缺页")
    page.get_by_role("button", name="再加一条").click()
    expect(page.locator("#what-0")).to_have_value("缺页")
    page.get_by_label("我确认以上已列全").check()
    page.get_by_role("button", name="发出补正告知").click()
    expect(page.get_by_role("status")).to_contain_text("已办理：退回补正")
    assert office.case(1).state.correction is not None
    page.context.close()


def test_on_a_phone_the_list_and_the_case_come_one_after_the_other(
    phone: Page, site: tuple[str, Office]
) -> None:
    address, _ = site
    clerk_at(phone, address)
    expect(phone.locator(".w-case")).to_be_hidden()
    phone.get_by_role("link", name="张建国").click()
    expect(phone.locator(".w-list")).to_be_hidden()
    expect(phone.locator("[data-pass]")).to_be_in_viewport()
    phone.get_by_role("link", name="回到列表").click()
    expect(phone.get_by_role("link", name="张建国")).to_be_visible()
