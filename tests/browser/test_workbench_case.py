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
    paths += ["/work/1/materials", "/work/1/materials?m=2", "/work/record/1", "/work/phrases"]
    paths += ["/work/1/return", "/work/1/identity"]
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


def test_what_is_typed_in_a_dialog_outlives_its_closing(page: Page, site: tuple[str, Office]) -> None:
    address, _ = site
    clerk_at(page, address, "/work/1")
    for button, field in (
        (page.get_by_role("link", name="转办"), "#verb-opinion"),
        (page.locator("[data-return]"), "#what-0"),
    ):
        button.click()
        page.locator(f"dialog[open] {field}").fill("请核对第二页")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        button.click()
        expect(page.locator(f"dialog[open] {field}")).to_have_value("请核对第二页")
        page.keyboard.press("Escape")


def test_a_task_is_claimed_where_the_case_is_read(page: Page, site: tuple[str, Office]) -> None:
    address, _ = site
    clerk_at(page, address, "/work/1")
    page.locator("#opinion").fill("写到一半")
    page.get_by_role("button", name="认领", exact=True).click()
    expect(page.get_by_role("button", name="释放认领")).to_be_visible()
    expect(page.locator("#opinion")).to_have_value("写到一半")


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


def test_a_page_is_pointed_at_and_the_letter_read_before_it_is_sent(
    page: Page, site: tuple[str, Office], violations: Check
) -> None:
    address, office = site
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    clerk_at(page, address, "/work/1/materials")
    page.keyboard.press("n")
    expect(page.locator("[data-point]")).to_have_attribute("src", "/work/1/materials/2/1.png")
    page.locator("[data-point]").click(position={"x": 320, "y": 160})
    expect(page.locator("[data-draft].on")).to_have_attribute("transform", "translate(500 250)")
    expect(page.get_by_label("有什么问题")).to_be_focused()
    page.keyboard.type("没有盖章")
    page.get_by_role("button", name="记下这条问题").click()
    expect(page.locator(".mv-marks g:not(.draft) text")).to_have_text("1")
    expect(page.locator(".pinl")).to_contain_text("第 1 页标注处")
    assert violations(page) == []
    page.locator("h1").click()
    page.keyboard.press("r")
    expect(page.locator(".w-pinned")).to_contain_text("第 1 页标注处")
    page.get_by_label("我确认以上已列全").check()
    page.get_by_role("button", name="预览告知书").click()
    expect(page.get_by_role("article")).to_contain_text("1. 延续申请单（任职文件.pdf，第 1 页标注处）")
    assert violations(page) == []
    page.get_by_role("button", name="发出补正告知").click()
    expect(page.get_by_role("status")).to_contain_text("已办理：退回补正")
    page.goto(f"{address}/work/1?tab=feed")
    page.get_by_role("link", name="补正告知书").click()
    expect(page.get_by_role("article")).to_contain_text("没有盖章")
    assert violations(page) == []
    correction = office.case(1).state.correction
    assert correction is not None
    assert [(one.at, one.what) for one in correction.defects] == [("form", "没有盖章")]


def test_what_is_wrong_is_framed_by_mouse_or_by_keys_and_a_file_found_in_order(
    page: Page, site: tuple[str, Office], violations: Check
) -> None:
    address, _ = site
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    clerk_at(page, address, "/work/1/materials?m=2")
    box = page.locator("[data-point]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 64, box["y"] + 128)
    page.mouse.down()
    page.mouse.move(box["x"] + 256, box["y"] + 192, steps=3)
    page.mouse.up()
    expect(page.locator("[data-spot]")).to_have_value("100,200,300,100")
    expect(page.get_by_label("有什么问题")).to_be_focused()
    page.keyboard.type("没有盖章")
    page.get_by_role("button", name="记下这条问题").click()
    expect(page.locator(".pinl")).to_contain_text("第 1 页框出处")
    expect(page.get_by_role("button", name="不符合", exact=True)).to_have_attribute("aria-pressed", "true")
    page.locator("h1").click()
    for key in ("b", "ArrowLeft", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("[data-spot]")).to_have_value("290,200,400,130")
    expect(page.locator("[data-draft] text")).to_have_text("2")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("[data-spot]")).to_have_value("")
    for key, pressed in (("n", "false"), ("y", "true")):
        page.locator("h1").click()
        page.keyboard.press(key)
        fits = page.get_by_role("button", name="符合", exact=True)
        expect(fits).to_have_attribute("aria-pressed", pressed)
    page.goto(f"{address}/work/1?tab=materials")
    expect(page.locator(".w-file .tag")).to_have_text(["符合", "不符合"])


def test_the_file_that_was_turned_to_is_shown_when_the_page_is_loaded_again(
    page: Page, site: tuple[str, Office]
) -> None:
    address, _ = site
    clerk_at(page, address, "/work/1/materials?view=today")
    page.keyboard.press("n")
    expect(page.locator("[data-point]")).to_have_attribute("src", "/work/1/materials/2/1.png")
    page.get_by_role("button", name="下一页").click()
    expect(page).to_have_url(f"{address}/work/1/materials?m=2&p=2&view=today")
    page.get_by_label("有什么问题").fill("缺签名")
    page.get_by_role("button", name="记下这条问题").click()
    expect(page.locator(".pinl")).to_contain_text("缺签名")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.reload()
    assert "POST" not in sent
    expect(page.locator("[data-point]")).to_have_attribute("src", "/work/1/materials/2/2.png")
    expect(page.locator(".pinl")).to_contain_text("缺签名")


def test_a_page_is_pointed_at_without_scripts_on_a_phone(
    browser: Browser, site: tuple[str, Office], violations: Check
) -> None:
    address, _ = site
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()  # type: ignore[arg-type]
    clerk_at(page, address, "/work/1/materials?m=2&p=2")
    page.get_by_label("有什么问题").fill("缺签名")
    page.locator("[data-point]").click(position={"x": 64, "y": 128})
    expect(page.locator("[name=spot]:not([type=image])")).to_have_value("100,200")
    expect(page.get_by_label("有什么问题")).to_have_value("缺签名")
    page.get_by_role("button", name="记下这条问题").click()
    expect(page.locator(".pinl")).to_contain_text("第 2 页标注处")
    page.context.close()


def test_the_letter_is_read_in_the_dialog_and_one_goes_back_to_the_list(
    page: Page, site: tuple[str, Office], violations: Check
) -> None:
    address, _ = site
    clerk_at(page, address, "/work/1")
    page.get_by_role("button", name="一次性告知补正").click()
    dialog = page.get_by_role("dialog", name="一次性告知补正")
    dialog.locator("#what-0").fill("没有盖章")
    dialog.get_by_role("button", name="预览告知书").click()
    expect(dialog.get_by_role("article")).to_contain_text("没有盖章")
    assert violations(page) == []
    dialog.get_by_role("button", name="回去修改").click()
    expect(dialog.locator("#what-0")).to_have_value("没有盖章")


def test_a_number_in_full_is_asked_for_in_a_dialog_and_gone_after_a_minute(
    page: Page, site: tuple[str, Office], violations: Check
) -> None:
    address, office = site
    clerk_at(page, address, "/work/1")
    page.get_by_role("link", name="查看完整证件号").click()
    dialog = page.get_by_role("dialog", name="查看完整证件号")
    dialog.get_by_label("查看理由").fill("与身份证原件核对")
    dialog.get_by_role("button", name="查看").click()
    expect(page.locator("main")).to_contain_text("220100199001011234")
    assert violations(page) == []
    assert office.audited()[-1] == ("li", "case.identity", "case:1")


def test_on_a_phone_the_acts_are_two_rows_and_the_rest_one_tap_away(
    browser: Browser, site: tuple[str, Office]
) -> None:
    address, _ = site
    page = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    clerk_at(page, address, "/work/1")
    shown = page.locator(".pf .w-acts > *:visible")
    rows = {round(box["y"] + box["height"]) for one in shown.all() if (box := one.bounding_box())}
    assert len(rows) == 2
    page.locator(".w-other > summary").click()
    menu = page.locator(".w-other-in")
    for words in ("转办", "委派", "抄送", "加签", "中止"):
        expect(menu.get_by_role("link", name=words)).to_be_in_viewport()
    menu.get_by_role("button", name="认领", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已认领")
    page.context.close()
