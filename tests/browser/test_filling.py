"""A draft filled in by people at browsers: rules as one types, kept by itself, two tabs, a session that ends."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from app.demo import PASSWORD
from tests.addons.portal.questions import with_questions
from tests.addons.spine import spine
from tests.browser.conftest import PHONE, WIDE, Check
from tests.browser.live import served
from tests.browser.visiting import overflow
from tests.stories.desks import TICKED, Desk, Stage
from tests.stories.renewal import Renewal

pytestmark = pytest.mark.browser
KEPT = re.compile("已自动保存")


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One installation, whose form has rules that hang on what is typed."""
    with spine("sqlite", tmp_path_factory.mktemp("filling")) as office, served(office.app) as address:
        yield Stage(with_questions(office), address, browser)


@pytest.fixture
def section(site: Stage) -> Iterator[str]:
    """The address of the section about employment of a fresh draft, which is gone afterwards."""
    page = Renewal(site.office).begin()
    draft = page.path.partition("/fill/")[0]
    yield f"{draft}/fill/employment"
    site.office.clients.clear()
    page = Renewal(site.office).visitor("zhang")
    page.open(draft).follow("删除草稿").press("删除草稿")


def kept(desk: Desk) -> None:
    """What was typed is kept, and the page says so."""
    expect(desk.page.locator("[data-fill] [data-kept]")).to_have_text(KEPT)


def test_page_follows_the_rules_as_one_types(site: Stage, section: str) -> None:
    with site.phone() as person:
        page = person.go(section).page
        expect(page.locator("#place-field")).to_be_hidden()
        expect(page.locator("#months-field label")).to_contain_text("选填")
        page.locator("#away-field").get_by_text("是", exact=True).click()
        expect(page.locator("#place-field")).to_be_visible()
        expect(page.locator("#months-field label")).not_to_contain_text("选填")
        page.get_by_label("派驻几个月").fill("3")
        expect(page.locator("output#days")).to_have_text("90")
        page.locator("#away-field").get_by_text("否", exact=True).click()
        expect(page.locator("#place-field")).to_be_hidden()
        expect(page.locator("#months-field label")).to_contain_text("选填")


def test_what_is_typed_is_there_on_another_device(site: Stage, section: str) -> None:
    with site.phone() as person, site.wide("zhang") as seated:
        person.go(section).page.get_by_label("手机号码").fill("19900000077")
        kept(person)
        seated.go(section)
        expect(seated.page.get_by_label("手机号码")).to_have_value("19900000077")


def test_second_tab_is_told_and_overwrites_nothing(site: Stage, section: str) -> None:
    with site.wide("zhang") as person:
        first = person.go(section).page
        second = first.context.new_page()
        second.goto(f"{site.address}{section}")
        second.get_by_label("手机号码").fill("19900000011")
        kept(Desk(second, site.address))
        first.get_by_label("手机号码").fill("19900000022")
        expect(first.get_by_role("alert").filter(has_text="别的窗口")).to_be_visible()
        first.get_by_role("button", name="对照两边").click()
        row = first.get_by_role("row", name="手机号码")
        expect(row).to_contain_text("19900000011")
        expect(row).to_contain_text("19900000022")
        expect(first.get_by_label("手机号码")).to_have_value("19900000022")
        first.get_by_role("button", name="保存，以后再填").click()
        second.reload()
        expect(second.get_by_label("手机号码")).to_have_value("19900000022")


def test_page_sent_while_it_is_kept_does_not_overtake_itself(site: Stage, section: str) -> None:
    with site.wide("zhang") as person:
        page = person.go(section).page
        page.get_by_label("技术负责人").check()
        page.get_by_label("长春市城乡建设委员会").check()
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/keep", hold)
        with page.expect_request("**/keep"):
            page.get_by_label("手机号码").fill("19900000033")
        person.press("保存并继续")
        page.wait_for_timeout(300)
        held[0].continue_()
        person.is_at("承诺")


def test_file_far_too_large_is_told_as_such(site: Stage, section: str) -> None:
    def too_large(route: Route) -> None:
        route.fulfill(status=413, body="<main><h1>内容太大</h1></main>", content_type="text/html")

    with site.wide("zhang") as person:
        page = person.go(section).page
        page.route("**/fill/employment", too_large)
        page.locator("#supplement").set_input_files(
            {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%"}
        )
        expect(page.get_by_role("status").filter(has_text="文件太大")).to_be_visible()


def test_session_that_ends_while_one_types_loses_nothing(site: Stage, section: str) -> None:
    with site.wide("zhang") as person:
        page = person.go(section).page
        site.office.clock.advance(minutes=31)
        page.get_by_label("手机号码").fill("19900000044")
        expect(page.locator("[data-fill] [data-kept]")).to_contain_text("登录已结束")
        expect(page.get_by_role("link", name="重新登录")).to_be_visible(timeout=15_000)
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="重新登录").click()
        signed_in(opened.value)
        kept(person)
        page.reload()
        expect(page.get_by_label("手机号码")).to_have_value("19900000044")


def test_page_of_which_all_was_kept_goes_on_after_signing_in_again(site: Stage, section: str) -> None:
    with site.wide("zhang") as person:
        page = person.go(section).page
        site.office.clock.advance(minutes=31)
        other = page.context.new_page()
        other.goto(f"{site.address}/login")
        signed_in(other)
        page.get_by_label("手机号码").fill("19900000088")
        kept(person)
        other.goto(f"{site.address}{section}")
        expect(other.get_by_label("手机号码")).to_have_value("19900000088")


def signed_in(page: Page) -> None:
    """Whoever is asked to sign in has done so."""
    page.get_by_label("用户名", exact=True).fill("zhang")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).not_to_have_url(re.compile("/login"))


@pytest.fixture
def plain(site: Stage, browser: Browser) -> Iterator[Page]:
    """A browser without scripts, signed in."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site.address}/login")
    signed_in(page)
    yield page
    context.close()


def test_without_scripts_what_was_typed_comes_back_after_signing_in(
    site: Stage, section: str, plain: Page
) -> None:
    plain.goto(f"{site.address}{section}")
    plain.get_by_label("手机号码").fill("19900000055")
    site.office.clock.advance(minutes=31)
    plain.get_by_role("button", name="保存并继续").click()
    expect(plain.get_by_text("您刚才填的内容已经留下")).to_be_visible()
    signed_in(plain)
    expect(plain.get_by_text("登录结束前您填的内容已放回这一页")).to_be_visible()
    expect(plain.get_by_label("手机号码")).to_have_value("19900000055")
    plain.get_by_role("button", name="保存，以后再填").click()
    expect(plain.get_by_text("已保存。您可以随时回来继续填写。")).to_be_visible()


def test_without_scripts_the_form_is_filled_in_and_printed(site: Stage, section: str, plain: Page) -> None:
    plain.goto(f"{site.address}{section}")
    plain.get_by_label("技术负责人").check()
    plain.get_by_label("长春市城乡建设委员会").check()
    plain.locator("#away").check()
    plain.get_by_label("派驻几个月").fill("2")
    plain.get_by_role("button", name="保存并继续").click()
    expect(plain.get_by_text("按您的回答，还要看看")).to_be_visible()
    plain.get_by_label("派驻地点").fill("四平")
    plain.get_by_role("button", name="保存并继续").click()
    for words in TICKED:
        plain.get_by_label(words).check()
    plain.get_by_role("button", name="保存并继续").click()
    plain.get_by_role("link", name="先打印申请表").click()
    expect(plain.get_by_role("cell", name="四平")).to_be_visible()
    with plain.expect_download() as found:
        plain.get_by_role("button", name="下载 PDF").click()
    assert found.value.suggested_filename.endswith(".pdf")


@pytest.mark.parametrize(
    ("size", "large"), [(WIDE, False), (PHONE, True)], ids=["wide", "phone in large type"]
)
def test_every_state_is_accessible_and_fits(
    site: Stage, section: str, violations: Check, size: dict[str, int], large: bool
) -> None:
    wrong: dict[str, object] = {}

    def look(desk: Desk, name: str) -> None:
        found = {"axe": violations(desk.page), "overflow": overflow(desk.page)}
        wrong[name] = {key: value for key, value in found.items() if value}

    draft = section.partition("/fill/")[0]
    with site.desk("zhang", size) as person:
        if large:
            person.page.locator("details[data-menu]:visible > summary").last.click()
            person.press("大字版")
        look(person.go(draft), "draft")
        page = person.go(section).page
        page.get_by_label("手机号码").fill("123")
        kept(person)
        look(person, "section")
        person.press("保存并继续").sees("处需要修改")
        look(person, "refused")
        second = Desk(page.context.new_page(), site.address).go(section)
        second.page.get_by_label("手机号码").fill("19900000066")
        kept(second)
        page.get_by_label("手机号码").fill("19900000077")
        person.sees("这一页不再自动保存")
        look(person, "overtaken")
        person.press("对照两边").sees("改用别处保存的")
        look(person, "compared")
        look(person.go(f"{draft}/paper"), "paper")
    assert {name: found for name, found in wrong.items() if found} == {}
