"""Acts that ask for more than an opinion, each on its page: what they ask, and what comes of it."""

import pytest

from approvals.pages.acting import _is_ours
from approvals.people.copies import send_copies
from kernel import definitions
from kernel.db import transaction
from tests.approvals.pages.test_deputies import lend
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import CHAIN, posted

VERBS = [
    "approve",
    "reject",
    "return",
    "transfer",
    "delegate",
    "cc",
    "add_signer",
    "suspend",
    "resume",
    "take_back",
]


@pytest.fixture
def case(office) -> int:
    """A case at a step that offers every act."""
    step = make_step("acceptance", title={"zh": "受理", "en": "Acceptance"}, role="city_clerk", verbs=VERBS)
    after = make_step("decision", title={"zh": "审核", "en": "Decision"}, role="city_clerk")
    published(office, step, after)
    return office.begin().id


def published(office, *steps) -> None:
    """The chain of the office's cases goes by these steps after the applicant's."""
    body = make_chain(make_fill("filing", title={"zh": "申请", "en": "Application"}, files=True), *steps)
    with transaction(office.engine) as session:
        draft = definitions.Draft(CHAIN, "chain", "toy", body)
        definitions.publish(session, [draft], actor="test", reason="", at=office.clock.now())


def do(client, case: int, verb: str, *, saw: int = 2, **more):
    fields = {"step": "acceptance", "seen": str(saw), "verb": verb, "asked": "1", "opinion": "", **more}
    return posted(client, f"/work/{case}", fields)


def test_each_act_has_a_page_with_what_it_asks_for(office, li, case):
    page = li.get(f"/work/{case}").text
    for verb in ("transfer", "delegate", "cc", "add_signer", "suspend"):
        assert f"/work/{case}/do/{verb}?step=acceptance" in page
        form = li.get(f"/work/{case}/do/{verb}?step=acceptance").text
        assert f'name="verb" value="{verb}"' in form
        assert ("王海涛" in form) == (verb != "suspend")
        assert "孙立军" not in form


def test_what_cannot_be_done_now_has_no_page(office, li, case):
    for verb in ("jump", "terminate", "nonsense", "withdraw", "approve"):
        assert li.get(f"/work/{case}/do/{verb}").status_code == 404, verb


def test_a_transferred_case_is_the_others_and_no_longer_ones_own(office, li, case):
    assert do(li, case, "transfer", people=["wang"]).status_code == 302
    assert office.case(case).state.open[0].holder == "wang"
    assert 'value="approve"' not in li.get(f"/work/{case}").text


def test_a_step_is_not_transferred_to_nobody(office, li, case):
    answer = do(li, case, "transfer")
    assert (answer.status_code, "要指明账号" in answer.text) == (422, True)
    assert office.case(case).state.seq == 2


def test_a_long_paste_is_refused_whole_and_nothing_of_it_is_lost(office, li, case):
    words = "长" * 2001
    answer = do(li, case, "transfer", people=["wang"], opinion=words)
    assert (answer.status_code, "2001" in answer.text, words in answer.text) == (422, True, True)
    assert 'maxlength="2000"' not in answer.text, "a browser would cut it without a word"


def test_a_refused_act_says_why_on_its_page_and_keeps_what_was_typed(office, li, case):
    answer = do(li, case, "suspend")
    assert answer.status_code == 422
    assert "必须说明理由" in answer.text
    answer = do(li, case, "transfer", people=["sun"], opinion="请您办")
    assert answer.status_code in (403, 422)
    assert "请您办" in answer.text


def test_a_refused_act_names_nobody_of_a_step_that_is_not_ones_own(office, li, case):
    answer = do(li, case, "transfer", step="nowhere", people=["wang"])
    assert answer.status_code >= 400
    posted(li, f"/work/{case}", {"step": "acceptance", "seen": "2", "verb": "approve", "opinion": ""})
    answer = do(li, case, "transfer", step="decision", saw=3, people=["wang"])
    assert answer.status_code >= 400
    assert "王海涛" not in answer.text.split("<main")[-1]


def test_who_was_shown_a_case_reads_it_and_does_not_write_to_the_applicant(office, li):
    published(office, make_step("acceptance", role="province_clerk", verbs=VERBS))
    case = office.begin().id
    assert li.get(f"/work/{case}").status_code == 404
    with transaction(office.engine) as session:
        send_copies(session, case, ["li"], by="zhao", now=office.clock.now())
    page = li.get(f"/work/{case}?tab=feed").text
    assert 'value="note"' in page
    assert 'value="message"' not in page
    answer = posted(li, f"/work/{case}/write", {"kind": "message", "text": "请补任职文件"})
    assert (answer.status_code, "只是抄送给您" in answer.text) == (403, True)
    assert "请补任职文件" in answer.text
    assert posted(li, f"/work/{case}/write", {"kind": "note", "text": "看过了"}).status_code == 302
    assert posted(li, f"/work/{case}/identity", {"reason": "与原件核对"}).status_code == 404


def test_a_suspended_case_can_only_be_resumed(office, li, case):
    assert do(li, case, "suspend", opinion="等司法结论").location == f"/work/{case}"
    page = li.get(f"/work/{case}").text
    assert "已中止，已停表" in page
    assert "<b>已中止：</b>等司法结论" in page
    assert 'value="approve"' not in page
    assert f"/work/{case}/do/resume" in page
    do(li, case, "resume", saw=3)
    assert 'value="approve"' in li.get(f"/work/{case}").text


def test_what_nobody_has_touched_since_may_be_taken_back(office, li, case):
    posted(li, f"/work/{case}", {"step": "acceptance", "seen": "2", "verb": "approve", "opinion": ""})
    page = li.get(f"/work/{case}").text
    assert f"/work/{case}/do/take_back" in page
    assert do(li, case, "take_back", saw=3).status_code == 302
    assert [one.step for one in office.case(case).state.open] == ["acceptance"]


def test_listing_again_what_there_is_to_pick_decides_nothing_and_keeps_what_was_typed(office, li, case):
    typed = {"step": "acceptance", "seen": "2", "_find": "clerk", "_find-clerk": "王", "opinion": "写了一半"}
    beside = posted(li, f"/work/{case}", typed)
    apart = posted(li, f"/work/{case}", typed | {"asked": "transfer", "people": "wang"})
    assert (beside.status_code, apart.status_code) == (200, 200)
    assert "写了一半</textarea>" in beside.text
    assert '<option value="wang" selected>' in apart.text
    assert "写了一半</textarea>" in apart.text
    assert office.case(case).state.seq == 2


def test_what_can_no_longer_be_done_is_told_beside_the_case_and_keeps_what_was_typed(office, li, case):
    typed = {"step": "acceptance", "seen": "2", "_find": "clerk", "asked": "terminate", "opinion": "写了一半"}
    answer = posted(li, f"/work/{case}", typed)
    assert (answer.status_code, "写了一半</textarea>" in answer.text) == (404, True)


def test_what_a_picker_looked_for_is_no_answer_of_the_step():
    assert [name for name in ("_find", "_find-clerk", "opinion", "clerk") if not _is_ours(name)] == ["clerk"]


def test_who_is_asked_for_an_opinion_sees_by_whom_and_the_feed_calls_it_one(office, li, case):
    do(li, case, "delegate", people="wang")
    wang = office.clerk("wang")
    assert "李明 请您先看并写意见；写完后由 李明 决定" in wang.get(f"/work/{case}").text
    do(wang, case, "approve", saw=3, opinion="情况属实")
    feed = li.get(f"/work/{case}?tab=feed").text
    assert "意见：同意" in feed
    assert "请您先看" not in li.get(f"/work/{case}").text
    do(li, case, "approve", saw=4)
    feed = li.get(f"/work/{case}?tab=feed").text
    assert feed.count("意见：同意") == 1, "what decides is no opinion"


def test_an_opinion_that_was_asked_for_is_not_empty(office, li, case):
    do(li, case, "delegate", people="wang", opinion="请核对社保")
    wang = office.clerk("wang")
    answer = posted(
        wang, f"/work/{case}", {"step": "acceptance", "seen": "3", "verb": "approve", "opinion": " "}
    )
    assert (answer.status_code, "请写明意见后再交回" in answer.text) == (422, True)
    assert 'aria-describedby="opinion-error"' in answer.text, "told at the field"
    assert office.case(case).state.open[0].holder == "wang"


def test_an_opinion_against_ends_nothing_and_is_not_asked_about_twice(office, li, case):
    do(li, case, "delegate", people="wang")
    against = {"step": "acceptance", "seen": "3", "verb": "reject", "opinion": "社保不符"}
    assert posted(office.clerk("wang"), f"/work/{case}", against).status_code == 302
    assert (office.case(case).state.outcome, office.case(case).state.open[0].holder) == (None, "li")
    asked = posted(li, f"/work/{case}", against | {"seen": "4"})
    assert (asked.status_code, "办件随即办结" in asked.text) == (200, True)


def test_nobody_gives_the_opinion_they_asked_for_in_the_place_of_whom_they_asked(office, li, case):
    lend(office)
    do(li, case, "delegate", people="wang")
    page = li.get(f"/work/{case}").text
    assert 'value="approve"' not in page
    assert f"/work/{case}/do/take_back" in page
    assert 'value="approve"' in office.clerk("wang").get(f"/work/{case}").text
