"""What is said about a case over JSON: written and read as on the page."""

from approvals.words import Verb
from tests.app.offices import token
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import CHAIN

API = "/api/v1/cases"


def sent(client, case: int, status: int = 200, **given):
    header = {"X-CSRFToken": token(client, "/work")}
    answer = client.post(f"{API}/{case}/messages", json=given, headers=header)
    assert answer.status_code == status, answer.text
    return answer.json


def test_messages_and_notes_are_written_and_read(office, li):
    case = office.begin().id
    sent(li, case, kind="message", text="请补任职文件")
    noted = sent(li, case, kind="note", text="@王海涛 再核一遍")
    assert noted["kind"] == "note"
    whole = office.clerk("wang").get(f"{API}/{case}").json["result"]
    assert [(one["text"], one["by_office"]) for one in whole["messages"]] == [("请补任职文件", True)]
    assert [(one["text"], one["by"]) for one in whole["notes"]] == [
        ("@王海涛 再核一遍", {"account": "li", "name": "李明"})
    ]
    actions = [action for _, action, _ in office.audited()]
    assert actions == ["case.message", "case.note"]


def test_what_cannot_be_written_is_told(office, li):
    case = office.begin().id
    assert sent(li, case, 422, kind="letter", text="x")["remedy"]
    assert sent(li, case, 422, kind="note", text=" ")["remedy"]
    assert sent(li, case, 422, kind="note", text="长" * 1001)["remedy"]
    assert sent(li, case, 422, kind="note", text="x", to="wang")["remedy"]
    assert sent(office.clerk("zhao"), case, 404, kind="note", text="x")


def test_the_page_offers_the_colleagues_to_call(office, li):
    case = office.begin().id
    page = li.get(f"/work/{case}?tab=feed").text
    assert 'data-say="@王海涛 "' in page
    assert 'data-say="@李明 "' not in page


def test_nothing_is_said_to_the_applicant_of_a_closed_case(office, li):
    case = office.begin().id
    office.decide(case, Verb.NOT_ACCEPT, opinion="不归我们")
    refused = sent(li, case, 409, kind="message", text="请补任职文件")
    assert (refused["place"], refused["message"]["en"]) == (
        "text",
        "The case is closed: no more messages are sent about it.",
    )
    sent(li, case, kind="note", text="已电话告知")


def test_an_opinion_that_was_asked_for_is_not_empty(office, li):
    lent = make_step("acceptance", role="city_clerk", verbs=["approve", "delegate"])
    office.publish(CHAIN, make_chain(make_fill("filing", files=True), lent))
    case = office.begin().id
    office.decide(case, Verb.DELEGATE, people=["wang"])
    wang, act = office.clerk("wang"), {"verb": "approve", "step": "acceptance", "seen": 3}
    header = {"X-CSRFToken": token(wang, "/work")}
    refused = wang.post(f"{API}/{case}/acts", json=act, headers=header)
    assert (refused.status_code, refused.json["place"]) == (422, "opinion")
    assert "请写明意见" in refused.json["remedy"]["zh"]
    given = wang.post(f"{API}/{case}/acts", json=act | {"opinion": "齐全"}, headers=header)
    assert (given.status_code, office.case(case).state.open[0].holder) == (200, "li")
