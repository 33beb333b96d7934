"""A draft filled in by people at browsers: rules as one types, kept by itself, two tabs, a session that ends."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.addons.portal.questions import with_questions
from tests.addons.spine import Spine, spine
from tests.browser.conftest import WIDE, Check
from tests.browser.live import served
from tests.browser.visiting import overflow
from tests.stories.desks import Desk, Stage
from tests.stories.renewal import Renewal

pytestmark = pytest.mark.browser
EMPLOYMENT = "/my/applications/{}/fill/employment"
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
    page.open(draft).follow("删除草稿").press("删除草稿")


def phone(desk: Desk) -> object:
    """The field that is typed into."""
    return desk.page.get_by_label("手机号码")


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
        page.route("**/keep", lambda route: (page.wait_for_timeout(600), route.continue_()))
        page.get_by_label("手机号码").press_sequentially("")
        page.get_by_label("手机号码").fill("19900000033")
        with page.expect_request("**/keep"):
            pass
        person.press("保存并继续").is_at("承诺")
