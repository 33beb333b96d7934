"""Applicant and office write to each other about an application; notes and strangers stay out."""

from pathlib import Path

from kernel.clock import FixedClock
from tests.addons.spine import spine
from tests.app.offices import token
from tests.stories.renewal import Renewal


def test_both_sides_write_and_read_and_are_told(tmp_path: Path, clock: FixedClock) -> None:
    with spine("sqlite", tmp_path, clock=clock) as office:
        renewal = Renewal(office).filed()
        case = office.row("SELECT id FROM approvals_case")["id"]
        page = renewal.page().press("发送", text="窗口几点下班？")
        assert page.shows("消息已发给办理机构。")
        clerk = renewal.visitor("clerk").open(f"/work/{case}?tab=feed")
        assert clerk.shows("窗口几点下班？")
        clerk = clerk.press("发给申请人", text="十六点半")
        clerk.press("记为内部备注", text="电话也说过")
        page = renewal.page()
        assert page.shows("十六点半")
        assert not page.shows("电话也说过")
        told = office.rows("SELECT party_kind FROM notices_notice WHERE key LIKE '%:message:%' ORDER BY id")
        assert [one["party_kind"] for one in told] == ["office", "person"]
        page.press("发送", text=" ", status=422)
        other = office.client("li")
        fields = {"text": "x", "csrf_token": token(other, "/my/applications")}
        address = f"/my/applications/{renewal.application()['id']}/messages"
        assert other.post(address, data=fields).status_code == 404


def test_what_is_written_before_an_office_has_the_case_waits_for_it(
    tmp_path: Path, clock: FixedClock
) -> None:
    with spine("sqlite", tmp_path, clock=clock) as office:
        renewal = Renewal(office)
        renewal.hand_in()
        assert renewal.page().press("发送", text="请快一点").shows("办理机构收到申请后会看到")
        told = "SELECT party_kind FROM notices_notice WHERE key LIKE '%:message:%'"
        assert office.rows(told) == [], "nobody is called to what they may not open"
        renewal.confirm()
        opened = renewal.at_window()
        assert opened.shows("1 新"), "whoever sees the case for the first time sees that something was said"
        assert opened.follow("动态").shows("请快一点")


def test_nobody_is_written_to_about_what_was_closed_before_an_office_had_it(
    tmp_path: Path, clock: FixedClock
) -> None:
    with spine("sqlite", tmp_path, clock=clock) as office:
        renewal = Renewal(office)
        renewal.hand_in()
        page = renewal.page()
        renewal.page().follow("撤回申请").press("撤回申请")
        refused = page.press("发送", text="还在吗？", status=409)
        assert refused.shows("办件已办结，不再收发消息")
        assert refused.shows("还在吗？"), "what was written can still be read"
        assert not renewal.page().has_button("发送")


def test_what_was_said_about_a_closed_case_is_read_and_nothing_is_added(
    tmp_path: Path, clock: FixedClock
) -> None:
    with spine("sqlite", tmp_path, clock=clock) as office:
        renewal = Renewal(office).filed()
        case = office.row("SELECT id FROM approvals_case")["id"]
        asked = renewal.page()
        asked.press("发送", text="窗口几点下班？")
        desk = renewal.visitor("clerk").open(f"/work/{case}?tab=feed")
        renewal.accept()
        renewal.approve()
        page = renewal.page()
        assert page.shows("窗口几点下班？")
        assert page.shows("办件已办结，消息只供查看")
        assert not page.has_button("发送")
        refused = asked.press("发送", text="还要来吗？", status=409)
        assert refused.shows("办件已办结，不再收发消息")
        assert refused.shows("还要来吗？")
        assert desk.press("发给申请人", text="不用来", status=409).shows("请记为内部备注")
        closed = renewal.visitor("clerk").open(f"/work/{case}?tab=feed")
        assert not closed.has_button("发给申请人")
        assert closed.press("记为内部备注", text="已电话告知").shows("已电话告知")
        assert len(office.rows("SELECT id FROM approvals_message")) == 1


def test_applicant_asks_once_a_day_that_the_application_be_seen_to(tmp_path: Path, clock: FixedClock) -> None:
    with spine("sqlite", tmp_path, clock=clock) as office:
        renewal = Renewal(office)
        renewal.hand_in()
        assert not renewal.page().has_button("催办"), "the employer's step has no such act"
        renewal.confirm()
        assert renewal.page().press("催办").shows("已提醒正在办理的人")
        office.work()
        told = office.rows("SELECT party_kind FROM notices_notice WHERE title_zh LIKE '%催%'")
        assert told, "the window hears of it"
        again = renewal.page().press("催办")
        assert again.shows("今天已经催办过")
