"""The numbers of offices: what is open, late and done in time, each with its rows, and nobody else's."""

import re
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from approvals.engine import Defect
from approvals.lists.overview import Scope, by_month, by_step, finished, flow, waiting
from approvals.pages.numbers import Asked, Period, time_before
from approvals.words import Verb
from kernel.clock import local_day
from kernel.db import transaction
from kernel.models import AuditEntry
from kernel.settings import change
from tests.approvals.offices import CITY, CLERK, DECIDE, FILING
from tests.approvals.samples import make_chain
from tests.approvals.workbench_office import CHAIN, RENEWAL, posted

SIMPLE = make_chain(FILING | {"files": True}, DECIDE)


def test_the_numbers_are_those_of_the_tasks(desk):
    """On both databases, whose arithmetic of days differs."""
    since = desk.clock.now()
    first = desk.begin(SIMPLE)
    desk.begin(SIMPLE)
    desk.clock.advance(days=1)
    desk.decide(first.id, "city", Verb.APPROVE, CLERK)
    desk.clock.advance(days=60)
    with transaction(desk.engine) as session:
        scope = Scope(CLERK, since)
        rows = waiting(session, scope, today=local_day(desk.clock.now()))
        done = finished(session, scope)
        assert [(one.office, one.open, one.late) for one in rows] == [(CITY, 1, 1)]
        assert (done.count, done.limited, done.timely) == (1, 1, 1)
        assert done.days == pytest.approx(1, abs=0.01)
        assert [one.count for one in by_step(session, scope)] == [1]
        assert [one.rate for one in by_month(session, scope)] == [1.0]


def main_of(page):
    """What stands in the page itself."""
    return page.text.partition("<main")[2].partition("</main")[0]


def test_the_page_leads_to_the_rows_behind_each_number(office, li):
    office.decide(office.begin("张建国").id, Verb.ACCEPT)
    office.begin("远", office=220200)
    page = li.get("/work/dashboard").text
    assert "各机构在办" in page
    assert "受理" in page
    rows = main_of(li.get("/work/dashboard/rows?period=year"))
    assert "张建国" in rows
    assert "远" not in rows.replace("远程", "")
    assert "没有这样的件" in li.get("/work/dashboard/rows?behind=late").text


def test_what_waits_is_listed_whoever_has_claimed_it_and_of_no_other_office(office):
    theirs = office.begin("认领的").id
    office.begin("大家的")
    office.begin("远", office=220200)
    pick = f"{theirs}:{office.case(theirs).state.seq}:acceptance"
    posted(office.clerk("wang"), "/work/batch/run", {"do": "claim", "pick": pick})
    office.clock.advance(days=8)
    li = office.clerk()
    page = li.get("/work/dashboard").text
    assert "超期 2" in page
    rows = main_of(li.get("/work/dashboard/rows?behind=overdue"))
    assert "认领的" in rows
    assert "王海涛" in rows
    assert "大家的" in rows
    assert "远" not in rows
    assert "没有这样的件" in li.get("/work/dashboard/rows?behind=due").text


def test_what_was_sent_back_is_told_with_its_reasons_and_leads_to_the_cases(office, li):
    back = office.begin("张建国").id
    office.decide(back, Verb.RETURN, defects=[Defect("form", "申请单未盖章")])
    closed = office.begin("李秀兰").id
    office.decide(closed, Verb.NOT_ACCEPT, opinion="不归我们")
    page = main_of(li.get("/work/dashboard"))
    assert "申请单未盖章" in page
    reason = re.search(r'href="([^"]+behind=returned[^"]*why=[0-9a-f]{12})"', page)
    assert reason
    address = reason[1].replace("&amp;", "&")
    assert "盖章" not in unquote(address)
    rows = main_of(li.get(address))
    assert "张建国" in rows
    assert "申请单未盖章" in rows
    assert "李秀兰" not in rows
    assert "没有这样的件" in main_of(li.get("/work/dashboard/rows?behind=returned&why=000000000000"))
    assert "李秀兰" in main_of(li.get("/work/dashboard/rows?behind=closed"))
    assert "申请单未盖章" not in main_of(office.clerk("sun").get("/work/dashboard"))


def test_days_of_ones_own_are_counted_from_the_first_to_the_last(office):
    office.decide(office.begin("先").id, Verb.ACCEPT)
    first = office.clock.today()
    office.clock.advance(days=3)
    office.decide(office.begin("后").id, Verb.ACCEPT)
    li = office.clerk()
    days = f"period=own&first={first}&last={first + timedelta(days=1)}"
    rows = main_of(li.get(f"/work/dashboard/rows?{days}"))
    assert "先" in rows
    assert "后" not in rows
    assert f'value="{first}"' in li.get(f"/work/dashboard?{days}").text
    turned = li.get(f"/work/dashboard?period=own&first={first}&last={first - timedelta(days=1)}")
    assert 'aria-current="page">本月' in turned.text


def test_the_goal_is_that_of_the_office(office, li):
    assert "目标 97%" in li.get("/work/dashboard").text
    with transaction(office.engine) as session:
        noted = {"actor": "test", "now": office.clock.now(), "address": ""}
        change(session, office.registry, "on_time_goal", "88", **noted)
    assert "目标 88%" in li.get("/work/dashboard").text


def test_a_matter_that_is_none_shows_the_title_of_nothing_else(office, li):
    page = li.get("/work/dashboard?matter=toy.nothing").text
    assert '<option value="toy.nothing" selected>toy.nothing</option>' in page


def test_what_came_and_what_was_open_before_is_counted_whatever_became_of_it(desk):
    """On both databases."""
    first, second = desk.begin(SIMPLE), desk.begin(SIMPLE)
    desk.clock.advance(days=40)
    then = desk.clock.now()
    desk.clock.advance(days=1)
    desk.decide(first.id, "city", Verb.APPROVE, CLERK)
    desk.decide(second.id, "city", Verb.REJECT, CLERK, opinion="不符合")
    desk.begin(SIMPLE)
    with transaction(desk.engine) as session:
        found = flow(session, Scope(CLERK, then), then=then)
        assert (found.came, found.open_then) == (1, 2)
        assert flow(session, Scope(CLERK, then, until=then), then=then).came == 0


@pytest.mark.parametrize(
    ("today", "period", "first", "until"),
    [
        ("2026-03-31", "month", "2026-02-01", "2026-03-01"),
        ("2026-03-10", "month", "2026-02-01", "2026-02-11"),
        ("2026-05-31", "quarter", "2026-01-01", "2026-03-01"),
        ("2026-03-10", "year", "2024-04-01", "2025-03-11"),
    ],
)
def test_the_time_before_ends_on_the_same_day(today, period, first, until):
    day = date.fromisoformat(today)
    found = time_before(Asked(Period(period), 0, ""), day, at=datetime.combine(day, time(4), UTC))
    assert [local_day(one).isoformat() for one in found] == [first, until]


def test_days_of_ones_own_are_compared_with_as_many_before(clock):
    asked = Asked(Period.OWN, 0, "", date(2026, 3, 1), date(2026, 3, 10))
    found = time_before(asked, date(2026, 3, 20), at=clock.now())
    assert [local_day(one).isoformat() for one in found] == ["2026-02-19", "2026-03-01"]


def test_the_page_says_how_it_was_before_and_its_tables_are_taken_away(office, li):
    office.decide(office.begin("张建国").id, Verb.ACCEPT)
    page = li.get("/work/dashboard").text
    for words in ("比上月同期多 1", "收件 1", "/work/dashboard/sheet?period=month"):
        assert words in page
    answer = li.get("/work/dashboard/sheet?period=month")
    assert unquote(answer.headers["Content-Disposition"]).endswith("统计 2026-03-10.xlsx")
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.data)).active.rows]
    assert rows[0][:4] == ["统计项", "机构、事项或原因", "步骤", "数量"]
    assert [row[0] for row in rows[1:]] == ["在办", "办结"]
    assert rows[2][2:5] == ["受理", 1, 0]
    assert "张建国" not in str(rows)
    with transaction(office.engine) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "export")).one()
        assert (entry.actor, entry.thing, entry.detail["period"]) == ("li", "numbers", "month")


def test_a_step_is_called_as_its_own_matter_calls_it(office, li):
    """Two matters may have steps of one name."""
    other = make_chain(*({**step, "title": f"另一{step['title']['zh']}"} for step in RENEWAL["steps"]))
    office.publish("toy.other", other)
    office.clock.advance(seconds=1)
    for chain in (CHAIN, "toy.other"):
        office.decide(office.begin(chain=chain).id, Verb.ACCEPT)
    rows = re.findall(r"<tr>(.*?)</tr>", main_of(li.get("/work/dashboard")).replace("\n", ""))
    steps = {re.sub(r"<[^>]+>|\s+", " ", row).split()[1] for row in rows if "acceptance" in row}
    assert steps == {"受理", "另一受理"}
