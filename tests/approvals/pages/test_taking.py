"""Claiming, releasing and assigning on the page of a case; a copy is read once it was looked at."""

import pytest
from sqlalchemy import select

from approvals.people.copies import copies_for, send_copies
from kernel.db import transaction
from kernel.models import AuditEntry
from tests.app.offices import token
from tests.approvals.offices import CITY
from tests.approvals.pages.test_verbs import do, published
from tests.approvals.samples import make_step
from tests.approvals.workbench_office import posted

STEP = {"title": {"zh": "受理", "en": "Acceptance"}, "role": "city_clerk"}
VERBS = ["approve", "reject", "transfer", "urge", "cc"]


@pytest.fixture
def pooled(office) -> int:
    """A case at a step that has to be claimed first."""
    published(office, make_step("acceptance", **STEP, pool=True, verbs=VERBS), make_step("decision", **STEP))
    return office.begin().id


def take(client, case: int, what: str, **more):
    return posted(client, f"/work/{case}/{what}", {"step": "acceptance", **more})


def test_task_of_a_pool_is_claimed_on_its_page_and_given_back(office, li, pooled):
    page = li.get(f"/work/{pooled}").text
    assert "这一步要先认领" in page
    assert "不由您办理" not in page
    assert 'value="approve"' not in page
    assert "do/urge" not in page, "nobody urges themselves"
    answer = take(li, pooled, "claim")
    assert answer.location == f"/work/{pooled}"
    page = li.get(f"/work/{pooled}").text
    assert 'value="approve"' in page
    assert "释放认领" in page
    taken = take(office.clerk("wang"), pooled, "claim", opinion="我来")
    assert taken.status_code == 409
    assert "已由 李明 认领" in taken.text
    assert "我来" in taken.text, "what was written is still there"
    take(li, pooled, "release")
    assert "这一步要先认领" in office.clerk("wang").get(f"/work/{pooled}").text
    assert ("li", "case.claim", f"case:{pooled}") in office.audited()


def test_any_task_may_be_claimed_and_what_was_being_written_stays(office, li):
    published(office, make_step("acceptance", **STEP, verbs=VERBS))
    case = office.begin().id
    answer = take(li, case, "claim", opinion="写到一半")
    assert (answer.status_code, "写到一半" in answer.text) == (200, True)
    assert "“受理”由 李明 办理" in office.clerk("wang").get(f"/work/{case}").text
    refused = do(office.clerk("wang"), case, "approve")
    assert (refused.status_code, "已由 李明 认领" in refused.text) == (409, True)


def test_who_takes_gives_back_lends_and_takes_away_is_on_record_with_where_from(office, li, pooled):
    header = {"X-CSRFToken": token(li, "/work")}
    for what in ("claim", "release"):
        take(li, pooled, what)
        json = {"step": "acceptance"}
        assert li.post(f"/api/v1/cases/{pooled}/{what}", json=json, headers=header).status_code == 200
        posted(li, "/work/batch/run", {"do": what, "pick": f"{pooled}:2:acceptance"})
        # what is so already is not on record again
        take(li, pooled, "release" if what == "claim" else "claim")
        posted(li, "/work/batch/run", {"do": what, "pick": f"{pooled}:2:acceptance"})
    today = office.clock.today().isoformat()
    posted(li, "/work/deputies", {"deputy": "wang", "first": today, "last": today})
    posted(li, "/work/deputies/end", {"id": "1"})
    posted(li, "/work/export", {"columns": ["name"], "purpose": "周会"})
    with transaction(office.engine) as session:
        mine = select(AuditEntry.action, AuditEntry.address).where(AuditEntry.actor == "li")
        kept = {(action, address) for action, address in session.execute(mine)}
    acts = ("case.claim", "case.release", "deputy.grant", "deputy.revoke", "export")
    assert {one for one in kept if one[0] in acts} == {(act, "127.0.0.1") for act in acts}


def test_foreign_case_is_not_claimed(office, pooled):
    assert take(office.clerk("sun"), pooled, "claim").status_code == 404
    assert office.app.test_client().post(f"/work/{pooled}/claim").status_code in {302, 400}


def test_who_looks_after_the_office_assigns_and_gives_back(office, pooled):
    chen = office.clerk("chen")
    assert "指派" in chen.get(f"/work/{pooled}").text
    sheet = chen.get(f"/work/{pooled}/do/transfer?step=acceptance").text
    assert "退回给全体经办人" in sheet
    assert "王海涛" in sheet
    assert do(chen, pooled, "transfer", people="wang").status_code == 302
    assert 'value="approve"' in office.clerk("wang").get(f"/work/{pooled}").text
    assert do(chen, pooled, "transfer", saw=office.case(pooled).state.seq).status_code == 302
    assert "这一步要先认领" in office.clerk("li").get(f"/work/{pooled}").text


def test_copy_counts_until_it_was_looked_at(office, pooled):
    with transaction(office.engine) as session:
        send_copies(session, pooled, ["wang"], by="li", now=office.clock.now())
    wang = office.clerk("wang")
    assert "data-unseen" in wang.get(f"/work/{pooled}").text
    posted(wang, f"/work/{pooled}/seen", {})
    with transaction(office.engine) as session:
        assert copies_for(session, "wang", [CITY], unread=True) == []
        send_copies(session, pooled, ["wang"], by="li", now=office.clock.now())
    assert "data-unseen" in wang.get(f"/work/{pooled}").text, "shown again, it is to be looked at again"


def test_copies_that_were_read_are_listed_and_not_weighed_against_those_that_were_not(office, pooled):
    with transaction(office.engine) as session:
        send_copies(session, pooled, ["wang"], by="li", now=office.clock.now())
    wang = office.clerk("wang")
    posted(wang, f"/work/{pooled}/seen", {})
    page = wang.get("/work?view=copy").text
    assert ">1 件<" in page
    assert "1 / 0" not in page


def test_who_has_looked_before_and_is_shown_a_copy_still_sees_what_is_new(office, pooled):
    wang = office.clerk("wang")
    posted(wang, f"/work/{pooled}/seen", {})
    office.clock.advance(minutes=1)
    take(office.clerk("li"), pooled, "claim")
    do(office.clerk("li"), pooled, "cc", people=["wang"])
    page = wang.get(f"/work/{pooled}").text
    assert 'data-copy="1"' in page
    assert "有 1 条新动态" in page
    posted(wang, f"/work/{pooled}/seen", {"copy": "1"})
    page = wang.get(f"/work/{pooled}").text
    assert "data-unseen" not in page
    assert "有 1 条新动态" in page, "only the copy counts as read"
