"""A form tried out in a browser, at a desk and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.plugin_office import FORM, plugin_office
from tests.browser.chromium import Check
from tests.browser.live import served
from tests.browser.plugin_site import sign_in
from tests.browser.visiting import overflow

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An office with the sample pack."""
    folder: Path = tmp_path_factory.mktemp("trying")
    with plugin_office(folder) as app, served(app) as address:
        yield address


@pytest.mark.parametrize("width", [1366, 390])
def test_a_form_is_tried_out_with_live_rules_and_sample_answers(
    browser: Browser, address: str, violations: Check, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        sign_in(page, address, "admin")
        page.goto(f"{address}/studio/forms/{FORM}/try")
        post = page.get_by_label("所任职务")
        expect(post).to_be_hidden()
        page.get_by_label("否", exact=True).check()
        expect(post).to_be_visible()

        page.get_by_role("button", name="继续").last.click()
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_role("alert")).to_contain_text("所任职务还没有填")
        clean(page, violations)

        page.get_by_role("button", name="填入示例答案").click()
        expect(page.get_by_label("姓名")).to_have_value("示例文字")
        page.get_by_role("button", name="核对", exact=True).click()
        expect(page.get_by_text("照这样提交会被接受")).to_be_visible()
        page.get_by_text("提交后存下的内容").click()
        expect(page.get_by_text('"applicant_name": "示例文字"')).to_be_visible()
        clean(page, violations)


def test_the_page_of_exports_is_clean(page: Page, address: str, violations: Check) -> None:
    sign_in(page, address, "admin")
    page.goto(f"{address}/studio/forms/{FORM}/export")
    clean(page, violations)

    with page.expect_download() as download:
        page.get_by_label("插件标识").fill("carried")
        page.get_by_role("button", name="下载 zip").click()
    assert download.value.suggested_filename == "carried.zip"


def clean(page: Page, violations: Check) -> None:
    """Axe finds nothing, and the page is no wider than its window."""
    assert violations(page) == []
    assert overflow(page) <= 0
