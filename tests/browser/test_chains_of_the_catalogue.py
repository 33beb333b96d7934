"""The chains of AH-1, AH-4 with 4F, CQ-9, HA-A2 and JL-2, drawn in the designer alone, simulated, published by a second person."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, expect

from tests.addons.spine import spine
from tests.browser.catalogue_chains import AH_1, AH_4, CQ_9, HA_A2, JL_2, Chained, Drawn, Forked
from tests.browser.charting import Chart, chart_of
from tests.browser.conftest import Check
from tests.browser.drawing import PATIENCE
from tests.browser.live import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """A site with every plugin, served for all tests of this module."""
    with spine("sqlite", tmp_path_factory.mktemp("chains")) as found, served(found.app) as address:
        yield found.app, address


@pytest.mark.parametrize("chain", [AH_1, AH_4, CQ_9, HA_A2, JL_2], ids=lambda chain: chain.name)
def test_a_chain_is_drawn_simulated_and_published_by_another(
    browser: Browser, office: tuple[Flask, str], violations: Check, chain: Chained
) -> None:
    chart = chart_of(*office, browser, "designer")
    name = chart.begin(chain.title, chain.name)
    chart.choose("filing")
    chart.tool("删除")
    draw(chart, chain.nodes, ".")
    assert chart.names == chain.names()
    expect(chart.page.locator(".ch-checks .t-bad")).to_have_count(0)
    assert violations(chart.page) == []
    chart.open(name, "?view=paths")
    for end in chain.ends:
        expect(chart.page.locator(".ch-path").filter(has_text=end).first).to_be_visible()

    chart.page.locator(".fd-menu > summary.btn-primary").click()
    chart.page.get_by_label("为什么改").fill("按通知制作")
    chart.page.locator(".fd-menu").get_by_role("button", name="提请发布").click()
    chart.page.wait_for_url("**/studio/proposals/*")
    second = chart_of(*office, browser, "sysadmin")
    second.page.goto(chart.page.url)
    second.press("发布新版本")
    expect(second.page.get_by_role("status")).to_contain_text("已发布")
    second.open(name)
    assert second.names == chain.names()
    for one in (chart, second):
        one.page.context.close()


def draw(chart: Chart, nodes: Sequence[Drawn | Forked], into: str) -> None:
    """The nodes one after the other at the end of the list."""
    for node in nodes:
        chart.insert(node.kind if isinstance(node, Drawn) else "branch", into)
        match node:
            case Drawn():
                put(chart, "title.zh", node.title)
                for key, value in node.keys.items():
                    put(chart, key, value)
                named(chart, node.name)
            case Forked():
                fork(chart, node)


def fork(chart: Chart, node: Forked) -> None:
    """The branch with its case and the rest of it."""
    named(chart, node.name)
    case = chart.page.locator(f"#node-{node.name} .ch-when [data-at]").first
    chart.choose(case.get_attribute("data-at") or "")
    put(chart, "title.zh", node.title)
    put(chart, "when", node.when)
    named(chart, node.case)
    draw(chart, node.steps, node.case)
    draw(chart, node.rest, node.name)


def named(chart: Chart, name: str) -> None:
    """What is chosen goes by this name."""
    reached(chart, "[name='p.name']")
    chart.rename(name)


def put(chart: Chart, key: str, value: Any) -> None:
    """One property of the sheet, as its kind of entry is set; a rule is written as an expression."""
    match value:
        case True:
            reached(chart, f"[name='p.{key}']").check()
        case [*rows]:
            for number, (stored, words) in enumerate(rows):
                reached(chart, f"[name='p.{key}.{number}.value']").fill(stored)
                reached(chart, f"[name='p.{key}.{number}.title.zh']").fill(words)
            chart.entry(f"{key}.0.value").dispatch_event("change")
        case _ if key in ("when", "until", "substitute.when"):
            if chart.sheet.locator(f"label[for='p.{key}-mode-text']").count():
                reached(chart, f"label[for='p.{key}-mode-text']").click()
            rule = reached(chart, f"[name='p.{key}-text'], [name='p.{key}']")
            rule.fill(value)
            rule.dispatch_event("change")
        case _:
            place = reached(chart, f"[name='p.{key}']")
            if place.evaluate("one => one.tagName") == "SELECT":
                place.select_option(value)
            else:
                place.fill(value)
                place.dispatch_event("change")
    chart.saved()
    expect(chart.sheet.locator("[data-key] > .err")).to_have_count(0, timeout=PATIENCE)


def reached(chart: Chart, selector: str) -> Locator:
    """An input of the sheet, on whatever tab it stands."""
    place = chart.sheet.locator(selector).last
    home = chart.sheet.locator("[data-tab]", has=chart.page.locator(selector)).last
    turner = chart.sheet.locator(f"[data-tab-of={home.get_attribute('data-tab')}]")
    if turner.count() and not turner.get_attribute("aria-current"):
        turner.press("Enter")
        expect(turner).to_have_attribute("aria-current", "true")
    return place
