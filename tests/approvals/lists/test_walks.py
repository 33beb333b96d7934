"""The walk of a list is one statement for everybody who asks alike, and PostgreSQL plans it once."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, text

from approvals.cases.view import TASK
from approvals.lists.asking import Asked
from approvals.lists.narrowing import ALL, Narrowing
from approvals.lists.views import View
from approvals.lists.walks import Walk, question, statement_of
from kernel.clock import local_day
from kernel.db import connection_of, session_factory, transaction
from tests.approvals.offices import CITY, CLERK, DECIDE, FILING, MASTER, PROVINCE, Desk
from tests.approvals.samples import make_chain

SIMPLE = make_chain(FILING | {"files": True}, DECIDE)
TIMES = 12


def walk(desk: Desk, **more) -> Walk:
    """The first rows of the clerk's list."""
    asked = Asked(CLERK, View.MINE, local_day(desk.clock.now()), ALL)
    return Walk(asked, dated=True, further=False, limit=10)._replace(**more)


def test_who_asks_alike_asks_the_same_statement(desk):
    other = replace(CLERK, name="another", offices=frozenset({PROVINCE}))
    asked = walk(desk).asked
    mine, theirs = question(walk(desk)), question(walk(desk, asked=replace(asked, standing=other)))
    assert mine is not None
    assert theirs is not None
    assert mine._prepared is theirs._prepared
    assert question(walk(desk)) is mine


def test_each_asks_with_their_own_words(desk):
    case = desk.begin(SIMPLE).id
    with session_factory(desk.engine)() as session:
        found = {
            standing.name: question(walk(desk, asked=replace(walk(desk).asked, standing=standing)))
            for standing in (CLERK, replace(CLERK, name="far", offices=frozenset({PROVINCE})))
        }
        rows = {
            name: [row[1] for row in one.rows(connection_of(session), {})]
            for name, one in found.items()
            if one is not None
        }
    assert rows == {CLERK.name: [case], "far": []}


@pytest.mark.parametrize("cases", [None, (1, 2)])
def test_who_has_no_office_asks_nothing(desk, cases):
    nobody = Asked(
        replace(MASTER, offices=frozenset()), View.MINE, desk.clock.now().date(), Narrowing(cases=cases)
    )
    assert question(walk(desk, asked=nobody)) is None
    assert statement_of(walk(desk, asked=nobody)) is None


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_list_of_a_large_office_is_planned_once(desk):
    case, now = desk.begin(SIMPLE).id, desk.clock.now()
    row = {"case_id": case, "step": "x", "state": "open", "matter": "m", "role": "city_clerk"}
    rows = [
        row | {"seq": seq, "due_on": now.date(), "opened_at": now, "office_id": CITY if seq % 9 else seq}
        for seq in range(100, 3_000)
    ]
    with transaction(desk.engine) as session:
        session.execute(insert(TASK), rows)
        session.execute(text("ANALYZE approvals_task"))
    asked = question(walk(desk))
    assert asked is not None
    with desk.engine.connect() as connection:
        for _ in range(TIMES):
            assert len(asked.rows(connection, {})) == 10
        plans = "SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE '%office_id =%'"
        assert connection.scalar(text(plans)) == TIMES - 5
