"""A session ends while somebody types: nothing typed is lost, and nobody else sees it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from lxml.html import fromstring

from tests.addons.portal.pages.test_filling import picture
from tests.addons.spine import Spine, spine
from tests.app.offices import entered
from tests.stories.renewal import Renewal
from tests.stories.visitor import Visitor

JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """One installation for all of them."""
    with spine("sqlite", tmp_path_factory.mktemp("ended")) as found:
        yield found


@pytest.fixture
def section(site: Spine) -> Iterator[Visitor]:
    """The section about employment of a fresh draft, which is gone afterwards."""
    site.clients.clear()
    page = Renewal(site).begin().press("信息无误，继续")
    draft = page.path.partition("/fill/")[0]
    yield page
    site.clients.clear()
    again = Visitor(site.client("zhang")).open(draft)
    again.follow("删除草稿").press("删除草稿")


def sent(
    page: Visitor, path: str = "", headers: dict[str, str] | None = None, below: str = "", **values: Any
) -> Any:
    """The page sent as a browser sends it, after half an hour in which nothing was asked of the platform."""
    form = next(one for one in page.tree.iter("form") if one.get("data-fill") is not None)
    held = {name: value for name, value in form.form_values() if not name.endswith("-upload")}
    return page.client.post(
        path or form.get("action"),
        data=held | values,
        headers=headers or {"Origin": "http://localhost"},
        content_type="multipart/form-data",
        base_url=f"http://localhost{below}",
    )


def signed_in(site: Spine, username: str = "zhang") -> Visitor:
    """Somebody who has just signed in."""
    return Visitor(entered(site.app, username))


def value(page: Visitor, name: str) -> list[str]:
    """What stands in the field."""
    return list(page.tree.xpath(f"//input[@name='{name}']/@value"))


def test_typed_page_comes_back_after_signing_in_and_is_saved_then(site: Spine, section: Visitor) -> None:
    here = section.path
    site.clock.advance(minutes=31)
    answer = sent(section, phone="1990000007", appointment="05", _go="next")
    assert answer.status_code == 302
    assert answer.location == f"/login?next={here}"
    told = section.open(answer.location)
    assert told.shows("您刚才填的内容已经留下")
    page = signed_in(site).open(here)
    assert page.shows("登录结束前您填的内容已放回这一页，还没有保存")
    assert value(page, "phone") == ["1990000007"]
    page.press("保存，以后再填", phone="19900000077")
    again = page.open(here)
    assert value(again, "phone") == ["19900000077"]
    assert not again.shows("已放回这一页")


def test_it_is_put_back_for_the_same_account_only(site: Spine, section: Visitor) -> None:
    here = section.path
    site.clock.advance(minutes=31)
    sent(section, phone="19900000066")
    assert entered(site.app, "li").get(here).status_code == 404
    page = signed_in(site).open(here)
    assert value(page, "phone") == ["19900000066"]
    assert not page.press("不要这些内容").shows("已放回这一页")


def test_what_was_saved_meanwhile_is_not_overwritten(site: Spine, section: Visitor) -> None:
    here = section.path
    site.clock.advance(minutes=31)
    sent(section, phone="19900000055")
    other = signed_in(site)
    kept_page = other.open(here)
    form = next(one for one in kept_page.tree.iter("form") if one.get("data-fill") is not None)
    values = dict(form.form_values())
    elsewhere = values | {"phone": "19900000044", "_go": "later"}
    other.client.post(here, data=elsewhere)
    late = other.client.post(here, data=values | {"_go": "later"})
    assert late.status_code == 409
    assert "19900000044" in late.text


def test_files_that_came_with_it_have_to_be_chosen_again(site: Spine, section: Visitor) -> None:
    here = section.path
    site.clock.advance(minutes=31)
    upload: dict[str, Any] = {"supplement-upload": (BytesIO(picture()), "a.png"), "_upload": "supplement"}
    sent(section, **upload)
    assert signed_in(site).open(here).shows("当时选的文件没有留下")
    assert site.row("SELECT count(*) AS kept FROM forms_upload")["kept"] == 0


def test_script_is_told_that_the_session_has_ended(site: Spine, section: Visitor) -> None:
    site.clock.advance(minutes=31)
    answer = sent(section, f"{section.path}/keep", headers=JSON, phone="19900000033")
    assert (answer.status_code, answer.get_json()["code"]) == (401, "not_signed_in")
    again = sent(section, f"{section.path}/keep", headers=JSON, phone="19900000033")
    assert again.status_code == 401
    assert sent(section, phone="19900000033").location == f"/login?next={section.path}"
    assert value(signed_in(site).open(section.path), "phone") == ["19900000033"]


def test_who_signed_out_leaves_nothing(site: Spine, section: Visitor) -> None:
    token = section.tree.xpath("//input[@name='csrf_token']/@value")[0]
    section.client.post("/logout", data={"csrf_token": token})
    assert sent(section, phone="19900000031").status_code == 400


def test_page_of_the_session_before_is_put_back_too(site: Spine, section: Visitor) -> None:
    section.client = entered(site.app, "zhang")
    section.client.get("/my/applications")
    answer = sent(section, phone="19900000022")
    assert (answer.status_code, answer.location) == (302, section.path)
    assert value(section.open(section.path), "phone") == ["19900000022"]


def test_it_comes_back_where_the_site_stands_below_a_path(site: Spine, section: Visitor) -> None:
    site.clock.advance(minutes=31)
    answer = sent(section, below="/office", phone="19900000021")
    assert answer.location == f"/office/login?next=/office{section.path}"
    client = entered(site.app, "zhang")
    page = fromstring(client.get(section.path, base_url="http://localhost/office").text)
    assert page.xpath("//input[@name='phone']/@value") == ["19900000021"]
    token = page.xpath("//input[@name='csrf_token']/@value")[0]
    client.post(f"{section.path}/drop", data={"csrf_token": token}, base_url="http://localhost/office")
    assert site.row("SELECT count(*) AS kept FROM kept_page")["kept"] == 0


def test_what_another_site_sends_is_not_kept(site: Spine, section: Visitor) -> None:
    site.clock.advance(minutes=31)
    answer = sent(section, headers={"Origin": "http://elsewhere.invalid"}, phone="19900000011")
    assert answer.status_code == 400
    assert not signed_in(site).open(section.path).shows("已放回这一页")


def test_nobody_without_a_session_leaves_anything(site: Spine, section: Visitor) -> None:
    section.client = site.app.test_client()
    assert sent(section, phone="19900000010").status_code == 400
    assert site.row("SELECT count(*) AS kept FROM kept_page")["kept"] == 0
