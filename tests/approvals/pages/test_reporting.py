"""What a clerk reports of a case: on its page, and as JSON; who may, what follows, and that it is told in words."""

from typing import Any

import pytest

from approvals.pages.cases_api_document import BODIES, cases_described
from approvals.words import Verb
from tests.app.offices import entered, token
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import CHAIN, Office, posted

FILING = make_fill("filing", title={"zh": "申请", "en": "Application"}, files=True)
WINDOW = make_step(
    "acceptance", title={"zh": "受理", "en": "Acceptance"}, role="city_clerk", verbs=["accept", "return"]
)
FIRMS = make_step(
    "employer",
    kind="confirm",
    title={"zh": "企业确认", "en": "Employer"},
    party="employer",
    office=None,
    clock={"days": 5},
    on={"party_silent": "decision", "undeliverable": "terminated"},
)
EXAM = {"name": "exam", "kind": "wait", "title": {"zh": "等考试结果", "en": "Exam"}, "event": "exam_passed"}
DECISION = make_step("decision", title={"zh": "审核", "en": "Decision"}, role="city_clerk")
WHY = "3月9日、10日电话催办，对方拒接"


def published(office: Office, *steps: dict[str, Any]) -> int:
    """A case that has come to its second step."""
    office.publish(CHAIN, make_chain(FILING, *steps))
    case = office.begin().id
    if steps[0]["name"] == "acceptance":
        office.decide(case, Verb.ACCEPT)
    return case


@pytest.fixture
def case(office: Office) -> int:
    """A case that waits for an enterprise, and whose window has had it."""
    return published(office, WINDOW, FIRMS, DECISION)


def send(client, case: int, what: str, *, saw: int = 3, **more: str):
    fields = {"step": "employer", "seen": str(saw), "opinion": WHY, **more}
    return posted(client, f"/work/{case}/report/{what}", fields)


def test_a_report_stands_among_the_other_acts_and_its_page_says_what_follows(office, li, case):
    page = li.get(f"/work/{case}").text
    assert "登记当事人不配合" in page
    assert "登记无法送达" in page
    form = li.get(f"/work/{case}/report/party_silent?step=employer").text
    assert "登记后，办件转到：审核。" in form
    assert (
        "登记后，办件转到：办结（已终止）。"
        in li.get(f"/work/{case}/report/undeliverable?step=employer").text
    )


def test_what_was_reported_is_logged_told_and_in_the_audit_log(office, li, case):
    answer = send(li, case, "party_silent")
    assert (answer.status_code, answer.location) == (302, f"/work/{case}")
    assert [one.step for one in office.case(case).state.open] == ["decision"]
    feed = li.get(f"/work/{case}?tab=feed").text.partition("w-feed")[2]
    assert "企业确认 · 当事人不配合" in feed
    assert "→ 审核" in feed
    assert WHY in feed
    assert "李明" in feed
    flow = li.get(f"/work/{case}?tab=flow").text
    assert "当事人不配合" in flow
    assert WHY in flow
    assert ("li", "case.party_silent", f"case:{case}") in office.audited()


def test_a_report_without_a_reason_keeps_the_page(office, li, case):
    answer = send(li, case, "undeliverable", opinion=" ")
    assert (answer.status_code, "没有写明理由" in answer.text) == (422, True)
    long = send(li, case, "undeliverable", opinion="长" * 2001)
    assert (long.status_code, "长" * 2001 in long.text) == (422, True)
    assert [one.step for one in office.case(case).state.open] == ["employer"]


def test_a_page_that_is_overtaken_is_refused_with_what_happened(office, li, case):
    assert send(li, case, "party_silent").status_code == 302
    answer = send(li, case, "party_silent")
    assert (answer.status_code, "不必重复提交" in answer.text, WHY in answer.text) == (409, True, True)
    assert office.case(case).state.seq == 4


def test_what_cannot_be_reported_has_no_page(office, li, case):
    wrong = ("event?step=employer", "party_silent?step=decision", "overdue?step=employer", "party_silent")
    for path in wrong:
        assert li.get(f"/work/{case}/report/{path}").status_code == 404, path


def test_clerks_of_other_offices_find_no_case(office, case):
    for far in ("sun", "zhao"):
        client = office.clerk(far)
        assert client.get(f"/work/{case}/report/party_silent?step=employer").status_code == 404
        assert send(client, case, "party_silent").status_code == 404
    assert [one.step for one in office.case(case).state.open] == ["employer"]


def test_a_closed_case_says_what_may_be_done_instead(office, li, case):
    assert send(li, case, "undeliverable").status_code == 302
    answer = send(li, case, "party_silent", saw=4)
    assert (answer.status_code, "确有需要请重新申请" in answer.text) == (409, True)


def test_a_result_from_outside_goes_by_the_title_of_the_wait(office, li):
    case = published(office, WINDOW, EXAM, DECISION)
    assert "登记外部结果：等考试结果" in li.get(f"/work/{case}").text
    form = li.get(f"/work/{case}/report/event?step=exam").text
    assert 'name="event" value="exam_passed"' in form
    done = send(li, case, "event", step="exam", event="exam_passed", opinion="成绩单 2026-18")
    assert done.status_code == 302
    feed = li.get(f"/work/{case}?tab=feed").text
    assert "等考试结果 · 收到外部结果<" in feed
    assert "成绩单 2026-18" in feed
    assert [one.step for one in office.case(case).state.open] == ["decision"]


class Caller:
    """Somebody who speaks JSON."""

    def __init__(self, office: Office, username: str = "li") -> None:
        self.client = entered(office.app, username)
        self.header = {"X-CSRFToken": token(self.client, "/work")}

    def report(self, case: int, status: int = 200, **given: Any) -> Any:
        """What the report comes to."""
        answer = self.client.post(f"/api/v1/cases/{case}/reports", json=given, headers=self.header)
        assert answer.status_code == status, answer.text
        return answer.json


def test_a_case_says_over_http_what_may_be_reported(office, case):
    answer: Any = Caller(office).client.get(f"/api/v1/cases/{case}").json
    found = answer["result"]["reports"]
    assert [(one["what"], one["step"], one["to"]["zh"]) for one in found] == [
        ("party_silent", "employer", "审核"),
        ("undeliverable", "employer", "办结（已终止）"),
    ]


def test_an_outside_system_that_tells_a_result_twice_has_the_same_answer(office):
    case = published(office, WINDOW, EXAM, DECISION)
    outside = Caller(office)
    given: dict[str, Any] = {
        "what": "event",
        "event": "exam_passed",
        "seen": 3,
        "opinion": "成绩单 2026-18",
    }
    first = outside.report(case, **given)
    assert first == {"id": case, "seen": 4, "outcome": None, "open": ["decision"], "entry": 4}
    assert outside.report(case, **given) == first
    assert outside.report(case, **given | {"seen": 4}) == first
    other = outside.report(case, 409, **given | {"seen": 4, "opinion": "成绩单 2026-19"})
    assert "没有步骤在等" in other["message"]["zh"]
    assert set(first) == set(BODIES["CaseReported"][0])


@pytest.mark.parametrize(
    ("changed", "status", "place"),
    [
        ({"what": "nonsense"}, 422, "what"),
        ({"opinion": ""}, 422, "opinion"),
        ({"seen": "3"}, 422, "seen"),
        ({"unknown": 1}, 422, "unknown"),
        ({"what": "undeliverable", "step": "decision"}, 409, "step"),
    ],
)
def test_a_report_is_read_strictly(office, case, changed, status, place):
    given: dict[str, Any] = {"what": "party_silent", "step": "employer", "seen": 3, "opinion": WHY}
    assert Caller(office).report(case, status, **given | changed)["place"] == place


def test_reports_over_http_are_as_those_on_the_page(office, case):
    given: dict[str, Any] = {"what": "party_silent", "step": "employer", "seen": 3, "opinion": WHY}
    Caller(office, "sun").report(case, 404, **given)
    assert Caller(office).report(case, **given)["open"] == ["decision"]
    assert ("li", "case.party_silent", f"case:{case}") in office.audited()
    stale = Caller(office).report(case, 409, **given)
    assert "您已于" in stale["message"]["zh"]


def test_the_document_of_the_interface_has_the_reports(office):
    described = cases_described("zh")
    assert "/api/v1/cases/{pk}/reports" in described.paths
    assert described.schemas["CaseReport"]["required"] == ["what", "seen", "opinion"]


def test_the_flow_says_at_which_office_a_step_is_and_who_has_claimed_it(office, li, case):
    send(li, case, "party_silent")
    before = li.get(f"/work/{case}?tab=flow").text.partition('aria-current="step"')[2].partition("</li>")[0]
    assert "手里" not in before
    posted(li, f"/work/{case}/claim", {"step": "decision"})
    now = li.get(f"/work/{case}?tab=flow").text.partition('aria-current="step"')[2].partition("</li>")[0]
    assert "在 李明 手里" in now
    assert " 起</span>" in now
