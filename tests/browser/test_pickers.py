"""Pickers, photos and materials at a browser: listed again on the page, by mouse and by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.addons.portal.picking import PAPERS, PLACES, widened
from tests.addons.spine import spine
from tests.browser.conftest import Check
from tests.browser.live import served
from tests.browser.visiting import overflow
from tests.forms.test_photos import BLUE, portrait
from tests.stories.desks import Stage
from tests.stories.renewal import Renewal

pytestmark = pytest.mark.browser
SECTION = "/my/applications/1/fill/employment"
FIRM = "吉林松花示范建设集团有限公司"


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """An installation whose form asks everything, and Zhang's draft."""
    with spine("sqlite", tmp_path_factory.mktemp("pickers")) as office, served(office.app) as address:
        widened(office, *PLACES, PAPERS)
        Renewal(office).begin()
        yield Stage(office, address, browser)


@pytest.fixture(params=["wide", "phone"])
def page(request: pytest.FixtureRequest, site: Stage) -> Iterator[Page]:
    """The section on a desktop or a phone."""
    desk = site.wide("zhang") if request.param == "wide" else site.phone()
    with desk as person:
        yield person.go(SECTION).page


def choose(page: Page, picker: str, words: str) -> None:
    page.locator(picker).select_option(label=words)


def test_a_region_is_chosen_list_by_list_without_leaving_the_page(page: Page):
    page.get_by_label("手机号码").fill("19900000055")
    choose(page, "#home", "吉林省")
    expect(page.locator("#home-2")).to_be_visible()
    choose(page, "#home-2", "长春市")
    choose(page, "#home-3", "南关区")
    expect(page.get_by_role("button", name="列出下一级")).to_be_hidden()
    choose(page, "#home-2", "吉林市")

    expect(page.locator("#home-3")).to_have_value("")
    expect(page.locator("#home-3 option", has_text="船营区")).to_have_count(1)
    expect(page.get_by_label("手机号码")).to_have_value("19900000055")


def test_an_enterprise_is_found_by_the_keyboard_alone(page: Page):
    box = page.get_by_role("searchbox")
    box.fill(FIRM)
    box.press("Enter")
    found = page.get_by_role("radio", name=FIRM)
    expect(found).to_be_focused()
    found.press("Space")

    expect(found).to_be_checked()
    assert page.url.endswith(SECTION)


def test_a_photo_says_what_was_measured_and_the_next_one_takes_its_place(page: Page, tmp_path: Path):
    for name, content in (
        ("blue.jpg", portrait(ground=BLUE)),
        ("one.png", portrait(kind="PNG")),
        ("two.jpg", portrait()),
    ):
        (tmp_path / name).write_bytes(content)
    field = page.locator("#photo-field")
    field.locator("input[type=file]").set_input_files(tmp_path / "blue.jpg")
    expect(field.locator(".err")).to_contain_text("照片背景测得主要是蓝色")

    for name, kept in (("one.png", "one.jpg"), ("two.jpg", "two.jpg")):
        field.locator("input[type=file]").set_input_files(tmp_path / name)
        expect(field.get_by_role("link")).to_have_text(kept)
        expect(field.locator(".err")).to_have_count(0)
    assert page.evaluate("document.querySelector('#photo-field img').naturalWidth") == 295


def test_the_page_is_accessible_and_fits_with_everything_on_it(page: Page, violations: Check):
    choose(page, "#home", "北京市")
    expect(page.locator("#home-2 option", has_text="东城区")).to_have_count(1)
    page.get_by_label("到窗口交纸质件").check()
    page.get_by_role("button", name="保存并继续").last.click()
    expect(page.locator(".errs")).to_be_visible()

    assert violations(page) == []
    assert overflow(page) <= 0
    expect(page.get_by_label("到窗口交纸质件")).to_be_checked()
