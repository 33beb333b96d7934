"""Numbers in full over HTTP: with a reason, on record, for whose case it is, gone after a minute."""

from approvals.pages import revealing
from approvals.people.copies import send_copies
from kernel.db import transaction
from tests.approvals.workbench_office import posted

NUMBER = "220100199001011234"


def test_a_number_is_shown_for_a_reason_once_and_on_record(office, li):
    case = office.begin().id
    assert f"/work/{case}/identity" in li.get(f"/work/{case}").text
    assert NUMBER not in li.get(f"/work/{case}").text + li.get(f"/work/{case}/identity").text
    shown = posted(li, f"/work/{case}/identity", {"reason": "与身份证原件核对"})
    assert (shown.status_code, NUMBER in shown.text) == (200, True)
    assert shown.headers["Refresh"] == f"60; url=/work/{case}"
    assert shown.headers["Cache-Control"] == "no-store"
    assert office.audited() == [("li", "case.identity", f"case:{case}")]


def test_without_a_reason_nothing_is_shown_and_what_was_typed_stays(office, li):
    case = office.begin().id
    refused = posted(li, f"/work/{case}/identity", {"reason": " 看看 "})
    assert (refused.status_code, NUMBER in refused.text, 'value="看看"' in refused.text) == (422, False, True)
    assert office.audited() == []


def test_a_case_that_is_not_theirs_or_was_merely_shown_to_them_tells_no_number(office, li):
    case = office.begin().id
    with transaction(office.engine) as session:
        send_copies(session, case, ["zhao"], by="li", now=office.clock.now())
    for who in ("sun", "zhao"):
        client = office.clerk(who)
        assert client.get(f"/work/{case}/identity").status_code == 404, who
        assert posted(client, f"/work/{case}/identity", {"reason": "与原件核对"}).status_code == 404, who


def test_one_who_looks_up_too_many_has_to_wait(office, li, monkeypatch):
    monkeypatch.setattr(revealing, "MOST", 2)
    case = office.begin().id
    answers = [posted(li, f"/work/{case}/identity", {"reason": "与原件核对"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
