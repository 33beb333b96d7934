"""The list side of the workbench in Chromium: queues, filters, batches, deputies, sheets, numbers; wide and as a phone."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from approvals.engine import Defect
from approvals.words import Verb
from kernel.clock import FixedClock
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import Office, tasks_of, workbench_office
from tests.browser.conftest import PHONE, WIDE, Check
from tests.browser.live import served
from tests.browser.test_workbench import clerk_at
from tests.browser.visiting import overflow

pytestmark = [pytest.mark.browser]
POOLED = make_chain(
    make_fill("filing", title={"zh": "申请", "en": "Application"}, files=True),
    make_step(
        "acceptance",
        title={"zh": "受理", "en": "Acceptance"},
        role="city_clerk",
        clock={"days": 5},
        pool=True,
        verbs=["accept", "not_accept", "return", "transfer", "urge"],
    ),
)
Site = tuple[str, Office]


@pytest.fixture
def site(tmp_path: Path, clock: FixedClock) -> Iterator[Site]:
    """An office with cases: overdue, due today, sent back, ready for the decision, and one of a pool."""
    with workbench_office(tmp_path, clock) as office, served(office.app) as address:
        office.publish("toy.pooled", POOLED)
        clock.advance(days=-8)
        for name in ("张建国", "李秀兰"):
            office.begin(name)
        clock.advance(days=1)
        back = office.begin("郑海涛")
        office.decide(back.id, Verb.RETURN, defects=(Defect("form", "申请单未盖章"),))
        clock.advance(days=7)
        office.decide(office.begin("陈玉梅").id, Verb.ACCEPT, opinion="材料齐全")
        office.begin("周晓燕", chain="toy.pooled")
        yield address, office


def names(page: Page) -> list[str]:
    """The names in the list."""
    return page.locator("[data-list] .case-li .a").all_inner_texts()


def queue(page: Page, title: str) -> str:
    """How many the queue says that it has."""
    return page.locator("nav.side a", has_text=title).locator(".cnt").inner_text()


def test_queues_count_what_they_hold_and_what_has_to_be_claimed_is_one_of_its_own(
    page: Page, site: Site
) -> None:
    address, _ = site
    clerk_at(page, address)
    assert names(page) == ["张建国", "李秀兰", "陈玉梅"]
    assert (queue(page, "我的待办"), queue(page, "待认领"), queue(page, "超期")) == ("3", "1", "2")
    page.get_by_role("link", name="待认领").click()
    assert names(page) == ["周晓燕"]
    page.locator("[data-pick]").check()
    page.get_by_role("button", name="认领…").click()
    page.get_by_role("button", name="确认批量认领 1 件").click()
    expect(page.get_by_role("status")).to_contain_text("办成 1 件")
    page.goto(f"{address}/work")
    assert names(page) == ["张建国", "李秀兰", "陈玉梅", "周晓燕"]
    assert queue(page, "待认领") == "0"


def test_filters_are_chips_that_are_taken_away_again_and_kept_as_a_view(page: Page, site: Site) -> None:
    address, _ = site
    clerk_at(page, address)
    page.keyboard.press("f")
    page.get_by_label("步骤").select_option("decision")
    page.locator("#person").fill("陈玉梅")
    page.get_by_role("button", name="应用").click()
    assert names(page) == ["陈玉梅"]
    assert "陈玉梅" not in page.url
    page.get_by_role("link", name="去掉条件 人员“陈玉梅”").click()
    expect(page.locator(".w-filters .chip.on")).to_have_count(1)
    page.get_by_role("link", name="保存当前筛选").click()
    expect(page.locator("#view-name")).to_be_focused()
    page.keyboard.type("待审核的")
    page.get_by_role("button", name="保存视图").click()
    expect(page.locator("nav.side a[aria-current]")).to_have_text("待审核的 1")
    page.get_by_role("link", name="去掉条件 审核").click()
    assert len(names(page)) == 3


def test_the_keyboard_goes_through_the_list_picks_looks_for_and_explains_itself(
    page: Page, site: Site
) -> None:
    address, office = site
    clerk_at(page, address)
    page.keyboard.press("j")
    expect(page).to_have_url(f"{address}/work/1")
    expect(page.locator("a.case-li[aria-current]")).to_have_attribute("href", re.compile("/work/1"))
    page.keyboard.press("x")
    expect(page.locator("[data-picked]")).to_have_text("已选 1 件")
    page.keyboard.press("j")
    expect(page).to_have_url(f"{address}/work/2")
    expect(page.locator("a.case-li[aria-current]")).to_have_attribute("href", re.compile("/work/2"))
    page.keyboard.press("x")
    expect(page.locator("[data-picked]")).to_have_text("已选 2 件")
    page.keyboard.press("k")
    expect(page).to_have_url(f"{address}/work/1")
    page.keyboard.press("r")
    expect(page.get_by_role("dialog", name="一次性告知补正")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("main").click(position={"x": 700, "y": 300})
    page.keyboard.press("e")
    expect(page.locator("[data-pass]")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    assert office.case(1).state.seq == 2


def test_a_batch_is_shown_with_what_follows_and_says_what_became_of_each(page: Page, site: Site) -> None:
    address, office = site
    clerk_at(page, address)
    page.locator("[data-all] input").check()
    page.get_by_role("button", name="批量通过…").click()
    expect(page.get_by_text("选中 3 件，可以办理 3 件")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="陈玉梅")
    expect(row).to_contain_text("有效期至 2029-05-31")
    office.decide(1, Verb.NOT_ACCEPT, who="wang", opinion="不归我们")
    page.get_by_label("意见（写入每一件）").fill("材料齐全，符合条件")
    page.get_by_role("button", name="确认批量通过 3 件").click()
    expect(page.get_by_role("status")).to_contain_text("办成 2 件，没有办成 1 件")
    expect(page.get_by_role("row").filter(has_text="张建国")).to_contain_text("没有办理")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("办成 2 件，没有办成 1 件")
    page.go_back()
    expect(page.get_by_text("选中 3 件，可以办理 0 件")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("status")).to_contain_text("办成 2 件，没有办成 1 件")
    assert tasks_of(office, 2)[-1] == ("decision", "open")


def test_a_task_is_handed_to_a_colleague_and_lent_to_a_deputy(
    page: Page, browser: Browser, site: Site
) -> None:
    address, office = site
    clerk_at(page, address, "/work?view=claim")
    page.locator("[data-pick]").check()
    page.get_by_role("button", name="认领…").click()
    page.get_by_role("button", name="确认批量认领 1 件").click()
    page.goto(f"{address}/work")
    page.locator("[data-pick]").last.check()
    page.get_by_role("button", name="转办…").click()
    page.get_by_label("转给").select_option(label="王海涛")
    page.get_by_role("button", name="确认批量转办 1 件").click()
    expect(page.get_by_role("status")).to_contain_text("办成 1 件")
    page.goto(f"{address}/work/deputies")
    page.locator("#deputy").select_option(label="王海涛")
    page.get_by_label("到哪天止").fill(office.clock.today().isoformat())
    page.get_by_role("button", name="设置代理").click()
    expect(page.get_by_text("正在代理")).to_be_visible()
    other = browser.new_context(viewport=WIDE).new_page()  # type: ignore[arg-type]
    clerk_at(other, address, who="wang")
    assert "周晓燕" in names(other)
    other.get_by_role("link", name="代李明").click()
    assert names(other)[:3] == ["张建国", "李秀兰", "陈玉梅"]
    other.context.close()
    page.get_by_role("button", name="结束代理").click()
    expect(page.get_by_text("已提前结束")).to_be_visible()


def test_a_list_is_taken_away_with_the_columns_that_were_chosen(
    page: Page, site: Site, tmp_path: Path
) -> None:
    address, _ = site
    clerk_at(page, address)
    page.get_by_role("link", name="导出").click()
    page.get_by_label("企业", exact=True).uncheck()
    page.get_by_label("用途").fill("周会")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Excel").click()
    sheet = tmp_path / "cases.xlsx"
    download.value.save_as(sheet)
    with closing(load_workbook(sheet)) as book:
        rows: list[Any] = list(book.active.iter_rows(values_only=True))
    assert "企业" not in rows[0]
    assert [row[1] for row in rows[1:]] == ["张建国", "李秀兰", "陈玉梅"]


def test_every_number_leads_to_its_rows(page: Page, site: Site) -> None:
    address, _ = site
    clerk_at(page, address, "/work/dashboard?period=year")
    page.get_by_role("link", name="超期 2", exact=True).click()
    expect(page.locator("tbody th a")).to_have_text(["张建国", "李秀兰"])
    page.get_by_role("link", name="回到统计").click()
    page.get_by_role("link", name="申请单未盖章").click()
    expect(page.get_by_role("row").filter(has_text="郑海涛")).to_contain_text("申请单未盖章")
    page.get_by_role("link", name="回到统计").click()
    page.get_by_role("table").last.get_by_role("link", name="受理").click()
    expect(page.get_by_role("row").filter(has_text="陈玉梅")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_page_of_the_lists_is_accessible_and_fits(
    browser: Browser, site: Site, violations: Check, size: dict[str, int]
) -> None:
    address, _ = site
    page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]
    clerk_at(page, address)

    def fits(what: str) -> None:
        assert violations(page) == [], what
        assert overflow(page) <= 0, what

    page.locator("[data-filters] summary").click()
    page.locator("#person").fill("张建国")
    fits("filters")
    page.get_by_role("button", name="应用").click()
    fits("narrowed")
    page.locator("[data-filters] summary").click()
    name = "二级建造师延续注册中今年到期而又没有盖章的全部办件"
    page.locator("#view-name").fill(name)
    page.get_by_role("button", name="保存视图").click()
    fits("kept")
    kept = page.get_by_title(name)
    expect(kept).to_have_text(re.compile(f"^{name}"))
    measured = "one => one.firstElementChild.scrollWidth > one.firstElementChild.clientWidth"
    assert kept.evaluate(measured), "it is cut"
    assert kept.evaluate("one => one.clientHeight") <= 44
    page.goto(f"{address}/work")
    page.locator("[data-pick]").first.check()
    page.get_by_role("button", name="批量通过…").click()
    fits("batch")
    page.get_by_role("button", name="确认批量通过 1 件").click()
    fits("batch done")
    for path in ("deputies", "export", "dashboard", "dashboard/rows?behind=returned", "phrases"):
        page.goto(f"{address}/work/{path}")
        fits(path)
    page.context.close()
