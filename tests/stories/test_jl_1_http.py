"""JL-1 over HTTP, on SQLite and PostgreSQL: the whole renewal, and the other ways in which it can end."""

import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook

from approvals.casefile.logbook import broken_links
from approvals.cases.queries import case_view, replayed
from approvals.pages import exporting
from kernel.db import session_factory
from tests.addons.spine import Spine
from tests.stories.renewal import JILIN, NUMBER, Renewal


def day(value: object) -> str:
    """A date column of either database."""
    return str(value)[:10]


def document(value: Any) -> Any:
    """A JSON column of either database."""
    return json.loads(value) if isinstance(value, str) else value


def test_certificate_is_three_years_longer_from_its_old_end(granted: Renewal):
    """JL26-3.1.2c JL26-3.9a: 31 May 2026 becomes 31 May 2029 under the same number, in the next edition."""
    row = granted.certificate()
    event = granted.office.row(
        "SELECT * FROM certificates_event WHERE certificate_id = :id AND operation = 'extend'", id=row["id"]
    )
    ends = [day(document(event[side])["valid_to"]) for side in ("before", "after")]
    assert (row["number"], row["state"], row["edition"]) == (NUMBER, "valid", 2)
    assert [*ends, day(row["valid_to"])] == ["2026-05-31", "2029-05-31", "2029-05-31"]


def test_each_effect_of_the_decision_happens_once(granted: Renewal):
    """JL26-3.9a JL26-3.9c: whatever runs afterwards, the certificate is extended once and each paper made once."""
    granted.office.work()
    runs = granted.office.rows("SELECT effect, count(*) AS times FROM effect_run GROUP BY effect")
    assert {row["effect"]: row["times"] for row in runs} == {"extend": 1, "letter": 1, "e_certificate": 1}


def test_log_of_the_case_is_whole_and_leads_to_its_state(granted: Renewal):
    """JL26-2.2a: every act is in the chained log of the case."""
    case, registry = granted.application()["case_id"], granted.office.registry
    with session_factory(granted.office.engine)() as session:
        assert broken_links(session, case) == []
        assert replayed(session, registry, case) == case_view(session, case).state


def test_everybody_is_told_of_every_step(granted: Renewal):
    """JL26-4.2d: the holder hears of acceptance and grant, the employer that it is their turn."""
    told = granted.office.rows("SELECT party_kind, title_zh FROM notices_notice ORDER BY id")
    to_person = " ".join(row["title_zh"] for row in told if row["party_kind"] == "person")
    to_firm = " ".join(row["title_zh"] for row in told if row["party_kind"] == "enterprise")
    assert "受理" in to_person
    assert "准予" in to_person
    assert to_firm


def test_any_window_of_the_province_decides(office: Spine):
    """JL26-1.3 JL26-2.1b JL26-3.1.2b JL26-3.8: an enterprise of Changchun, a window of Jilin city."""
    renewal = Renewal(office, window=JILIN).filed()
    renewal.accept("jilin")
    renewal.approve("jilin")
    assert day(renewal.certificate()["valid_to"]) == "2029-05-31"
    assert renewal.application()["number"].startswith(JILIN)


def test_only_clerks_of_the_chosen_window_decide(office: Spine):
    """JL26-4.2a: the named clerks of the window; others do not see the case, not even by its address."""
    renewal = Renewal(office, window=JILIN).filed()
    elsewhere = renewal.visitor("clerk").open("/work")
    assert not elsewhere.shows("张小山")
    elsewhere.open(f"/work/{renewal.application()['case_id']}", status=404)


def test_window_sees_the_application_once_the_employer_has_submitted_it(office: Spine):
    """JL26-2.1a JL26-3.1.1b: the person asks, the employer submits."""
    renewal = Renewal(office)
    renewal.hand_in()
    before = renewal.visitor("clerk").open("/work").shows("张小山")
    renewal.confirm()
    assert (before, renewal.visitor("clerk").open("/work").shows("张小山")) == (False, True)


def test_refusal_leaves_the_certificate_and_says_why(office: Spine):
    """JL26-3.6: refused by the window with a reason; the page names whom to turn to."""
    renewal = Renewal(office).filed()
    renewal.accept()
    asked = renewal.at_window().press("不同意", opinion="受聘企业已不具备条件。")
    asked.press("确认：不同意")
    office.work()
    page = renewal.page()
    assert renewal.application()["outcome"] == "refused"
    assert day(renewal.certificate()["valid_to"]) == "2026-05-31"
    assert page.shows("受聘企业已不具备条件。")
    assert page.shows("0431-82752527")


def test_refusal_without_a_reason_is_refused(office: Spine):
    """JL26-2.2c: nobody is refused without being told why."""
    renewal = Renewal(office).filed()
    renewal.accept()
    asked = renewal.at_window().press("不同意", status=422)
    assert asked.shows("必须说明理由")
    assert renewal.application()["state"] == "open"


def test_application_that_is_not_accepted_is_closed_with_its_reason(office: Spine):
    """JL26-2.2c: not accepted is neither returned nor refused."""
    renewal = Renewal(office).filed()
    renewal.at_window().press("不予受理", opinion="不属于本事项。").press("确认：不予受理")
    office.work()
    assert renewal.application()["outcome"] == "not_accepted"
    assert renewal.page().shows("不属于本事项。")


@pytest.mark.parametrize("stage", ["with the employer", "at the window"])
def test_withdrawal_frees_the_certificate_for_another_application(office: Spine, stage: str):
    """JL26-2.1a: the person asks, and the person may take it back."""
    renewal = Renewal(office)
    renewal.hand_in()
    if stage == "at the window":
        renewal.confirm()
    sheet = renewal.page().follow("撤回申请")
    long = sheet.press("撤回申请", status=422, reason="错" * 501)
    assert long.shows("写了 501 字，最多 500 字。申请没有撤回")
    long.press("撤回申请", reason="填错了窗口")
    office.work()
    first = renewal.application()
    again = renewal.hand_in()
    assert first["outcome"] == "withdrawn"
    assert again.shows("等待受聘企业提交")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_window_sees_what_else_the_person_has_applied_for(office: Spine):
    """JL26-2.1a: a case that was withdrawn before is among the earlier ones, with what became of it."""
    renewal = Renewal(office)
    renewal.hand_in()
    renewal.confirm()
    number = renewal.application()["number"]
    renewal.page().follow("撤回申请").press("撤回申请")
    office.work()
    renewal.hand_in()
    renewal.confirm()
    past = renewal.at_window().follow("历史")
    assert past.shows("本人的办件")
    assert past.shows(f"张小山 · A 证 · {number}")
    assert past.shows("已撤回")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_large_list_is_written_by_the_scheduler(office: Spine, monkeypatch):
    """What is asked for in the background is there once the scheduler has worked."""
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    renewal = Renewal(office).filed()
    waiting = renewal.visitor("clerk").open("/work/export").press("导出", purpose="周会")
    assert waiting.shows("正在生成")
    office.work()
    done = renewal.visitor("clerk").open(waiting.path)
    with office.client("clerk").get(done.links(f"{done.path}/")[0]) as answer:
        content = answer.data
    assert "张小山" in str(list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))


def test_overdue_case_is_marked_once_and_can_still_be_decided(office: Spine):
    """JL26-2.2a: 20 working days from acceptance on 10 March end on 8 April; on the 9th it is overdue."""
    renewal = Renewal(office).filed()
    renewal.accept()
    for moment in ("2026-04-08", "2026-04-09", "2026-04-10"):
        office.be(moment)
        office.work()
    logged = office.rows(
        "SELECT at, entry FROM approvals_decision WHERE verb = 'overdue' AND step = 'decision' ORDER BY seq"
    )
    overdue = renewal.visitor("clerk").open("/work?view=overdue")
    assert [json.loads(row["entry"])["at"][:10] for row in logged] == ["2026-04-09"]
    assert overdue.shows("张小山")
    renewal.approve()
    assert day(renewal.certificate()["valid_to"]) == "2029-05-31"


def test_case_filed_on_the_last_day_is_granted_from_the_old_end(office: Spine):
    """JL26-3.1.1a: filed on 31 May, the certificate lapses on 1 June, granted on 5 June: valid to 31 May 2029."""
    office.be("2026-05-31", "23:00")
    renewal = Renewal(office).filed()
    office.be("2026-06-05")
    office.work()
    lapsed = renewal.certificate()["state"]
    renewal.accept()
    renewal.approve()
    after = renewal.certificate()
    assert (lapsed, after["state"], day(after["valid_to"])) == ("lapsed", "valid", "2029-05-31")
