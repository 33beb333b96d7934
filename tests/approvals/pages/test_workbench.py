"""The clerks' workbench over HTTP: what is shown, to whom, what an act does and what stops it."""

import re

import pytest

from approvals.engine import Defect
from approvals.words import Verb
from tests.app.offices import submit
from tests.approvals.clerks import FAR
from tests.approvals.pages.test_listing import looked_for, names
from tests.approvals.workbench_office import posted, tasks_of, workbench_office

DEFECTS = (Defect("applicant.phone", "号码少一位"), Defect("form", "没有盖章"))


def act(verb: str, *, seen: int = 2, step: str = "acceptance", **more: str) -> dict[str, str]:
    """What the form of a case posts."""
    return {"step": step, "seen": str(seen), "verb": verb, "opinion": "", **more}


def test_a_case_is_shown_by_its_plugins_beside_the_list(office, li):
    case = office.begin("张建国", number="220100-260303-0187")
    page = li.get(f"/work/{case.id}").text
    assert "张建国 · 延续 · A 证" in page
    assert "办件 220100-260303-0187" in page
    assert "手机申请" in page
    assert "<dd data-name>张建国</dd>" in page
    assert 'value="accept" data-pass' in page
    assert names(page) == ["张建国"]


def test_what_a_case_says_is_never_markup(office, li):
    case = office.begin("<b>x</b>")
    assert "<b>x</b>" not in li.get(f"/work/{case.id}").text


def test_the_keys_are_told_only_where_they_do_something(office, li):
    case = office.begin("张建国")
    key = '<kbd class="kbd">{}</kbd>'.format
    open_case, beside = li.get(f"/work/{case.id}").text, li.get("/work").text
    assert [key(one) in foot(open_case) for one in "XER"] == [True, True, True]
    assert [key(one) in foot(beside) for one in "XER"] == [True, False, False]
    office.decide(case.id, Verb.ACCEPT, who="li")
    assert key("X") not in foot(li.get("/work?view=done").text)


def test_an_empty_list_asks_nobody_to_open_a_case_of_it(office, li):
    assert "从左边的列表打开一件" not in li.get("/work").text
    assert '<kbd class="kbd">J</kbd>' not in foot(li.get("/work").text)
    office.begin("张建国")
    assert "从左边的列表打开一件" in li.get("/work").text
    assert '<kbd class="kbd">J</kbd>' in foot(li.get("/work").text)


def foot(page: str) -> str:
    """The line below the list."""
    return page.partition('<div class="keys">')[2].partition("</div>")[0]


def test_an_act_is_done_and_the_next_case_is_open(office, li):
    first, second = office.begin("张建国"), office.begin("李秀兰")
    done = posted(li, f"/work/{first.id}", act("accept", opinion="材料齐全"))
    assert (done.status_code, done.location) == (302, f"/work/{second.id}")
    assert "“张建国”已办理：受理。下面是下一件。" in li.get(done.location).text
    assert tasks_of(office, first.id) == [("acceptance", "done"), ("decision", "open")]
    assert office.audited() == [("li", "case.accept", f"case:{first.id}")]


def test_after_the_last_case_the_list_says_that_it_is_done(office, li):
    case = office.begin()
    office.decide(case.id, Verb.ACCEPT)
    done = posted(li, f"/work/{case.id}", act("approve", seen=3, step="decision"))
    assert done.location == "/work"
    assert "这个列表已经办完" in li.get(done.location).text
    assert office.case(case.id).state.outcome == "granted"


def test_the_next_case_is_of_the_view_one_works_in(office):
    early, late = office.begin("先"), office.begin("后")
    office.clock.advance(days=9)
    office.begin("新")
    done = posted(office.clerk(), f"/work/{early.id}", act("accept", view="overdue"))
    assert done.location == f"/work/{late.id}?view=overdue"


def test_a_refusal_of_the_application_is_asked_about_first(office, li):
    case = office.begin()
    asked = posted(li, f"/work/{case.id}", act("not_accept", opinion="不属于本机关"))
    assert (asked.status_code, "确认“不予受理”？" in asked.text, "不属于本机关" in asked.text) == (
        200,
        True,
        True,
    )
    assert office.case(case.id).state.outcome is None
    posted(li, f"/work/{case.id}", act("not_accept", opinion="不属于本机关", sure="1"))
    assert office.case(case.id).state.outcome == "not_accepted"


def test_a_refusal_needs_a_reason_and_the_page_says_where(office, li):
    case = office.begin()
    answer = posted(li, f"/work/{case.id}", act("not_accept"))
    assert answer.status_code == 422
    assert "“不予受理”必须说明理由。" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_two_clerks_at_once_the_second_is_told_and_keeps_what_they_typed(office, li):
    case = office.begin()
    office.decide(case.id, Verb.ACCEPT, who="wang")
    answer = posted(li, f"/work/{case.id}", act("accept", opinion="我也看过了"))
    assert answer.status_code == 409
    assert "王海涛 已于 03-10 10:00 受理“受理”" in answer.text
    assert "我也看过了" in answer.text
    assert [step for step, _ in tasks_of(office, case.id)] == ["acceptance", "decision"]


def test_an_overtaken_refusal_is_told_and_not_asked_about(office, li):
    case = office.begin()
    office.decide(case.id, Verb.NOT_ACCEPT, who="wang", opinion="不归我们")
    answer = posted(li, f"/work/{case.id}", act("not_accept", opinion="不归我们"))
    assert answer.status_code == 409
    assert "办件已办结（不予受理）" in answer.text
    assert "您写的意见（没有提交）" in answer.text


def test_the_same_act_sent_twice_says_that_it_is_done(office, li):
    case = office.begin()
    posted(li, f"/work/{case.id}", act("accept"))
    again = posted(li, f"/work/{case.id}", act("accept"))
    assert (again.status_code, "您已于 03-10 10:00 办理过" in again.text) == (409, True)


def test_a_page_that_does_not_say_what_it_saw_decides_nothing(office, li):
    case = office.begin()
    assert posted(li, f"/work/{case.id}", act("accept") | {"seen": "x"}).status_code == 409
    assert office.case(case.id).state.seq == 2


@pytest.mark.parametrize("verb", ["", "withdraw", "nonsense"])
def test_what_is_no_act_of_a_clerk_is_refused(office, li, verb):
    case = office.begin()
    assert posted(li, f"/work/{case.id}", act(verb)).status_code == 422
    assert office.case(case.id).state.seq == 2


def test_a_verb_that_the_step_lacks_is_refused_with_those_it_has(office, li):
    case = office.begin()
    answer = posted(li, f"/work/{case.id}", act("approve"))
    assert (answer.status_code, "可以：受理、不予受理" in answer.text) == (403, True)


def test_an_opinion_too_long_to_read_is_refused_and_kept(office, li):
    case = office.begin()
    answer = posted(li, f"/work/{case.id}", act("accept", opinion="好" * 2001))
    assert (answer.status_code, "超过了 2000 字" in answer.text, "好" * 2001 in answer.text) == (
        422,
        True,
        True,
    )


@pytest.mark.parametrize("who", ["sun", "zhao", "zhang"])
def test_somebody_elses_case_is_not_there(office, who):
    case = office.begin()
    visitor = office.clerk(who)
    for answer in (
        visitor.get(f"/work/{case.id}"),
        visitor.get(f"/work/{case.id}/return"),
        submit(visitor, f"/work/{case.id}", act("accept"), page="/profile"),
        submit(visitor, f"/work/{case.id}/return", {"do": "send"}, page="/profile"),
    ):
        assert answer.status_code == (403 if who == "zhang" else 404)
    assert office.case(case.id).state.seq == 2


def test_a_missing_case_and_a_case_of_others_look_alike(office, li):
    far = office.begin(office=FAR)
    theirs, missing = li.get(f"/work/{far.id}"), li.get("/work/999999")
    said = [
        re.sub(r"E-[0-9A-F-]+|case:\d+|csrf_token[^>]+|work(%2F|/)\d+", "", page.text)
        for page in (theirs, missing)
    ]
    assert (theirs.status_code, missing.status_code) == (404, 404)
    assert said[0] == said[1]


def test_nobody_comes_in_without_signing_in(office):
    answer = office.app.test_client().get("/work")
    assert (answer.status_code, answer.location) == (302, "/login?next=/work")


def test_a_case_that_was_theirs_can_be_seen_and_not_done(office, li):
    case = office.begin()
    office.decide(case.id, Verb.RETURN, defects=DEFECTS)
    page = li.get(f"/work/{case.id}").text
    assert "等待补正：" in page
    assert "号码少一位" in page
    assert "补正中，已停表" in page
    assert "data-acts" not in page


def test_the_history_tells_who_did_what(office, li):
    case = office.begin()
    office.decide(case.id, Verb.RETURN, defects=DEFECTS, opinion="请尽快")
    page = li.get(f"/work/{case.id}?tab=feed").text
    assert "2026-03-10 10:00 · 李明" in page
    assert "<b>联系电话</b>：号码少一位" in page
    assert "请尽快" in page
    assert "记录逐条相连，核验无误。" in page


def test_it_speaks_english(office, li):
    case = office.begin()
    submit(li, "/language", {"locale": "en"}, page="/work")
    page = li.get(f"/work/{case.id}").text
    assert "5 days left" in page
    assert "Return with defects…" in page
    assert "办理意见" not in page


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_the_workbench_works_on_postgresql_too(backend, tmp_path, clock):
    with workbench_office(tmp_path, clock, backend) as office:
        case = office.begin("张建国", number="N-1")
        later = office.begin("李秀兰")
        li = office.clerk()
        assert names(li.get("/work").text) == ["张建国", "李秀兰"]
        done = posted(li, f"/work/{case.id}", act("accept"))
        assert done.location == f"/work/{later.id}"
        assert names(li.get("/work?view=done").text) == ["张建国"]
        assert names(looked_for(li, "n-1").text) == ["张建国"]
        assert li.get(f"/work/{case.id}?tab=feed").status_code == 200
