"""The numbers of offices: what is open, late and done in time, each with its rows, and nobody else's."""

import pytest

from approvals.overview import Scope, by_month, by_step, finished, waiting
from approvals.words import Verb
from kernel.clock import local_day
from kernel.db import transaction
from tests.approvals.offices import CITY, CLERK, DECIDE, FILING
from tests.approvals.samples import make_chain

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


def test_the_page_leads_to_the_rows_behind_each_number(office, li):
    office.decide(office.begin("张建国").id, Verb.ACCEPT)
    office.begin("远", office=220200)
    page = li.get("/work/dashboard").text
    assert "各机构在办" in page
    assert "受理" in page
    rows = li.get("/work/dashboard/rows?period=year").text
    assert "张建国" in rows
    assert "远" not in rows.partition("<main")[2].partition("</main")[0].replace("远程", "")
    assert "没有这样的步骤" in li.get("/work/dashboard/rows?late=1").text
