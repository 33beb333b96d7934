"""What a clerk reports of a case: on its page, and as JSON; who may, what follows, and that it is told in words."""

from typing import Any

import pytest

from approvals.words import Verb
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
