"""My certificates: what each is worth today, and nobody else's."""

import pytest

from tests.addons.spine import Spine
from tests.stories.renewal import Renewal
from tests.stories.visitor import Visitor


def test_open_window_is_counted_and_can_be_used(untouched: Spine) -> None:
    page = Visitor(untouched.client("zhang")).open("/my/certificates")
    assert page.shows("82 天后到期")
    assert page.shows("最后办理日 2026-05-31")
    assert page.has_button("办理证书延续")
    assert page.tree.xpath("//svg[@role='img']/@aria-label")[0].startswith("有效期 2023-06-01 至 2026-05-31")


def test_certificate_shows_its_history(untouched: Spine) -> None:
    page = Visitor(untouched.client("zhang")).open("/my/certificates").follow("详情")
    assert page.shows("证书经历")
    assert page.shows("新发")


def test_certificate_of_somebody_else_is_not_there(untouched: Spine) -> None:
    theirs = untouched.row("SELECT id FROM certificates_certificate WHERE number LIKE '%C3%2210'")["id"]
    answers = [untouched.client("zhang").get(f"/my/certificates/{number}") for number in (theirs, 99_999)]
    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_lapsed_certificate_is_of_the_past(office: Spine) -> None:
    office.be("2026-06-02")
    office.work()
    page = Visitor(office.client("zhang")).open("/my/certificates")
    assert page.shows("历史证书（1）")
    assert not page.has_button("办理证书延续")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_certificate_in_progress_leads_to_its_application(office: Spine) -> None:
    Renewal(office).hand_in()
    page = Visitor(office.client("zhang")).open("/my/certificates")
    assert page.shows("办理中")
    assert page.follow("查看进度").path == "/my/applications/1"


def test_who_is_no_person_is_told_so(untouched: Spine) -> None:
    assert untouched.client("admin").get("/my/certificates").status_code == 200
    assert Visitor(untouched.client("admin")).open("/my/certificates").shows("没有关联本人信息")
    assert untouched.client("admin").get("/my/certificates/1").status_code == 403
