"""What a list shows of an open task is what its case says, after whatever act, and for tasks of before."""

import runpy
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, inspect, select

from approvals.cases.view import TASK
from approvals.chains.versions import compiled_chain
from approvals.engine import Defect
from approvals.lists.inbox import page_of
from approvals.lists.timeleft import STOPPED, SUSPENDED, TimeLeft, left_at, left_until
from approvals.lists.views import View
from approvals.words import Verb
from kernel.calendar import calendar
from kernel.clock import local_day
from kernel.db import session_factory, transaction
from tests.approvals.conftest import MIGRATIONS
from tests.approvals.offices import APPLICANT, CLERK, DECIDE, FILING, OVERSEER, Desk
from tests.approvals.samples import make_chain, make_fill, make_parallel

SIMPLE = make_chain(FILING | {"files": True}, DECIDE)
UNLIMITED = make_chain(FILING | {"files": True}, {name: DECIDE[name] for name in DECIDE if name != "clock"})
MONTHS = make_chain(FILING | {"files": True}, DECIDE | {"clock": {"days": 2, "unit": "months"}})
MORE = make_fill("more")
LANES = make_parallel(
    "lanes", left=[MORE, DECIDE | {"name": "left"}], right=[DECIDE | {"name": "right", "clock": {"days": 9}}]
)
BOTH = make_chain(FILING | {"files": True}, LANES)
DEFECTS = (Defect("a", "b"),)


def waiting(desk: Desk) -> dict[tuple[int, str], TimeLeft]:
    """The time left of every line of the clerk's list; each is that of its case."""
    found = {}
    today = local_day(desk.clock.now())
    with session_factory(desk.engine)() as session:
        days = calendar(session)
        for line in page_of(session, CLERK, View.MINE, today=today).lines:
            case = desk.case(line.case)
            chain = compiled_chain(session.connection(), desk.registry, case.version_id)
            assert line.version == case.version_id
            how = {"mending": line.mending, "suspended": line.suspended}
            left = left_until(chain, line.step, line.due_on, **how, today=today, calendar=days)
            assert left == left_at(chain, case.state, line.step, today=today, calendar=days)
            found[line.case, line.step] = left
    return found


@pytest.mark.parametrize("body", [SIMPLE, UNLIMITED, MONTHS], ids=["working days", "no limit", "months"])
def test_a_line_has_the_time_left_of_its_case(desk: Desk, body: dict[str, Any]):
    case = desk.begin(body).id
    first = waiting(desk)[case, "city"]
    desk.decide(case, "", Verb.SUSPEND, OVERSEER, opinion="x")
    assert waiting(desk)[case, "city"] == SUSPENDED
    desk.clock.advance(days=3)
    desk.decide(case, "", Verb.RESUME, OVERSEER)
    assert waiting(desk)[case, "city"] == first
    desk.clock.advance(days=70)
    waiting(desk)
    desk.decide(case, "city", Verb.RETURN, CLERK, defects=DEFECTS, to="filing")
    assert waiting(desk) == {}
    desk.decide(case, "filing", Verb.RESUBMIT, APPLICANT)
    assert [*waiting(desk)] == [(case, "city")]


def test_what_waits_beside_a_correction_stands_until_it_is_mended(desk: Desk):
    case = desk.begin(BOTH).id
    assert waiting(desk)[case, "right"] != STOPPED
    desk.decide(case, "more", Verb.SUBMIT, APPLICANT)
    running = waiting(desk)
    assert STOPPED not in running.values()
    desk.decide(case, "left", Verb.RETURN, CLERK, defects=DEFECTS, to="more")
    assert waiting(desk) == {(case, "right"): STOPPED}
    desk.decide(case, "more", Verb.RESUBMIT, APPLICANT)
    assert waiting(desk) == running


def test_what_rests_while_it_is_mended_says_so_and_is_mended_again_afterwards(desk: Desk):
    case = desk.begin(BOTH).id
    desk.decide(case, "more", Verb.SUBMIT, APPLICANT)
    desk.decide(case, "left", Verb.RETURN, CLERK, defects=DEFECTS, to="more")
    desk.decide(case, "", Verb.SUSPEND, OVERSEER, opinion="x")
    assert waiting(desk) == {(case, "right"): SUSPENDED}
    desk.decide(case, "", Verb.RESUME, OVERSEER)
    assert waiting(desk) == {(case, "right"): STOPPED}


def test_open_tasks_of_before_know_after_the_upgrade_what_their_cases_say(desk: Desk):
    plain, mended = desk.begin(SIMPLE), desk.begin(BOTH)
    desk.decide(mended.id, "more", Verb.SUBMIT, APPLICANT)
    desk.decide(mended.id, "left", Verb.RETURN, CLERK, defects=DEFECTS, to="more")
    closed, resting = desk.begin(SIMPLE), desk.begin(SIMPLE)
    desk.decide(closed.id, "city", Verb.APPROVE, CLERK)
    desk.decide(resting.id, "", Verb.SUSPEND, OVERSEER, opinion="x")
    named = ("0011_lines.py", "0013_mending.py", "0014_suspended.py")
    step, later, last = (runpy.run_path(str(MIGRATIONS / name)) for name in named)
    with desk.engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        last["downgrade"]()
        later["downgrade"]()
        step["downgrade"]()
        assert "version_id" not in columns(connection)
        step["upgrade"]()
        later["upgrade"]()
        last["upgrade"]()
    with transaction(desk.engine) as session:
        rows = session.execute(
            select(TASK.c.case_id, TASK.c.step, TASK.c.version_id, TASK.c.mending, TASK.c.suspended)
            .where(TASK.c.state == "open")
            .order_by(TASK.c.case_id, TASK.c.step)
        ).all()
    assert [tuple(row) for row in rows] == [
        (plain.id, "city", plain.version_id, False, False),
        (mended.id, "more", mended.version_id, True, False),
        (mended.id, "right", mended.version_id, True, False),
        (resting.id, "city", resting.version_id, False, True),
    ]
    assert waiting(desk)[mended.id, "right"] == STOPPED
    assert waiting(desk)[resting.id, "city"] == SUSPENDED


def columns(connection: Connection) -> set[str]:
    """The columns of a task as they are."""
    return {one["name"] for one in inspect(connection).get_columns("approvals_task")}
