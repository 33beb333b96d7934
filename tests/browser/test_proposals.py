"""A form changed by one, published by another, and the draft that it touches: in Chromium, at both sizes, axe clean."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from playwright.sync_api import Browser, Page, expect

from app import demo
from kernel import proposals
from kernel.db import transaction
from kernel.definitions import current
from tests.addons.portal.pages.test_revising import FORM, field, newer
from tests.addons.spine import Spine, spine
from tests.browser.conftest import PHONE, Check
from tests.browser.live import served
from tests.browser.visiting import overflow
from tests.stories.renewal import Renewal

pytestmark = pytest.mark.browser
ENDED = ("studio.leaflet/restore", "studio.leaflet/retire", "studio.well_named/rename", f"{FORM}/retire")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """Zhang has a draft; two changes of its form wait for somebody."""
    with spine("sqlite", tmp_path_factory.mktemp("proposals")) as office:
        Renewal(office).begin().press("信息无误，继续").press(
            "保存，以后再填", phone="19900000009", appointment="05"
        )
        with transaction(office.engine) as session:
            now = current(session, FORM)
            assert now is not None
            wanted, other = deepcopy(now.body), deepcopy(now.body)
            newer(wanted)
            field(other, "appointment")["visible_when"] = 'category == "A" or category == "B"'
            for body, who in ((wanted, "designer"), (other, "sysadmin")):
                proposals.propose(
                    *(session, office.registry, FORM, "form", body),
                    seen=now.number,
                    actor=who,
                    reason="按新通知",
                    now=office.clock.now(),
                )
        yield office


@pytest.fixture(scope="module")
def address(office: Spine) -> Iterator[str]:
    """Where it is served."""
    with served(office.app) as address:
        yield address


def sign_in(page: Page, address: str, username: str) -> None:
    """Signed in with the password of the demo."""
    page.goto(f"{address}/login")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(demo.PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_load_state()


def sound(page: Page, violations: Check) -> None:
    """Nothing for axe, nothing wider than the window, on a desk and on a phone."""
    usual = page.viewport_size
    for size in (usual, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert violations(page) == []
        assert overflow(page) <= 0
    page.set_viewport_size(usual)  # type: ignore[arg-type]


def test_two_people_retire_what_was_made_here_and_rename_what_nobody_knows(
    browser: Browser, page: Page, office: Spine, address: str, violations: Check
) -> None:
    for number, name in enumerate(("leaflet", "badly_named")):
        made(office, f"studio.{name}", f"宣传页{number}")
    designer = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    asking = designer.new_page()
    sign_in(asking, address, "designer")
    sign_in(page, address, "admin")
    for name, act, words in (
        ("leaflet", "停用", "已停用"),
        ("badly_named", "改标识", "标识已改为 studio.well_named"),
    ):
        asking.goto(f"{address}/studio/definitions/studio.{name}")
        asking.get_by_role("link", name=f"{act}…").click()
        assert overflow(asking) <= 0
        if act == "改标识":
            asking.get_by_label("新标识").fill("well_named")
        asking.get_by_label("原因").fill("不再使用")
        asking.get_by_role("button", name=f"提请{act}").click()
        proposal = asking.url
        page.goto(proposal)
        sound(page, violations)
        page.get_by_role("button", name=act, exact=True).click()
        expect(page.get_by_role("status")).to_contain_text(words)
        sound(page, violations)
    designer.close()
    for path in ("/studio/?retired=1", *map("/studio/definitions/{}".format, ENDED)):
        page.goto(f"{address}{path}")
        sound(page, violations)


def made(office: Spine, name: str, title: str) -> None:
    """A form that no plugin brought is in force."""
    words = {"zh": title, "en": title}
    asked = {"name": "phone", "type": "text", "title": {"zh": "电话", "en": "Telephone"}}
    body = {"title": words, "sections": [{"name": "main", "title": words, "fields": [asked]}]}
    with transaction(office.engine) as session:
        found = proposals.propose(
            *(session, office.registry, name, "form", body),
            seen=0,
            actor="designer",
            reason="要用",
            now=office.clock.now(),
        )
        proposals.publish(session, office.registry, found.id, actor="sysadmin", now=office.clock.now())


def test_two_people_bring_a_change_to_a_draft(
    browser: Browser, page: Page, address: str, violations: Check
) -> None:
    sign_in(page, address, "sysadmin")
    for path in ("/studio/", "/studio/new", "/studio/proposals", "/studio/proposals/2"):
        page.goto(f"{address}{path}")
        sound(page, violations)
    page.goto(f"{address}/studio/proposals/1")
    page.locator("main summary").first.click()
    sound(page, violations)
    expect(page.get_by_role("region", name="逐字段的差异")).to_contain_text("固定电话")

    page.get_by_role("button", name="发布新版本").click()
    expect(page.get_by_role("status")).to_contain_text("第 2 版已发布")
    sound(page, violations)
    page.goto(f"{address}/studio/proposals/2")
    expect(page.get_by_text("有人先发布了第 2 版")).to_be_visible()
    sound(page, violations)

    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    holder = context.new_page()
    sign_in(holder, address, "zhang")
    holder.goto(f"{address}/my/applications/1")
    holder.get_by_role("link", name="看看改了什么").click()
    assert overflow(holder) <= 0
    holder.get_by_role("button", name="改用第 2 版").click()
    expect(holder.get_by_text("您填的内容已带过来")).to_be_visible()
    context.close()

    own = browser.new_context()
    seen = own.new_page()
    sign_in(seen, address, "zhang")
    for path in ("/my/applications/1", "/my/applications/1/form-changes"):
        seen.goto(f"{address}{path}")
        sound(seen, violations)
    own.close()
