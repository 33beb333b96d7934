"""A register by mouse, wide and narrow, in both languages: rows selected, conditions set, a view saved, a sheet fetched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.demo import PASSWORD
from tests.browser.conftest import Check
from tests.browser.live import served
from tests.browser.visiting import choose_english, overflow
from tests.kernel.web.registers.office import shelf

pytestmark = pytest.mark.browser
LIST = "/admin/days/list/"
WORDS = {
    "zh": {
        "chosen": "已选 2 天",
        "export": "导出选中的",
        "purpose": "用途",
        "download": "导出",
        "condition": "条件",
        "off": "放假",
        "apply": "筛选",
        "keep": "保存当前筛选",
        "name": "视图名称",
        "save": "保存",
    },
    "en": {
        "chosen": "2 selected",
        "export": "Export the selected",
        "purpose": "Purpose",
        "download": "Export",
        "condition": "Condition",
        "off": "off",
        "apply": "Apply",
        "keep": "Save these conditions",
        "name": "Name of the view",
        "save": "Save",
    },
}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """An office with the register of the tests, on this machine."""
    with shelf("sqlite", tmp_path) as office, served(office.app) as address:
        yield address


def open_list(page: Page, address: str, language: str) -> None:
    """The list of the register in the language, for somebody who has signed in."""
    page.goto(f"{address}/login")
    if language == "en":
        choose_english(page)
    page.locator("[name=username]").fill("reader")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{address}{LIST}")


@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_rows_are_selected_narrowed_kept_and_exported(
    request: pytest.FixtureRequest, size: str, language: str, address: str, violations: Check
) -> None:
    page: Page = request.getfixturevalue(size)
    words = WORDS[language]
    open_list(page, address, language)
    bar = page.locator("[data-bulk]")
    expect(bar).to_be_hidden()
    found = {"list": violations(page), "list fits": overflow(page)}

    page.get_by_text(words["condition"], exact=True).click()
    page.locator(".r-filter").get_by_label(words["off"], exact=True).check()
    found["filter"] = violations(page)
    page.get_by_role("button", name=words["apply"], exact=True).click()
    expect(page.locator(".chip.on")).to_contain_text(words["off"])

    page.get_by_text(words["keep"]).click()
    page.get_by_label(words["name"]).fill("节假日")
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(page.locator(".r-mine a")).to_have_attribute("aria-current", "true")

    for row in (0, 1):
        page.locator("tbody input[name=pk]").nth(row).check()
    expect(bar).to_contain_text(words["chosen"])
    found |= {"selected": violations(page), "selected fits": overflow(page)}
    page.get_by_role("button", name=words["export"]).click()
    page.get_by_label(words["purpose"]).fill("核对")
    found |= {"export": violations(page), "export fits": overflow(page)}
    with page.expect_download() as download:
        page.get_by_role("button", name=words["download"], exact=True).click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert {name: value for name, value in found.items() if value} == {}
