"""The forms of JL-1, AH-4 and CQ-7, drawn in the designer alone, published by a second person, and filled in."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from tests.addons.spine import spine
from tests.browser.catalogue_forms import AH_4, CQ_7, JL_1, Form, Part
from tests.browser.conftest import Check
from tests.browser.drawing import FORMS, PATIENCE, Board, board_of
from tests.browser.live import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """A site with every plugin, served for all tests of this module."""
    with spine("sqlite", tmp_path_factory.mktemp("catalogue")) as found, served(found.app) as address:
        yield found.app, address


@pytest.mark.parametrize("form", [JL_1, AH_4, CQ_7], ids=lambda form: form.name)
def test_a_form_is_drawn_published_by_another_and_filled_in(
    browser: Browser, office: tuple[Flask, str], violations: Check, form: Form
) -> None:
    drawing = board_of(*office, browser, "designer")
    name = drawing.begin(form.title, form.name)
    for number, part in enumerate(form.parts):
        draw(drawing, part, first=number == 0)
    wanted = [asked.name for part in form.parts for asked in part.asked]
    assert drawing.names == wanted
    assert violations(drawing.page) == []

    drawing.page.locator(".fd-menu > summary").click()
    drawing.page.get_by_label("为什么改").fill("按通知制作")
    drawing.page.locator(".fd-menu").get_by_role("button", name="提请发布").click()
    drawing.page.wait_for_url("**/studio/proposals/*")
    second = board_of(*office, browser, "sysadmin")
    second.page.goto(drawing.page.url)
    second.press("发布新版本")
    expect(second.page.get_by_role("status")).to_contain_text("已发布")

    fill_in(second.page, f"{second.address}{FORMS}{name}/try?version=1", form)
    for board in (drawing, second):
        board.page.context.close()


def draw(board: Board, part: Part, *, first: bool) -> None:
    """A section with its questions; a new form has one already."""
    if not first:
        count = board.page.locator(".fd-sec").count()
        board.press("加一个分节")
        expect(board.page.locator(".fd-sec")).to_have_count(count + 1)
    name = board.page.locator(".fd-sec").last.get_attribute("data-name") or ""
    board.choose(name)
    set_on(board, "title.zh", part.title)
    set_on(board, "filled_by", part.filled_by)
    board.saved()
    expect(board.page.locator(f"#node-{name}")).to_contain_text(part.title)
    for number, asked in enumerate(part.asked):
        if not number:
            board.choose(name)
        board.add(asked.type)
        set_on(board, "title.zh", asked.title)
        for key, value in asked.more.items():
            set_on(board, key, value)
        board.saved()
        set_on(board, "name", asked.name)
        expect(board.sheet).to_have_attribute("data-of", asked.name, timeout=PATIENCE)
        board.saved()
        expect(board.sheet.locator(".err")).to_have_count(0)


def set_on(board: Board, key: str, value: Any) -> None:
    """One property of the sheet, as its kind of entry is set."""
    match value:
        case True:
            reached(board, f"[name='p.{key}']").check()
        case [(str(), str()), *_]:
            for number, (stored, words) in enumerate(value):
                reached(board, f"[name='p.{key}.{number}.value']").fill(stored)
                reached(board, f"[name='p.{key}.{number}.title.zh']").fill(words)
                reached(board, f"[name='p.{key}.{number}.title.en']").fill("")
        case [{}, *_]:
            for number, row in enumerate(value):
                for inner, said in row.items():
                    set_on(board, f"{key}.{number}.{inner}", said)
        case str() if key.rpartition(".")[2] in ("visible_when", "required_when", "compute"):
            rule_on(board, key, value)
        case _:
            place = reached(board, f"[name='p.{key}']")
            if place.evaluate("one => one.tagName") == "SELECT":
                place.select_option(value)
            else:
                place.fill(value)


def rule_on(board: Board, key: str, rule: str) -> None:
    """A rule, written as an expression."""
    mode = f"label[for='p.{key}-mode-text']"
    if board.sheet.locator(mode).count():
        reached(board, mode).click()
        reached(board, f"[name='p.{key}-text']").fill(rule)
    else:
        reached(board, f"[name='p.{key}']").fill(rule)


def reached(board: Board, selector: str) -> Locator:
    """An input of the sheet, on whatever tab it stands."""
    turned(board, selector)
    place = board.sheet.locator(selector)
    unfolded(place)
    return place


def turned(board: Board, selector: str) -> None:
    """The tab on which it stands is open."""
    home = board.sheet.locator("[data-tab]", has=board.page.locator(selector))
    turner = board.sheet.locator(f"[data-tab-of={home.get_attribute('data-tab')}]")
    if turner.count() and not turner.get_attribute("aria-current"):
        turner.press("Enter")
        expect(turner).to_have_attribute("aria-current", "true")


def unfolded(place: Locator) -> None:
    """What it is folded into is open."""
    rest = place.locator("xpath=ancestor::details[not(@open)]")
    if rest.count():
        rest.first.locator("> summary").click()


def fill_in(page: Page, address: str, form: Form) -> None:
    """Section by section with sample answers, some typed by hand, to the page where they are checked."""
    page.goto(address)
    page.get_by_role("button", name="填入示例答案").click()
    for part in form.parts:
        expect(page.get_by_role("heading", name=part.title, exact=True)).to_be_visible()
        for asked in part.asked:
            if asked.type == "phone":
                page.locator(f"[name={asked.name}]").fill("13900000001")
        page.get_by_role("button", name="继续", exact=True).last.click()
    expect(page.get_by_text("照这样提交会被接受")).to_be_visible()
    filled = page.locator("dl.ca")
    for asked in (asked for part in form.parts for asked in part.asked if asked.type == "phone"):
        expect(filled.filter(has_text=asked.title)).to_contain_text("139")
