"""One-time notification over HTTP: lines come and go, each pinned to its place, sent once and wholly."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from approvals.casefile.pinning import Pin
from approvals.casefile.pins import pins_of
from approvals.words import Verb
from kernel.db import transaction
from kernel.models import AuditEntry
from tests.approvals.workbench_office import RENEWAL, posted

LETTER = re.compile(r'<article class="paper.*?</article>', re.DOTALL)
WHAT = re.compile(r'id="what-\d+"[^>]*>([^<]*)</textarea>')


def sheet(do: str, *lines: tuple[str, str], **more: Any) -> dict[str, Any]:
    """What the form of the list posts."""
    usual = {"step": "acceptance", "seen": "2", "complete": "1", "opinion": "", "to": "filing"}
    return usual | {"do": do, "at": [at for at, _ in lines], "what": [what for _, what in lines]} | more


PHONE, FORM = ("applicant.phone", "号码少一位"), ("form", "没有盖章")


def test_the_list_begins_with_an_empty_line_and_the_places_of_the_case(office, li):
    page = li.get(f"/work/{office.begin().id}/return").text
    assert WHAT.findall(page) == [""]
    assert '<optgroup label="申请人"><option value="applicant.phone">联系电话</option>' in page
    assert "延续申请单" in page


def test_what_was_typed_as_an_opinion_comes_along(office, li):
    case = office.begin()
    form = {"step": "acceptance", "seen": "2", "opinion": "请尽快"}
    assert "请尽快" in posted(li, f"/work/{case.id}/return", form).text


def test_a_line_more_keeps_what_is_written(office, li):
    page = posted(li, f"/work/{office.begin().id}/return", sheet("more", PHONE)).text
    assert WHAT.findall(page) == ["号码少一位", ""]
    assert '<option value="applicant.phone" selected>' in page


def test_a_line_less_drops_that_one(office, li):
    page = posted(li, f"/work/{office.begin().id}/return", sheet("drop-0", PHONE, FORM)).text
    assert WHAT.findall(page) == ["没有盖章"]


@pytest.mark.parametrize("line", ["²", "٣", "-1", "9" * 5000, "x"])
def test_a_line_that_there_is_not_drops_none(office, li, line):
    page = posted(li, f"/work/{office.begin().id}/return", sheet(f"drop-{line}", PHONE))
    assert (page.status_code, WHAT.findall(page.text)) == (200, ["号码少一位"])


def test_the_list_is_sent_whole_and_the_clock_stands(office, li):
    case = office.begin()
    done = posted(li, f"/work/{case.id}/return", sheet("send", PHONE, ("", ""), FORM, opinion="请尽快"))
    assert (done.status_code, done.location) == (302, "/work")
    correction = office.case(case.id).state.correction
    assert [(one.at, one.what) for one in correction.defects] == [PHONE, FORM]
    assert correction.step == "filing"
    assert office.audited() == [("li", "case.return", f"case:{case.id}")]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (sheet("send", ("", "")), "请至少写一条要补正的内容。"),
        (sheet("send", PHONE, ("form", "")), "第 2 条没有写问题。"),
        (sheet("send", PHONE, complete=""), "请确认已列全本次需要补正的全部内容。"),
        (sheet("send", PHONE, ("form", "字" * 501)), "第 2 条写了 501 字，最多 500 字：请缩短"),
        (sheet("send", PHONE, ("nowhere", "不对")), "第 2 条针对的位置不在这件申请里"),
    ],
)
def test_a_list_that_is_not_ready_is_not_sent(office, li, form, said):
    case = office.begin()
    answer = posted(li, f"/work/{case.id}/return", form)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert office.case(case.id).state.seq == 2


@pytest.mark.parametrize("line", [("form", "字" * 501), ("nowhere", "这里不对")])
def test_a_line_that_is_not_taken_stays_as_it_was_typed(office, li, line):
    page = posted(li, f"/work/{office.begin().id}/return", sheet("send", PHONE, line, opinion="请尽快")).text
    assert WHAT.findall(page) == [PHONE[1], line[1]]
    assert "请尽快" in page


def test_a_line_may_be_500_long_as_a_browser_counts_and_about_the_whole(office, li):
    case = office.begin()
    words = "一行\r\n" + "字" * 497
    assert posted(li, f"/work/{case.id}/return", sheet("send", ("", words))).status_code == 302
    [defect] = office.case(case.id).state.correction.defects
    assert (defect.at, len(defect.what)) == ("", 500)


def test_who_comes_too_late_is_told_and_keeps_the_list(office, li):
    case = office.begin()
    office.decide(case.id, Verb.ACCEPT, who="wang")
    answer = posted(li, f"/work/{case.id}/return", sheet("send", PHONE))
    assert answer.status_code == 409
    assert "王海涛 已于 03-10 10:00 受理“受理”" in answer.text
    assert WHAT.findall(answer.text) == ["号码少一位"]
    assert 'name="seen" value="3"' in answer.text


def test_a_closed_case_is_not_returned_and_the_list_can_be_copied(office, li):
    case = office.begin()
    office.decide(case.id, Verb.NOT_ACCEPT, who="wang", opinion="不归我们")
    answer = posted(li, f"/work/{case.id}/return", sheet("send", PHONE))
    assert answer.status_code == 409
    assert "办件已办结（不予受理）" in answer.text
    assert "号码少一位" in answer.text
    assert 'value="send"' not in answer.text


def test_a_step_that_is_none_is_refused(office, li):
    case = office.begin()
    answer = posted(li, f"/work/{case.id}/return", sheet("send", PHONE, to="decision"))
    assert (answer.status_code, "可以到：申请。" in answer.text) == (422, True)


def test_the_case_may_go_back_to_any_earlier_step_and_usually_to_the_applicant(office, li):
    case = office.begin()
    office.decide(case.id, Verb.ACCEPT)
    page = li.get(f"/work/{case.id}/return").text
    assert '<option value="filing" selected>申请：不限时</option>' in page
    assert '<option value="acceptance">受理：5 个工作日（至 2026-03-17）</option>' in page


def test_a_browser_may_ask_for_the_list_alone(office, li):
    case = office.begin()
    answer = li.get(f"/work/{case.id}/return", headers={"X-Fragment": "1"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "data-return-form" in answer.text


def test_a_dialog_is_told_where_to_go_on(office, li):
    case = office.begin()
    answer = posted(li, f"/work/{case.id}/return", sheet("send", PHONE), headers={"X-Fragment": "1"})
    assert (answer.status_code, answer.headers["X-Location"]) == (204, "/work")
    assert "已办理：退回补正" in li.get("/work").text


def test_the_list_has_an_end(office, li):
    lines = [("", f"第{number}条") for number in range(60)]
    page = posted(li, f"/work/{office.begin().id}/return", sheet("more", *lines)).text
    assert len(WHAT.findall(page)) == 50


def test_the_letter_is_read_before_it_is_sent_and_is_the_one_that_is_sent(office, li):
    case = office.begin()
    pinned = {"pin": ["", "1:1:500,250"], "opinion": "盖章后重交"}
    shown = posted(li, f"/work/{case.id}/return", sheet("preview", PHONE, FORM, complete="", **pinned))
    before = LETTER.findall(shown.text)[0]
    assert (shown.status_code, office.case(case.id).state.seq) == (200, 2)
    for words in (
        "#1-补1",
        "致：张建国",
        "1. 联系电话",
        "2. 延续申请单（申请单.jpg，第 1 页标注处）",
        "没有盖章",
        "盖章后重交",
    ):
        assert words in before
    assert 'name="pin" value="1:1:500,250"' in shown.text
    assert posted(li, f"/work/{case.id}/return", sheet("send", PHONE, FORM, **pinned)).status_code == 302
    page = li.get(f"/work/{case.id}/letter/3")
    assert LETTER.findall(page.text)[0].replace("h2", "h3") == before
    assert f"/work/{case.id}/letter/3" in li.get(f"/work/{case.id}?tab=feed").text
    pdf = posted(li, f"/work/{case.id}/letter/3", {})
    assert (pdf.mimetype, "没有盖章" in pdf.text) == ("application/pdf", True)
    with transaction(office.engine) as session:
        taken = session.scalars(select(AuditEntry).where(AuditEntry.action == "case.letter_pdf")).one()
        assert (taken.actor, taken.thing, taken.detail) == ("li", f"case:{case.id}", {"seq": 3})
    assert li.get(f"/work/{case.id}/letter/2").status_code == 404
    assert office.clerk("sun").get(f"/work/{case.id}/letter/3").status_code == 404


def test_a_list_that_is_not_ready_has_no_letter(office, li):
    answer = posted(li, f"/work/{office.begin().id}/return", sheet("preview", ("form", "")))
    assert (answer.status_code, "第 1 条没有写问题" in answer.text) == (422, True)


def test_from_the_letter_one_goes_back_to_the_list_as_it_was(office, li):
    page = posted(li, f"/work/{office.begin().id}/return", sheet("edit", PHONE, FORM, opinion="请尽快")).text
    assert WHAT.findall(page) == [PHONE[1], FORM[1]]
    assert "请尽快" in page


def test_a_line_points_at_a_file_of_the_case_and_of_its_own_place(office, li):
    case = office.begin()
    pins = ["1:1:10,20", "1:2:g5", "77:1", "nonsense"]
    lines = (FORM, PHONE, ("form", "别的文件"), ("form", "乱写"))
    assert posted(li, f"/work/{case.id}/return", sheet("send", *lines, pin=pins)).status_code == 302
    with transaction(office.engine) as session:
        assert pins_of(session, case.id) == {3: {0: Pin(1, 1, 10, 20)}}
    feed = li.get(f"/work/{case.id}?tab=feed").text
    assert f"/work/{case.id}/materials?m=1&amp;p=1" in feed
    assert "第 1 页标注处" in feed


def test_while_it_is_being_corrected_the_case_says_what_is_to_be_mended_where(office, li):
    case = office.begin()
    posted(li, f"/work/{case.id}/return", sheet("send", FORM, PHONE, pin=["1:1:g9"]))
    page = li.get(f"/work/{case.id}").text
    assert "延续申请单（申请单.jpg，第 1 页右下）：没有盖章" in page
    assert "联系电话：号码少一位" in page


def test_what_offices_send_back_to_each_other_is_no_letter(office, li):
    case = office.begin()
    office.decide(case.id, Verb.ACCEPT)
    internal = {"step": "decision", "seen": "3", "to": "acceptance"}
    shown = posted(li, f"/work/{case.id}/return", sheet("preview", FORM, **internal))
    assert (shown.status_code, LETTER.findall(shown.text), "不出告知书" in shown.text) == (200, [], True)
    assert posted(li, f"/work/{case.id}/return", sheet("send", FORM, **internal)).status_code == 302
    assert li.get(f"/work/{case.id}/letter/4").status_code == 404
    assert "/letter/4" not in li.get(f"/work/{case.id}?tab=feed").text


@pytest.fixture
def giving(office):
    """A case that may go back for three to eight days, usually five."""
    clock = {"days": 5, "unit": "calendar", "at_least": 3, "at_most": 8}
    first, *others = RENEWAL["steps"]
    office.publish("toy.giving", {**RENEWAL, "steps": [{**first, "clock": clock}, *others]})
    return office.begin(chain="toy.giving").id


def test_a_return_chooses_its_last_day_among_those_that_the_chain_allows(office, li, giving):
    page = li.get(f"/work/{giving}/return").text
    offered = re.findall(r'<option value="(\d)"( selected)?>([^<]*)</option>', page)
    assert [(int(days), bool(on)) for days, on, _ in offered] == [(n, n == 5) for n in range(3, 9)]
    assert offered[5][2] == "8 天（至 2026-03-18）"
    given = {"days:filing": "8"}
    shown = posted(li, f"/work/{giving}/return", sheet("preview", PHONE, **given)).text
    assert ("2026-03-18 前（8 天）" in shown, 'name="days:filing" value="8"' in shown) == (True, True)
    assert posted(li, f"/work/{giving}/return", sheet("send", PHONE, **given)).status_code == 302
    [filing] = office.case(giving).state.open
    assert filing.due.on == date(2026, 3, 18)


@pytest.mark.parametrize("days", ["2", "9", "-1", "viele", "٥"])
def test_a_last_day_that_the_chain_does_not_allow_is_refused_and_the_list_stays(office, li, giving, days):
    answer = posted(li, f"/work/{giving}/return", sheet("send", PHONE, **{"days:filing": days}))
    assert (answer.status_code, WHAT.findall(answer.text)) == (422, ["号码少一位"])
    assert "请在 3 到 8 天之间选择。" in answer.text
    assert office.case(giving).state.correction is None
