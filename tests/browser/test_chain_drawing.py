"""The chain designer in a browser: what is wrong leads to its entry, what was not saved is tried again, wide chains open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.app.plugin_office import plugin_office
from tests.browser.charting import Sit, seats
from tests.browser.live import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """An office with the sample pack, served for all tests of this module."""
    with plugin_office(tmp_path_factory.mktemp("drawings")) as app, served(app) as address:
        yield app, address


@pytest.fixture
def sit(browser: Browser, office: tuple[Flask, str]) -> Iterator[Sit]:
    """Somebody at the designer; its scripts may not fail unseen."""
    with seats(browser, office) as seated:
        yield seated


def test_what_is_wrong_leads_to_the_entry_on_its_tab(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    step = chart.insert("act")
    chart.entry("office.level").select_option("city")
    chart.saved()
    late = chart.page.locator(f".ch-checks a[data-at={step}][data-entry='p.clock.days']")
    late.click()
    expect(chart.entry("clock.days")).to_be_focused()
    chart.page.locator(f".ch-checks a[data-at={step}][data-entry='p.office.routing']").click()
    expect(chart.entry("office.routing")).to_be_focused()
    chart.choose("")
    late.click()
    expect(chart.entry("clock.days")).to_be_focused()


def test_a_party_that_was_chosen_is_taken_back(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    step = chart.insert("confirm")
    chart.entry("party").select_option("")
    chart.entry("office.level").select_option("city")
    chart.entry("office.routing").select_option("any")
    chart.saved()
    expect(chart.page.locator(f"#node-{step} .ch-t")).to_contain_text("市（州）级主管部门")
    expect(chart.page.locator(".ch-checks")).not_to_contain_text("同时写了")


def test_what_was_typed_without_a_network_is_saved_as_soon_as_there_is_one(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    step = chart.insert("act")
    saved, drawn = chart.page.locator("[data-saved]"), chart.page.locator(f"#node-{step} .ch-t")
    for title, back in (("断网时写的", "online"), ("又断了一次", "重试")):
        chart.page.context.set_offline(True)
        chart.fill("title.zh", title)
        expect(saved).to_contain_text("没有保存")
        expect(saved.locator("svg")).to_be_hidden()
        if back == "online":
            chart.page.context.set_offline(False)
        else:
            chart.page.route("**/act", lambda route: route.abort())
            chart.page.context.set_offline(False)
            expect(saved).to_contain_text("没有保存")
            chart.page.unroute("**/act")
            chart.press(back)
        expect(drawn).to_contain_text(title)
        expect(saved).to_contain_text("已保存")


def test_what_was_drawn_without_a_network_is_repeated_in_its_order(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    first, second = chart.insert("fill"), chart.insert("act")
    was = chart.names
    saved = chart.page.locator("[data-saved]")
    chart.page.route("**/act", lambda route: route.abort())
    chart.tool("上移")
    chart.tool("复制")
    chart.tool("复制")
    expect(saved).to_contain_text("没有保存")
    assert chart.names == was
    chart.page.unroute("**/act")
    chart.press("重试")
    chart.saved()
    expect(saved).to_contain_text("已保存")
    expect(chart.steps).to_have_count(len(was) + 1)
    assert chart.names.index(second) < chart.names.index(first)
    chart.open(chart.page.url.split("/")[-1].split("?")[0])
    expect(chart.steps).to_have_count(len(was) + 1)


def test_a_step_that_was_renamed_without_a_network_is_the_one_that_is_removed(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    step = chart.insert("fill")
    was = chart.names
    chart.page.context.set_offline(True)
    chart.fill("name", "renamed_offline")
    chart.tool("删除")
    chart.page.context.set_offline(False)
    expect(chart.steps).to_have_count(len(was) - 1)
    assert step not in chart.names
    expect(chart.page.locator("[data-undone]")).to_have_count(0)


def test_what_was_drawn_without_a_network_is_named_if_the_drawing_has_changed(sit: Sit) -> None:
    chart, other = sit(), sit()
    name = chart.begin()
    chart.insert("fill")
    last = chart.insert("act")
    chart.page.route("**/act", lambda route: route.abort())
    chart.tool("删除")
    chart.page.locator("#palette button[value=wait]").click()
    chart.saved()
    other.open(name)
    other.add("notice")
    chart.page.unroute("**/act")
    chart.press("重试")
    undone = chart.page.locator("[data-undone]")
    expect(undone).to_contain_text("删除“")
    expect(undone).to_contain_text("添加“")
    expect(chart.page.locator(f"#node-{last}")).to_be_visible()
    chart.saved()
    assert chart.names == other.names
    chart.press("知道了")
    expect(undone).to_have_count(0)


def test_a_wide_chain_opens_where_it_begins(sit: Sit) -> None:
    chart = sit()
    name = chart.begin()
    into = "."
    for _ in range(4):
        group = chart.insert("parallel", into)
        into = chart.page.locator(f"#node-{group} .ch-when [data-at]").first.get_attribute("data-at") or ""
    chart.open(name)
    expect(chart.page.locator(".ch-begin")).to_be_in_viewport(ratio=1)


def test_groups_too_deep_are_refused_where_one_draws(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    into = "."
    for _ in range(6):
        group = chart.insert("branch", into)
        into = chart.page.locator(f"#node-{group} .ch-when [data-at]").first.get_attribute("data-at") or ""
    count = len(chart.names)
    chart.page.locator(f"#canvas [data-plus='{into}']").last.click()
    chart.page.locator("[data-pop] button[value=parallel]").click()
    expect(chart.page.get_by_role("alert")).to_contain_text("最多套 6 层")
    assert len(chart.names) == count


def test_a_chain_comes_back_from_the_file_it_left_as(sit: Sit, tmp_path: Path) -> None:
    chart = sit()
    chart.begin("带走的链")
    chart.insert("parallel")
    names = chart.names
    with chart.page.expect_download() as leaves:
        chart.page.get_by_role("link", name="导出 YAML").click()
    file = tmp_path / "chain.yaml"
    leaves.value.save_as(file)
    chart.begin("另一条")
    chart.page.locator("summary[aria-label='导入 YAML']").click()
    chart.page.get_by_label("YAML 文件").set_input_files(file)
    chart.page.get_by_role("button", name="导入", exact=True).click()
    expect(chart.page.get_by_role("heading", level=1)).to_have_text("带走的链")
    assert chart.names == names
    chart.press("撤销")
    expect(chart.page.get_by_role("heading", level=1)).to_have_text("另一条")
