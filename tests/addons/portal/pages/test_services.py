"""The catalogue and the guide, for everybody and for one's own certificates."""

import pytest

from tests.addons.spine import Spine
from tests.stories.renewal import GUIDE
from tests.stories.visitor import Visitor


def visitor(office: Spine, username: str = "") -> Visitor:
    """Somebody at their browser."""
    return Visitor(office.client(username))


@pytest.mark.parametrize(
    ("username", "path"), [("", "/services"), ("zhang", "/services"), ("hengji", "/enterprise")]
)
def test_everybody_arrives_where_they_have_business(untouched: Spine, username: str, path: str) -> None:
    assert visitor(untouched, username).open("/").path == path


def test_service_is_open_for_everybody(untouched: Spine) -> None:
    page = visitor(untouched).open("/services")
    assert page.shows("正在办理")
    assert page.follow("安管人员安全生产考核合格证书延续").path == GUIDE


def test_person_is_told_of_the_certificate_that_can_be_renewed(untouched: Spine) -> None:
    page = visitor(untouched, "zhang").open("/services")
    assert page.shows("张小山，您的 A 证还有 82 天到期，现在可以办理证书延续")
    assert page.shows("您现在可以办")


@pytest.mark.parametrize("wanted", ["延续", "renewal", "JL-1", "证书 三个月", "安管 延续"])
def test_service_is_found_by_its_words(untouched: Spine, wanted: str) -> None:
    page = visitor(untouched).open(f"/services?q={wanted}")
    assert bool(page.links(GUIDE)) == (wanted != "证书 三个月")


def test_nothing_found_says_what_to_do(untouched: Spine) -> None:
    page = visitor(untouched).open("/services?q=%3Cb%3E驾照")
    assert page.shows("没有与“<b>驾照”有关的服务")
    assert page.follow("看全部服务").path == "/services"


def test_stranger_is_led_to_the_sign_in_and_back(untouched: Spine) -> None:
    page = visitor(untouched).open(GUIDE).follow("登录并办理")
    assert page.answer is not None
    assert page.answer.request.full_path == f"/login?next={GUIDE}"


def test_every_condition_is_told_for_the_certificate_chosen(untouched: Spine) -> None:
    page = visitor(untouched, "zhang").open(GUIDE)
    assert page.shows("在办理期内：2026-02-28 至 2026-05-31")
    assert page.has_button("开始办理")
    other = page.follow("吉建安B")
    assert other.shows("还没到办理时间")
    assert not other.has_button("开始办理")


def test_certificate_of_somebody_else_cannot_be_chosen(untouched: Spine) -> None:
    theirs = untouched.row("SELECT id FROM certificates_certificate WHERE number LIKE '%C3%2210'")["id"]
    assert visitor(untouched, "zhang").open(f"{GUIDE}?certificate={theirs}").shows("吉建安A（2023）0001234")


def test_application_with_a_certificate_of_somebody_else_is_not_begun(untouched: Spine) -> None:
    theirs = untouched.row("SELECT id FROM certificates_certificate WHERE number LIKE '%C3%2210'")["id"]
    page = visitor(untouched, "zhang").open(GUIDE).press("开始办理", status=404, certificate=str(theirs))
    assert page.shows("没有这本证书")


@pytest.mark.parametrize("certificate", ["", "x", "-1", "9" * 30])
def test_certificate_that_is_none_begins_nothing(untouched: Spine, certificate: str) -> None:
    visitor(untouched, "zhang").open(GUIDE).press("开始办理", status=404, certificate=certificate)


def test_service_that_is_not_there_is_told(untouched: Spine) -> None:
    assert (
        visitor(untouched).open("/services/nothing.there", status=404).shows("没有名为 nothing.there 的事项")
    )


def test_head_and_foot_say_whom_to_ask(untouched: Spine) -> None:
    html = untouched.client().get("/services").text
    assert "咨询 0431-85076811" in html
    assert "投诉 0431-82752527" in html
    assert "吉林省住房和城乡建设厅" in html


def test_pages_need_their_roles(untouched: Spine) -> None:
    assert untouched.client("hengji").get("/my/certificates").status_code == 403
    assert untouched.client("zhang").get("/enterprise").status_code == 403
    assert untouched.client("clerk").get("/my/applications").status_code == 403
    assert untouched.client().get("/my/certificates").status_code == 302
