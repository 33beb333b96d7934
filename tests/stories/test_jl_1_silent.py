"""JL-1 where the employer does nothing: the applicant says so, whoever looks after the window helps, a firm is gone."""

from typing import Any

import pytest

from kernel import settings
from kernel.db import transaction
from tests.addons.spine import Spine
from tests.browser.conftest import Check
from tests.browser.visiting import overflow
from tests.stories.desks import Stage, apply
from tests.stories.renewal import Renewal
from tests.stories.silent import WAYS, on_its_way, strike_off, told
from tests.stories.visitor import Visitor

WHY = "3月12日、16日两次到公司，均称不办"


def waits(office: Spine) -> list[str]:
    """The open steps of the case."""
    return [str(row["step"]) for row in office.rows("SELECT step FROM approvals_task WHERE state = 'open'")]


def finds(office: Spine, username: str, words: str) -> bool:
    """Whether somebody who looks for these words in the workbench finds the case."""
    page = Visitor(office.client(username)).open("/work")
    token = page.tree.xpath("//input[@name='csrf_token']")[0].get("value")
    given = {"csrf_token": token, "q": words}
    return "/work/1" in page.client.post("/work/find", data=given, follow_redirects=True).text


def test_an_applicant_goes_on_without_a_silent_employer_when_its_time_is_over(office: Spine):
    on_its_way(office, **WAYS)
    renewal = Renewal(office)
    renewal.hand_in()
    page = renewal.page()
    assert page.shows("到 2026-03-18 对方仍不办理的")
    assert not page.links("/my/applications/1/silent")
    assert page.open("/my/applications/1/silent/employer").path == "/my/applications/1"
    office.be("2026-03-18")
    page = renewal.page().follow("对方不配合…")
    assert page.shows("登记后，办件转到：办结（已终止）。")
    early = renewal.page().follow("对方不配合…")
    assert "没有写明理由" in page.press("登记对方不配合", status=422, reason=" ").text
    page.press("登记对方不配合", reason=WHY)
    assert page.shows("已登记对方不配合")
    assert page.shows("受聘企业提交：当事人不配合")
    assert page.shows("申请人登记 · 转到：办结（已终止）")
    assert page.shows(WHY)
    assert early.press("登记对方不配合", reason=WHY).shows("不必重复提交")
    assert (renewal.application()["outcome"], renewal.application()["state"]) == ("terminated", "closed")
    audited = office.row("SELECT actor FROM audit_entry WHERE action = 'application.party_silent'")
    assert audited["actor"] == "zhang"
    office.work()
    assert len(told(office, f"“受聘企业提交”当事人不配合（申请人登记），{WHY}")) == 1


def test_a_report_before_its_day_is_refused_with_that_day(office: Spine):
    on_its_way(office, **WAYS)
    renewal = Renewal(office)
    renewal.hand_in()
    office.be("2026-03-18")
    page = renewal.page().follow("对方不配合…")
    office.be("2026-03-17", "23:00")
    page.client = office.client("zhang")
    fresh = Visitor(page.client).open("/my/applications/1")
    token = fresh.tree.xpath("//input[@name='csrf_token']")[0].get("value")
    given = {"csrf_token": token, "_case_seen": "2", "reason": WHY}
    answer = page.client.post("/my/applications/1/silent/employer", data=given, follow_redirects=True)
    assert "2026-03-18 起才可以登记对方不配合" in answer.text
    assert waits(office) == ["employer"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_office_says_how_long_an_applicant_waits_at_a_step_without_a_clock(office: Spine):
    on_its_way(office, clock=False, **WAYS)
    renewal = Renewal(office)
    renewal.hand_in()
    assert renewal.page().shows("到 2026-03-17 对方仍不办理的")
    noted: dict[str, Any] = {"actor": "sysadmin", "now": office.clock.now(), "address": ""}
    with transaction(office.engine) as session:
        settings.change(session, office.registry, "silent_after", "3", **noted)
    office.be("2026-03-13")
    assert renewal.page().links("/my/applications/1/silent/employer")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_nobody_but_the_applicant_comes_to_the_page(office: Spine):
    on_its_way(office, **WAYS)
    Renewal(office).hand_in()
    office.be("2026-03-18")
    for other in ("li", "hengji"):
        assert office.client(other).get("/my/applications/1/silent/employer").status_code in (403, 404)


def test_who_looks_after_the_window_helps_a_case_that_has_not_come_to_it(office: Spine):
    on_its_way(office, **WAYS)
    renewal = Renewal(office)
    renewal.hand_in()
    Visitor(office.client("clerk")).open("/work/1", status=404)
    found = Visitor(office.client("province")).open("/work/1")
    assert found.shows("受聘企业提交")
    assert found.shows("登记无法送达")
    number = renewal.application()["number"]
    for words in (number, "张小山"):
        assert finds(office, "province", words)
        assert not finds(office, "clerk", words)
    page = found.open("/work/1/report/undeliverable?step=employer")
    page.press("登记无法送达", opinion="邮寄退回，登报公告满三十日")
    assert page.open("/work/1?tab=feed").shows("受聘企业提交 · 无法送达 → 办结（已终止）")
    office.work()
    assert renewal.application()["outcome"] == "terminated"
    assert renewal.page().shows("办理机构登记 · 转到：办结（已终止）")
    Visitor(office.client("province")).open("/work/1")
    Visitor(office.client("clerk")).open("/work/1", status=404)


def test_who_looks_after_the_window_terminates_it_with_a_reason(office: Spine):
    renewal = Renewal(office)
    renewal.hand_in()
    page = Visitor(office.client("province")).open("/work/1/do/terminate")
    page.press("终止", opinion="企业长期失联，申请人同意另行申请")
    office.work()
    assert renewal.application()["outcome"] == "terminated"
    assert len(told(office, "企业长期失联")) == 1


def test_a_firm_that_is_gone_before_its_step_opens_is_not_waited_for(office: Spine):
    on_its_way(office, first="acceptance", party_deregistered="decision")
    renewal = Renewal(office)
    renewal.hand_in()
    strike_off(office)
    office.work()
    assert waits(office) == ["acceptance"]
    renewal.at_window().press("同意")
    office.work()
    assert waits(office) == ["decision"]
    left = office.rows("SELECT seq FROM approvals_decision WHERE verb = 'exit'")
    office.work()
    assert len(left) == 1
    assert len(told(office, "“受聘企业提交”：当事人已注销或被吊销")) == 1


def test_where_the_chain_says_nothing_of_a_firm_that_is_gone_who_looks_after_it_is_told_once(office: Spine):
    on_its_way(office, first="acceptance")
    renewal = Renewal(office)
    renewal.hand_in()
    strike_off(office)
    renewal.at_window().press("同意")
    for _ in range(2):
        office.work()
    assert waits(office) == ["employer"]
    assert len(told(office, "在等已注销或被吊销的企业")) == 1
    row = office.row("SELECT link FROM notices_notice WHERE body_zh LIKE '%在等已注销或被吊销的企业%'")
    assert Visitor(office.client("province")).open(row["link"]).shows("受聘企业提交")


def test_a_suspended_case_goes_on_without_a_firm_that_is_gone_when_it_is_resumed(office: Spine):
    on_its_way(office, party_deregistered="terminated")
    Renewal(office).hand_in()
    above = Visitor(office.client("province"))
    above.open("/work/1/do/suspend").press("中止", opinion="等司法结论")
    strike_off(office)
    office.work()
    assert waits(office) == ["employer"]
    above.open("/work/1/do/resume").press("恢复")
    office.work()
    assert waits(office) == []
    assert Renewal(office).application()["outcome"] == "terminated"
    assert (
        office.rows("SELECT topic FROM outbox_item WHERE topic = 'approvals.leave' AND state <> 'done'") == []
    )


def test_who_looks_after_a_window_hears_of_a_firm_that_is_struck_off_while_its_step_is_open(office: Spine):
    on_its_way(office)
    Renewal(office).hand_in()
    office.work()
    strike_off(office)
    office.work()
    assert len(told(office, "在等已注销或被吊销的企业")) == 1


@pytest.mark.browser
def test_an_applicant_on_a_phone_and_an_office_at_a_desk_report(stage: Stage, violations: Check):
    on_its_way(stage.office, **WAYS)
    with stage.phone() as person, stage.wide("province") as above:
        apply(person)
        above.go("/work/1").sees("受聘企业提交")
        assert violations(above.page) == []
        above.go("/work/1/report/undeliverable?step=employer").is_at("登记无法送达")
        assert violations(above.page) == []
        stage.office.clock.advance(days=8)
    with stage.phone() as person:
        person.go("/my/applications/1").follow("对方不配合…").sees("登记后，办件转到：办结（已终止）。")
        assert violations(person.page) == []
        assert overflow(person.page) <= 0
        person.page.get_by_label("怎样联系过对方").fill(WHY)
        person.press("登记对方不配合").sees("已登记对方不配合").sees(WHY)
    assert Renewal(stage.office).application()["outcome"] == "terminated"


def test_a_chain_of_before_that_led_past_the_filing_act_offers_no_such_way(office: Spine):
    """It can be published no more, but cases run on it: nobody is promised what is refused, and somebody hears."""
    on_its_way(office, party_deregistered="decision", party_silent="decision")
    Renewal(office).hand_in()
    office.work()
    above = Visitor(office.client("province"))
    assert "登记当事人不配合" not in above.open("/work/1").text
    above.open("/work/1/report/party_silent?step=employer", status=404)
    strike_off(office)
    office.work()
    assert waits(office) == ["employer"]
    assert len(told(office, "在等已注销或被吊销的企业")) == 1
    assert office.rows("SELECT id FROM outbox_item WHERE topic = 'approvals.leave'") == []
