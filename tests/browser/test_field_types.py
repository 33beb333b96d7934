"""Every type of fields that is installed, in a browser: empty, filled in and wrong, on a desktop and a phone."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from forms.offering import Picker
from forms.seams import field_types
from kernel.clock import SystemClock
from kernel.definitions import Draft, publish
from tests.addons.spine import spine
from tests.app.offices import entered, platform_of
from tests.browser.conftest import PHONE, WIDE, Check
from tests.browser.live import served
from tests.browser.visiting import overflow

pytestmark = pytest.mark.browser
NAME = "studio.every_type"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
LONG = [{"value": f"t{n}", "title": {"zh": f"工种{n}号", "en": f"Trade {n}"}} for n in range(1, 31)]
PLACES = [
    {"value": "cc", "title": "长春", "parent": "jl"},
    {"value": "sp", "title": "四平", "parent": "jl"},
    {"value": "wh", "title": "芜湖", "parent": "ah"},
]
PROVINCES = [{"value": "jl", "title": "吉林"}, {"value": "ah", "title": "安徽"}]
MORE: list[dict[str, Any]] = [
    {"name": "trade", "type": "choice", "title": "可搜索的工种", "options": LONG},
    {"name": "province", "type": "choice", "title": "所在省", "options": PROVINCES, "layout": "list"},
    {"name": "city", "type": "choice", "title": "所在市", "options": PLACES, "depends_on": "province"},
    {"name": "area", "type": "decimal", "title": "面积", "unit": {"zh": "平方米", "en": "m²"}},
    {"name": "worked", "type": "date_range", "title": "任职期间", "open_end": True},
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """A site with every plugin, and a form with a field of each type."""
    with spine("sqlite", tmp_path_factory.mktemp("types")) as found:
        platform = platform_of(found.app)
        with platform.database.transaction() as session:
            publish(
                session,
                [Draft(NAME, "form", "studio", every_type(found.app))],
                actor="a",
                reason="r",
                at=SystemClock().now(),
            )
        with served(found.app) as address:
            yield found.app, address


def every_type(app: Flask) -> dict[str, Any]:
    """A form with a field of each type; what a machine can fill in is required."""
    fields = []
    for name, kind in sorted(field_types(platform_of(app).registry).items()):
        usual = {
            key: [{**one, "name": f"{name}_{one['name']}"} for one in value] if key == "fields" else value
            for key, value in kind.usual.items()
        }
        sure = kind.givable and kind.shown and not issubclass(kind, Picker)
        field = {"name": f"f_{name}", "type": name, "title": {"zh": kind.title.zh, "en": kind.title.en}}
        fields.append({**field, "help": "这里是填写提示。", "required": sure, **usual})
    section = {"name": "all", "title": "所有类型", "fields": [*fields, *MORE]}
    return {"title": {"zh": "所有字段类型", "en": "Every type of fields"}, "sections": [section]}


@pytest.fixture
def trying(browser: Browser, office: tuple[Flask, str], size: dict[str, int]) -> Iterator[Page]:
    """The form tried out in a browser of its own."""
    yield from opened(browser, office, size)


def opened(
    browser: Browser, office: tuple[Flask, str], size: dict[str, int], **options: Any
) -> Iterator[Page]:
    """The form tried out by the administrator; no script of it may fail."""
    app, address = office
    context = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", **options)  # type: ignore[arg-type]
    cookies = (entered(app, "admin")._cookies or {}).values()
    context.add_cookies([{"name": one.key, "value": one.value, "url": address} for one in cookies])
    page, failures = context.new_page(), []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{address}/studio/forms/{NAME}/try")
    yield page
    context.close()
    assert failures == []


def go(page: Page, words: str) -> None:
    """A button of the page."""
    page.get_by_role("button", name=words, exact=True).last.click()


@SIZES
def test_every_type_is_shown_filled_in_and_read_again(
    trying: Page, office: tuple[Flask, str], violations: Check
) -> None:
    shown = {name for name, kind in field_types(platform_of(office[0]).registry).items() if kind.shown}
    fields = trying.locator("[id^=f_][id$=-field]").evaluate_all("all => all.map(one => one.id)")
    assert {name for one in fields if "-" not in (name := one[len("f_") : -len("-field")])} == shown
    assert violations(trying) == []
    assert overflow(trying) <= 0

    go(trying, "填入示例答案")
    expect(trying.locator("#f_text")).to_have_value("示例文字")
    assert violations(trying) == []

    go(trying, "继续")
    expect(trying.get_by_role("heading", name="核对并提交")).to_be_visible()
    answers = trying.locator("dl.ca")
    for words in ("1.00 元", "2026年3月10日至2027年3月10日", "已同意", "2026年3月", "选项一", "1.00 平方米"):
        expect(answers).to_contain_text(words)
    assert violations(trying) == []
    assert overflow(trying) <= 0


@SIZES
def test_what_is_wrong_is_told_at_each_field_and_in_the_summary(trying: Page, violations: Check) -> None:
    for box in trying.locator("input[id^=f_][type=text], input[id^=f_]:not([type]), textarea[id^=f_]").all():
        box.fill("？")
    trying.locator("#f_document").select_option("passport")
    trying.locator("#f_date_range").fill("2026-03-10")

    go(trying, "继续")

    summary = trying.locator("section.errs")
    expect(summary).to_be_focused()
    links = summary.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href').slice(1))")
    wrong = {"f_formatted", "f_integer", "f_money", "f_document", "f_date_range", "f_choice", "f_yes_no"}
    assert {one.partition("-")[0] for one in links} >= wrong
    for one in links:
        assert trying.locator(f"[id='{one}']").count() == 1, one
    summary.locator("a[href='#f_document']").click()
    expect(trying.locator("#f_document")).to_be_focused()
    expect(trying.locator("#f_document-error")).to_contain_text("这不是护照的号码")
    expect(trying.locator("#f_date_range-error")).to_contain_text("结束日期还没有填")
    assert violations(trying) == []
    assert overflow(trying) <= 0


@SIZES
def test_a_long_list_is_searched_by_typing_and_one_shrinks_to_another_answer(
    trying: Page, violations: Check
) -> None:
    box = trying.get_by_role("combobox", name="可搜索的工种")
    box.click()
    expect(trying.locator("#trade-options")).to_be_visible()
    trying.keyboard.type("20")
    expect(trying.locator("#trade-options li")).to_have_text(["工种20号"])
    assert violations(trying) == []
    trying.keyboard.press("Enter")
    expect(box).to_have_value("工种20号")
    expect(trying.locator("select[name=trade]")).to_have_value("t20")
    box.click()
    trying.keyboard.type("没有")
    expect(trying.get_by_role("status").filter(has_text="没有相符的选项")).to_be_visible()
    trying.keyboard.press("Escape")
    expect(box).to_have_value("工种20号")

    city = trying.locator("select[name=city]")
    trying.locator("select[name=province]").select_option("jl")
    assert city.locator("option").all_text_contents() == ["请选择", "长春", "四平"]
    city.select_option("sp")
    trying.locator("select[name=province]").select_option("ah")
    expect(city).to_have_value("")
    assert city.locator("option").all_text_contents() == ["请选择", "芜湖"]


def test_without_scripts_the_lists_are_plain_and_the_server_says_what_does_not_go_together(
    browser: Browser, office: tuple[Flask, str]
) -> None:
    for page in opened(browser, office, PHONE, java_script_enabled=False):
        page.locator("select[name=trade]").select_option("t20")
        page.locator("select[name=province]").select_option("ah")
        page.locator("select[name=city]").select_option("sp")
        go(page, "继续")

        expect(page.locator("#city-error")).to_contain_text("与前面的选择不相符")
        expect(page.locator("select[name=trade]")).to_have_value("t20")
