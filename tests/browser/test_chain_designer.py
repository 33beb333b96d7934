"""The chain designer in a browser: every act by mouse, by keyboard and without scripts, wide and on a phone, axe clean."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.app.plugin_office import plugin_office
from tests.browser.charting import Sit, seats
from tests.browser.conftest import PHONE, Check
from tests.browser.live import served
from tests.browser.visiting import choose_english, overflow

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """An office with the sample pack, served for all tests of this module."""
    with plugin_office(tmp_path_factory.mktemp("charts")) as app, served(app) as address:
        yield app, address


@pytest.fixture
def sit(browser: Browser, office: tuple[Flask, str]) -> Iterator[Sit]:
    """Somebody at the designer, in a browser of their own; its scripts may not fail unseen."""
    with seats(browser, office) as seated:
        yield seated


def test_steps_are_put_in_at_a_plus_moved_copied_and_removed(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    was = chart.names
    decided = chart.insert("act")
    filled = chart.insert("fill", before=decided)
    assert [name for name in chart.names if name not in was] == [filled, decided]
    chart.tool("下移")
    assert [name for name in chart.names if name not in was] == [decided, filled]
    count = len(chart.names)
    chart.tool("复制")
    expect(chart.steps).to_have_count(count + 1)
    chart.tool("删除")
    expect(chart.steps).to_have_count(count)
    chart.press("撤销")
    expect(chart.steps).to_have_count(count + 1)
    chart.press("重做")
    expect(chart.steps).to_have_count(count)


def test_a_branch_and_a_parallel_group_take_steps_into_their_ways(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    decided = chart.insert("act")
    chart.tool("放进条件分支")
    branch = chart.page.locator(f".ch-i:has(#node-{decided})").get_attribute("data-name") or ""
    chart.choose(branch)
    ways = chart.page.locator(f"#node-{branch} .ch-col")
    before = ways.count()
    chart.tool("加一种情形")
    expect(ways).to_have_count(before + 1)
    chart.insert("parallel")
    chart.saved()
    lanes = chart.page.locator("#canvas .ch-i").last.locator(".ch-col")
    assert lanes.count() >= 2


def test_a_case_is_named_on_its_sheet_and_reads_so_on_the_line(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    chart.insert("branch")
    way = chart.page.locator("#canvas .ch-when [data-at]").first
    way.click()
    chart.saved()
    chart.fill("title.zh", "企业不配合")
    expect(chart.page.locator("#canvas .ch-when").first).to_contain_text("企业不配合")


def test_kinds_and_steps_are_dragged_to_their_places(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    first = chart.insert("fill")
    second = chart.insert("act")
    chart.drag_onto("#palette [data-type=wait]", f"#node-{second}")
    third = chart.sheet.get_attribute("data-of") or ""
    assert chart.names[-3:] == [first, third, second]
    chart.drag_onto(f"#node-{second} .ch-n", f"#node-{first}")
    assert chart.names[-3:] == [second, first, third]


def test_steps_are_put_in_chosen_moved_and_removed_by_keyboard(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    first = chart.insert("fill")
    keyboard = chart.page.keyboard
    chart.page.locator(f"#canvas [data-at={first}]").focus()
    count = len(chart.names)
    keyboard.press("+")
    expect(chart.page.locator("[data-pop]")).to_be_visible()
    keyboard.press("Escape")
    expect(chart.page.locator("[data-pop]")).to_have_count(0)
    chart.page.locator(f"#canvas [data-at={first}]").focus()
    keyboard.press("+")
    keyboard.press("ArrowDown")
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    expect(chart.steps).to_have_count(count + 1)
    chart.saved()
    second = chart.sheet.get_attribute("data-of") or ""
    chart.page.locator(f"#canvas [data-at={second}]").focus()
    keyboard.press("Alt+ArrowUp")
    chart.saved()
    assert chart.names.index(second) < chart.names.index(first)
    keyboard.press("Control+d")
    expect(chart.steps).to_have_count(count + 2)
    keyboard.press("Delete")
    expect(chart.steps).to_have_count(count + 1)
    keyboard.press("Control+z")
    expect(chart.steps).to_have_count(count + 2)
    keyboard.press("Control+y")
    expect(chart.steps).to_have_count(count + 1)


def test_what_is_wrong_is_told_while_one_draws_and_leads_to_its_step(sit: Sit) -> None:
    chart = sit()
    chart.begin()
    wait = chart.insert("wait")
    chart.fill("title.zh", "学时达标")
    chart.saved()
    fault = chart.page.locator(f".ch-checks a[data-at={wait}]").first
    expect(fault).to_be_visible()
    expect(chart.page.locator(f"#node-{wait} .ch-flag")).to_be_visible()
    fault.click()
    expect(chart.sheet).to_have_attribute("data-of", wait)


def test_every_path_of_a_sound_chain_is_listed(sit: Sit) -> None:
    chart = sit()
    name = chart.begin()
    expect(chart.page.locator(".ch-checks")).to_contain_text("完整性检查")
    chart.open(name, "?view=paths")
    expect(chart.page.locator(".ch-path, .empty").first).to_be_visible()


def test_everything_works_without_scripts(sit: Sit) -> None:
    chart = sit(java_script_enabled=False)
    chart.begin()
    was = len(chart.names)
    chart.page.locator("#palette button[value=act]").click()
    expect(chart.steps).to_have_count(was + 1)
    decided = chart.names[-1]
    chart.page.locator(f"#canvas [data-plus='.'][data-before='{decided}']").click()
    chart.page.locator("#palette button[value=fill]").click()
    expect(chart.steps).to_have_count(was + 2)
    assert chart.names[-1] == decided
    chart.press("复制")
    expect(chart.steps).to_have_count(was + 3)
    chart.press("撤销")
    expect(chart.steps).to_have_count(was + 2)
    chart.page.locator(f"#canvas [data-at={decided}]").click()
    chart.entry("title.zh").fill("市级审核")
    chart.press("保存属性")
    expect(chart.page.locator(f"#node-{decided}")).to_contain_text("市级审核")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_opens_the_sheet_and_the_steps_over_the_canvas(sit: Sit, scripts: bool) -> None:
    chart = sit(viewport=PHONE, java_script_enabled=scripts)
    chart.begin()
    was = len(chart.names)
    chart.page.get_by_role("link", name="加步骤").click()
    chart.page.locator("#palette button[value=act]").click()
    expect(chart.steps).to_have_count(was + 1)
    expect(chart.page.locator("#palette")).to_be_hidden()
    if scripts:
        chart.page.locator("#canvas .ch-n [data-at]").last.click()
    expect(chart.sheet).to_be_visible()
    chart.sheet.get_by_role("link", name="关闭属性").click()
    expect(chart.sheet).to_be_hidden()
    assert overflow(chart.page) == 0


@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_view_is_accessible_and_fits(sit: Sit, violations: Check, size: str, language: str) -> None:
    chart = sit(**({"viewport": PHONE} if size == "phone" else {}))
    name = chart.begin()
    if size == "page":
        chart.insert("parallel")
        chart.insert("wait")
    first = chart.names[0] if chart.names else ""
    if language == "en":
        chart.page.goto(chart.address)
        choose_english(chart.page)
    found: dict[str, object] = {}
    for query in ("", f"?at={first}", "?view=paths"):
        chart.open(name, query)
        found |= {query: violations(chart.page), f"{query} fits": overflow(chart.page)}
    assert {query: wrong for query, wrong in found.items() if wrong} == {}
