"""The form designer while the network is away: nothing that was typed or drawn is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.drawing import Sit, cut, office_with_sample, seats

pytestmark = pytest.mark.browser


office = pytest.fixture(scope="module", name="office")(office_with_sample)
sit = pytest.fixture(name="sit")(seats)


def test_nothing_typed_is_lost_while_the_network_is_away_or_the_page_is_left_at_once(sit: Sit) -> None:
    board = sit()
    name = board.begin()
    field = board.add("text")
    board.page.route("**/act", cut)
    board.entry("title.zh").fill("住址")
    expect(board.page.locator("[data-saved]")).to_contain_text("没有保存")
    expect(board.entry("title.zh")).to_have_value("住址")
    board.page.unroute("**/act")
    board.entry("title.zh").fill("现住址")
    expect(board.page.locator(f"#node-{field}")).to_contain_text("现住址")
    board.saved()
    board.entry("title.zh").fill("通讯地址")
    board.page.goto(f"{board.address}/studio/")
    board.page.wait_for_load_state("networkidle")
    board.open(name, f"?at={field}")
    expect(board.entry("title.zh")).to_have_value("通讯地址")


def test_what_was_drawn_without_a_network_is_repeated(sit: Sit) -> None:
    board = sit()
    board.begin()
    first, second = board.add("text"), board.add("date")
    board.page.route("**/act", cut)
    board.press("上移")
    expect(board.page.locator("[data-saved]")).to_contain_text("没有保存")
    assert board.names == [first, second]
    board.page.unroute("**/act")
    board.press("重试")
    board.saved()
    assert board.names == [second, first]
