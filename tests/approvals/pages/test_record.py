"""The record of a case: its whole history on a page of its own, for whoever may see the case."""

from sqlalchemy import select

from approvals.words import Verb
from kernel.db import transaction
from kernel.models import AuditEntry
from tests.approvals.clerks import FAR
from tests.approvals.workbench_office import posted


def test_the_record_tells_every_act_and_that_the_log_is_whole(office, li):
    case = office.begin("张建国", number="220100-260303-0187")
    office.decide(case.id, Verb.ACCEPT, opinion="材料齐全 <b>")
    page = li.get(f"/work/record/{case.id}").text
    assert "办件履历" in page
    assert "办件 220100-260303-0187" in page
    assert "材料齐全 &lt;b&gt;" in page
    assert "记录逐条相连，核验无误。" in page


def test_the_history_leads_to_the_record(office, li):
    case = office.begin()
    assert f'href="/work/record/{case.id}"' in li.get(f"/work/{case.id}?tab=feed").text


def test_the_file_that_is_taken_away_is_on_record(office, li):
    case = office.begin("张建国").id
    answer = posted(li, f"/work/record/{case}", {})
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert posted(office.clerk("zhao"), f"/work/record/{case}", {}).status_code == 404
    with transaction(office.engine) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "case.file_pdf")).one()
        assert (entry.actor, entry.thing, entry.address) == ("li", f"case:{case}", "127.0.0.1")


def test_the_record_of_another_office_is_not_there(office, li):
    assert li.get(f"/work/record/{office.begin(office=FAR).id}").status_code == 404


def test_the_record_says_when_the_case_was_filed_and_how_it_ended(office, li):
    case = office.begin()
    page = li.get(f"/work/record/{case.id}").text
    assert "2026-03-10 申请 · 办理结果：在办" in page
    office.decide(case.id, Verb.NOT_ACCEPT, opinion="不归我们")
    assert "办理结果：不予受理" in li.get(f"/work/record/{case.id}").text
