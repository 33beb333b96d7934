"""An enterprise at work: its staff, what waits for it, confirming and returning."""

from typing import Any

import pytest
from sqlalchemy import text

from tests.addons.spine import Spine
from tests.stories.renewal import CONFIRMED, Renewal
from tests.stories.visitor import Visitor

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def at(office: Spine, username: str = "hengji", path: str = "/enterprise") -> Visitor:
    """The enterprise at its page."""
    return Visitor(office.client(username)).open(path)


def test_staff_is_listed_by_expiry(untouched: Spine) -> None:
    rows = at(untouched).tree.xpath("//tbody/tr/th")
    assert [row.text_content().strip() for row in rows] == ["李安娜", "张小山", "阿依努尔·买买提", "张小山"]


@pytest.mark.parametrize(("view", "count"), [("soon", 2), ("open", 2), ("past", 0), ("nonsense", 4)])
def test_view_shows_its_part(untouched: Spine, view: str, count: int) -> None:
    page = at(untouched, path=f"/enterprise?view={view}")
    assert len(page.tree.xpath("//tbody/tr")) == count


def test_certificate_of_another_enterprise_is_not_there(untouched: Spine) -> None:
    ours = at(untouched).links("/enterprise/certificates/")[0]
    assert untouched.client("hengji").get(ours).status_code == 200
    assert untouched.client("songhua").get(ours).status_code == 404


def test_enterprise_that_is_not_theirs_is_not_shown(untouched: Spine) -> None:
    other = untouched.row("SELECT id FROM parties_enterprise WHERE name LIKE '吉林松花%'")["id"]
    assert at(untouched, path=f"/enterprise?enterprise={other}").shows("长春恒基示范建筑有限公司")


@SQLITE
def test_papers_of_somebody_who_left_are_no_longer_offered(office: Spine) -> None:
    (held,) = [link for link in at(office).links("/enterprise/certificates/") if link.endswith("/3")]
    assert at(office, path=held).links("/letters/")
    with office.platform.database.transaction() as session:
        session.execute(text("UPDATE parties_employment SET ended_on = '2026-03-09' WHERE person_id = 2"))
    assert at(office, path=held).links("/letters/") == []


@SQLITE
def test_what_is_wrong_comes_back_with_what_was_typed(office: Spine) -> None:
    Renewal(office).hand_in()
    task = at(office).follow("核对并提交")
    values: dict[str, Any] = {**CONFIRMED, "employer_phone": "12"}
    page = task.press("确认并提交窗口", status=422, **values)
    assert "经办人电话" in page.refusal()
    assert page.tree.xpath("//input[@name='employer_contact']/@value") == ["何经办"]
    assert page.tree.xpath("//input[@name='employer_phone']/@value") == ["12"]
    assert len(page.tree.xpath("//input[@name='employer_declaration'][@checked]")) == 2


@SQLITE
def test_return_without_a_word_is_refused_and_keeps_the_case(office: Spine) -> None:
    Renewal(office).hand_in()
    page = at(office).follow("核对并提交").follow("有不符，退回本人").press("退回本人", status=422)
    assert "至少在一处写明" in page.refusal()
    assert office.row("SELECT step FROM approvals_task WHERE state = 'open'")["step"] == "employer"


@SQLITE
def test_defect_at_no_field_of_the_form_is_not_taken(office: Spine) -> None:
    Renewal(office).hand_in()
    form = at(office).follow("核对并提交").follow("有不符，退回本人")
    [first, *_] = form.tree.xpath("//input[starts-with(@name, 'at:')]/@name")
    values: dict[str, Any] = {"at:nothing": "不存在的栏目", first: "写得不对"}
    page = form.press("退回本人", status=422, **values)
    assert "不在这份申请里" in page.refusal()
    assert page.tree.xpath(f"//input[@name='{first}']/@value") == ["写得不对"]
    assert office.row("SELECT step FROM approvals_task WHERE state = 'open'")["step"] == "employer"


@SQLITE
def test_defect_that_is_too_long_is_refused_and_kept(office: Spine) -> None:
    Renewal(office).hand_in()
    form = at(office).follow("核对并提交").follow("有不符，退回本人")
    [first, *_] = form.tree.xpath("//input[starts-with(@name, 'at:')]/@name")
    too_long: dict[str, Any] = {first: "字" * 501}
    page = form.press("退回本人", status=422, **too_long)
    assert "写了 501 字，最多 500 字" in page.refusal()
    assert page.tree.xpath(f"//input[@name='{first}']/@value") == ["字" * 501]
    just_right: dict[str, Any] = {first: "字" * 500}
    page.press("退回本人", **just_right)
    assert office.row("SELECT step FROM approvals_task WHERE state = 'open'")["step"] != "employer"


@SQLITE
def test_second_confirmation_is_told_of_the_first(office: Spine) -> None:
    renewal = Renewal(office)
    renewal.hand_in()
    late = at(office).follow("核对并提交")
    renewal.confirm()
    assert late.press("确认并提交窗口").shows("不必重复提交")


@SQLITE
def test_personal_data_of_the_applicant_is_masked(office: Spine) -> None:
    Renewal(office).hand_in()
    page = at(office).follow("核对并提交")
    assert page.shows("199****0001")
    assert not page.shows("19900000001")


@SQLITE
def test_draft_is_nobody_elses_to_see(office: Spine) -> None:
    Renewal(office).begin()
    assert office.client("hengji").get("/enterprise/applications/1").status_code == 404


@SQLITE
def test_what_an_enterprise_typed_comes_back_after_signing_in_again(office: Spine) -> None:
    Renewal(office).hand_in()
    task = at(office).follow("核对并提交")
    form = dict(next(one for one in task.tree.iter("form") if one.get("data-fill") is not None).form_values())
    told = task.client.post(f"{task.path}/state", data=form, headers={"Accept": "application/json"})
    assert told.get_json()["hidden"] == []
    office.clock.advance(minutes=31)
    answer = task.client.post(f"{task.path}/confirm", data=form | {"employer_contact": "何经办"})
    assert answer.location == f"/login?next={task.path}"
    office.clients.clear()
    page = at(office, path=task.path)
    assert page.shows("登录结束前您填的内容已放回这一页")
    assert page.tree.xpath("//input[@name='employer_contact']/@value") == ["何经办"]
