"""One case over HTTP: its tabs, what is new in it, what is said beside it, its materials and its file."""

import re
from datetime import timedelta

from approvals.acts.clocking import run_clocks
from approvals.engine import Defect
from approvals.words import Verb
from kernel.db import transaction
from tests.approvals.clerks import HEARD
from tests.approvals.samples import make_auto, make_chain, make_fill, make_step
from tests.approvals.workbench_office import CHAIN, RENEWAL, posted

PHONE = {"phone": "13812340001"}


def seen(office, client, case: int) -> None:
    """The clerk has said that they have seen everything."""
    assert posted(client, f"/work/{case}/seen", {}).status_code == 302


def returned(
    client, case: int, *lines: tuple[str, str], saw: int, step: str = "acceptance", opinion: str = ""
):
    """The list of defects is sent."""
    fields = {
        "step": step,
        "seen": str(saw),
        "do": "send",
        "complete": "1",
        "opinion": opinion,
        "at": [at for at, _ in lines],
        "what": [what for _, what in lines],
        "to": "filing",
    }
    return posted(client, f"/work/{case}/return", fields)


def test_every_tab_opens_and_says_how_much_is_on_it(office, li):
    case = office.begin().id
    for tab in ("form", "materials", "flow", "feed", "history"):
        page = li.get(f"/work/{case}?tab={tab}")
        assert page.status_code == 200, tab
        assert page.text.count('aria-current="page"') >= 1
    page = li.get(f"/work/{case}?tab=materials").text
    assert '<img src="/files/1/view"' in page
    assert '<object class="mv-pdf" data="/files/2/view' in page
    assert 'href="/files/2"' in page
    assert "本人的办件" in li.get(f"/work/{case}?tab=history").text


def test_the_course_says_why_a_wait_could_not_lead_on(office, li):
    first = make_step("acceptance", title="受理", role="city_clerk")
    opens = office.clock.now().date() + timedelta(days=1)
    wait = {"name": "pause", "kind": "wait", "title": "待开放", "until": f"today >= date('{opens}')"}
    check = make_auto("x", checks=[{"check": "nobody_knows"}])
    steps = (make_fill("filing", title="申请", files=True), first, wait, check)
    office.publish(CHAIN, make_chain(*steps))
    case = office.begin().id
    office.decide(case, Verb.APPROVE)
    assert "未能自动办理" not in li.get(f"/work/{case}?tab=flow").text
    office.clock.advance(days=1)
    with transaction(office.engine) as session:
        run_clocks(session, case, now=office.clock.now(), registry=office.registry)
    flow = office.clerk().get(f"/work/{case}?tab=flow").text
    now = flow.partition('aria-current="step"')[2].partition("</li>")[0]
    assert "未能自动办理：" in now
    assert "核验没有通过" in now


def test_the_course_says_which_version_of_its_chain_a_case_keeps(office, li):
    case = office.begin().id
    kept = li.get(f"/work/{case}?tab=flow").text
    assert "第 1 版" in kept
    assert "之后有新版" not in kept
    body = make_chain(*RENEWAL["steps"], clock={"days": 30})
    office.publish(CHAIN, body)
    after = li.get(f"/work/{case}?tab=flow").text
    assert "第 1 版" in after
    assert "之后有新版；这个办件按开始时的版本办完。" in after
    assert "第 2 版" in li.get(f"/work/{office.begin().id}?tab=flow").text


def test_what_changed_since_the_last_look_is_marked_until_it_is_looked_at(office, li):
    case = office.begin().id
    assert f'data-unseen="/work/{case}/seen"' in li.get(f"/work/{case}").text
    seen(office, li, case)
    assert "处填报变化" not in li.get(f"/work/{case}").text
    office.clock.advance(minutes=10)
    office.decide(case, Verb.ACCEPT, who="wang", facts=PHONE)
    page = li.get(f"/work/{case}").text
    assert "有 1 处填报变化" in page
    assert f'<a href="/work/{case}?tab=feed">有 1 条新动态。</a>' in page
    assert ">有 1 条新动态。</a>" not in li.get(f"/work/{case}?tab=feed").text
    seen(office, li, case)
    assert "处填报变化" not in li.get(f"/work/{case}").text


def test_a_message_goes_to_the_applicant_and_a_note_to_nobody(office, li):
    case = office.begin().id
    HEARD.clear()
    for kind, text in (("message", "请补任职文件"), ("note", "电话核过")):
        done = posted(li, f"/work/{case}/write", {"kind": kind, "text": text})
        assert (done.status_code, done.location) == (302, f"/work/{case}?tab=feed#write")
    assert [(case, True, "请补任职文件")] == HEARD
    page = li.get(f"/work/{case}?tab=feed").text
    assert page.index("请补任职文件") < page.index("电话核过")
    assert ("li", "case.note", f"case:{case}") in office.audited()


def test_an_empty_message_is_refused_and_a_long_one_is_kept_to_be_cut(office, li):
    case = office.begin().id
    assert posted(li, f"/work/{case}/write", {"kind": "note", "text": " "}).status_code == 422
    answer = posted(li, f"/work/{case}/write", {"kind": "message", "text": "长" * 1001})
    assert (answer.status_code, "长" * 1001 in answer.text) == (422, True)


def test_nobody_writes_to_or_looks_at_a_case_of_another_office(office):
    case, far = office.begin().id, office.clerk("sun")
    for path, fields in (
        ("write", {"kind": "note", "text": "x"}),
        ("seen", {}),
        ("materials", {}),
    ):
        assert posted(far, f"/work/{case}/{path}", fields).status_code == 404, path
    for path in (f"/work/{case}/materials", f"/work/record/{case}", f"/work/{case}/do/transfer"):
        assert far.get(path).status_code == 404, path
    assert posted(far, f"/work/record/{case}", {}).status_code == 404


def test_a_second_return_of_what_was_there_before_needs_a_reason_and_is_marked(office, li):
    case = office.begin().id
    assert returned(li, case, ("applicant.phone", "少一位"), saw=2).status_code == 302
    office.clock.advance(minutes=10)
    office.decide(case, Verb.RESUBMIT, "filing", "zhang", facts=PHONE)
    form = li.get(f"/work/{case}/return").text
    assert "2026-03-10 已经一次性告知过" in form
    refused = returned(li, case, ("applicant.post", "不一致"), saw=4)
    assert (refused.status_code, "二次新增" in refused.text) == (422, True)
    assert returned(li, case, ("applicant.post", "不一致"), saw=4, opinion="新收到举报").status_code == 302
    assert "二次新增" in li.get(f"/work/{case}?tab=feed").text


def test_what_changed_in_between_may_be_asked_about_freely(office, li):
    case = office.begin().id
    returned(li, case, ("applicant.post", "不一致"), saw=2)
    office.clock.advance(minutes=10)
    office.decide(case, Verb.RESUBMIT, "filing", "zhang", facts=PHONE)
    assert returned(li, case, ("applicant.phone", "仍少一位"), saw=4).status_code == 302
    assert "二次新增" not in li.get(f"/work/{case}?tab=feed").text


def test_defects_are_noted_while_the_materials_are_viewed_and_carried_to_the_list(office, li):
    case = office.begin().id
    assert "带着问题去补正" in li.get(f"/work/{case}/materials").text
    page = posted(
        li, f"/work/{case}/materials", {"do": "add", "shown": "2", "at": ["form"], "what": ["没有盖章"]}
    ).text
    assert '<input type="hidden" name="what" value="没有盖章">' in page
    assert f"/work/{case}/materials/2/1.png" in page
    carried = posted(
        li,
        f"/work/{case}/return",
        {"do": "carry", "step": "acceptance", "seen": "2", "at": ["form", "form"], "what": ["没有盖章", ""]},
    ).text
    assert carried.count("没有盖章</textarea>") == 1


def test_the_file_is_read_and_had_as_pdf(office, li):
    case = office.begin(number="220100-260303-0187").id
    for kind, text in (("message", "请补第二页"), ("note", "电话核过")):
        posted(li, f"/work/{case}/write", {"kind": kind, "text": text})
    noted = {"step": "acceptance", "seen": "2", "do": "add", "shown": "2", "page": "1"}
    posted(li, f"/work/{case}/materials", {**noted, "at": "form", "what": "没有盖章", "pin": "new"})
    page = li.get(f"/work/record/{case}").text
    assert ("不符合</span>" in page, "没有盖章" in page) == (True, True)
    assert ("请补第二页" in page, "电话核过" in page) == (True, False)
    assert "138****0001" in page
    assert "任职文件.pdf" in page
    answer = posted(li, f"/work/record/{case}", {})
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "attachment" in answer.headers["Content-Disposition"]
    for words in ("220100-260303-0187", "请补第二页", "没有盖章"):
        assert words in answer.text


def test_course_counts_the_steps_that_are_still_to_come(office, li):
    case = office.begin("张建国").id
    assert '<span class="cnt">1/3</span>' in li.get(f"/work/{case}").text
    office.decide(case, Verb.ACCEPT)
    assert '<span class="cnt">2/3</span>' in li.get(f"/work/{case}").text


def test_a_last_day_of_the_law_that_is_over_says_so(office, li):
    case = office.begin().id
    office.decide(case, Verb.ACCEPT)
    page = li.get(f"/work/{case}").text
    day = re.search(r"法定 ([0-9-]+) 前<", page)
    assert day is not None
    office.clock.advance(days=40)
    late = office.clerk().get(f"/work/{case}").text
    assert f"法定 {day[1]} 前，已过" in late


def test_what_was_withdrawn_at_its_beginning_counts_no_steps(office, li):
    case = office.begin().id
    assert '<span class="cnt">1/3</span>' in li.get(f"/work/{case}").text
    office.decide(case, Verb.RETURN, defects=[Defect("form", "没有盖章")])
    office.decide(case, Verb.WITHDRAW, "", "zhang")
    flow = re.search(r'href="/work/[0-9]+[?]tab=flow"[^>]*>([^<]*)<(.)', li.get(f"/work/{case}").text)
    assert flow is not None
    assert flow.groups() == ("流程", "/")
