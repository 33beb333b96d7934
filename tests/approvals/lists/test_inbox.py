"""The lists of a clerk: in order, page by page, bounded, along an index, and never anybody else's."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert

from approvals.acts.claiming import claim
from approvals.cases.view import TASK
from approvals.engine import Defect
from approvals.lists.counting import counts_of
from approvals.lists.inbox import Line, line_after, line_of, page_of
from approvals.lists.narrowing import Limit, Narrowing
from approvals.lists.views import View
from approvals.people.assignment import Standing
from approvals.people.authority import may_see
from approvals.people.copies import send_copies
from approvals.words import Verb
from kernel.clock import local_day
from kernel.db import session_factory, transaction
from tests.approvals.offices import (
    APPLICANT,
    BOSS,
    CITY,
    CLERK,
    COLLEAGUE,
    DECIDE,
    FILING,
    MASTER,
    PROVINCE,
    STRANGER,
    Desk,
)
from tests.approvals.samples import make_chain, make_step

SIMPLE = make_chain(FILING | {"files": True}, DECIDE)
UNLIMITED = make_chain(FILING | {"files": True}, {name: DECIDE[name] for name in DECIDE if name != "clock"})
POOLED = make_chain(FILING | {"files": True}, DECIDE | {"pool": True})
SHOWN = replace(CLERK, name="shown", roles=frozenset({"city_leader"}))
BOTH = replace(CLERK, offices=frozenset({CITY, PROVINCE}))


def listed(desk: Desk, view: View = View.MINE, standing: Standing = CLERK, *, limit: int = 50) -> list[int]:
    """The cases of a list, read page by page."""
    found: list[int] = []
    after: Line | None = None
    with session_factory(desk.engine)() as session:
        while True:
            page = page_of(
                session, standing, view, today=local_day(desk.clock.now()), after=after, limit=limit
            )
            found += [line.case for line in page.lines]
            if page.last is None:
                return found
            after = page.last


def filled(
    desk: Desk, number: int, *, office: int = CITY, on: date | None, role: str | None = "city_clerk"
) -> int:
    """So many open tasks at the office, of one case."""
    case = desk.begin(SIMPLE).id
    row = {"case_id": case, "step": "x", "state": "open", "matter": "m", "office_id": office, "role": role}
    with transaction(desk.engine) as session:
        rows = [
            row | {"seq": seq, "due_on": on, "opened_at": desk.clock.now()}
            for seq in range(100, 100 + number)
        ]
        session.execute(insert(TASK), rows)
    return case


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_what_is_due_first_comes_first_and_what_has_no_limit_last(desk, limit):
    unlimited = [desk.begin(UNLIMITED).id, desk.begin(UNLIMITED).id]
    dated = []
    for _ in range(3):
        dated.append(desk.begin(SIMPLE).id)
        desk.clock.advance(days=1)
    assert listed(desk, limit=limit) == [*dated, *unlimited]


@pytest.mark.parametrize("limit", [1, 50])
def test_the_offices_of_one_clerk_are_one_list(desk, limit):
    today = local_day(desk.clock.now())
    far = filled(desk, 1, office=PROVINCE, on=today + timedelta(days=1))
    near = desk.begin(SIMPLE).id
    standing = replace(BOTH, roles=frozenset({"city_clerk"}))
    with_own = [far, *sorted([near, far])]
    assert sorted(listed(desk, standing=standing, limit=limit)) == sorted(with_own)
    assert listed(desk, standing=standing, limit=limit)[0] == far


def test_tasks_of_another_role_office_or_colleague_are_not_listed(desk):
    filled(desk, 1, on=None, role="city_leader")
    mine = desk.begin(SIMPLE).id
    taken = desk.begin(SIMPLE).id
    with transaction(desk.engine) as session:
        session.execute(TASK.update().where(TASK.c.case_id == taken).values(claimed_by=COLLEAGUE.name))
    assert mine in listed(desk)
    assert taken not in listed(desk)
    assert taken in listed(desk, standing=COLLEAGUE)
    assert listed(desk, standing=MASTER) == []


@pytest.mark.parametrize("standing", [APPLICANT, STRANGER, BOSS])
def test_who_is_of_no_office_has_no_list(desk, standing):
    desk.begin(SIMPLE)
    assert listed(desk, standing=standing) == []
    assert listed(desk, View.DONE, standing) == []


def test_a_case_that_comes_back_is_among_those(desk):
    desk.begin(SIMPLE)
    case = desk.begin(SIMPLE).id
    desk.decide(case, "city", Verb.RETURN, CLERK, defects=[Defect("a", "b")])
    assert listed(desk, View.BACK) == []
    desk.decide(case, "filing", Verb.RESUBMIT, APPLICANT)
    assert listed(desk, View.BACK) == [case]


def test_what_a_party_mends_is_a_list_of_the_office_that_sent_it_back(desk):
    cases = [desk.begin(SIMPLE).id for _ in range(3)]
    desk.begin(SIMPLE)
    for case in cases:
        desk.decide(case, "city", Verb.RETURN, CLERK, defects=[Defect("a", "b")])
    assert listed(desk, View.MENDING) == cases
    assert listed(desk, View.MENDING, limit=1) == cases, (
        "page by page, though no day says when they come back"
    )
    assert listed(desk, View.MENDING, standing=MASTER) == [], "another office has nothing to do with it"
    desk.decide(cases[0], "filing", Verb.RESUBMIT, APPLICANT)
    assert listed(desk, View.MENDING) == cases[1:]


def test_what_comes_back_first_is_first_among_what_is_mended(desk):
    chain = make_chain({**FILING, "clock": {"days": 10}}, DECIDE)
    cases = []
    for days in (20, 5, 10):
        case = desk.begin(chain).id
        desk.clock.advance(days=days)
        desk.decide(case, "city", Verb.RETURN, CLERK, defects=[Defect("a", "b")])
        cases.append(case)
    assert listed(desk, View.MENDING, limit=1) == cases


def test_what_the_office_took_back_or_sent_back_within_itself_is_not_corrected(desk):
    again = make_step("city", role="city_clerk", verbs=["approve", "take_back"])
    chain = make_chain(FILING, again, make_step("last", role="city_clerk", verbs=["approve", "return"]))
    taken, returned = desk.begin(chain).id, desk.begin(chain).id
    for case in (taken, returned):
        desk.decide(case, "city", Verb.APPROVE, CLERK)
    desk.decide(taken, "city", Verb.TAKE_BACK, CLERK)
    desk.decide(returned, "last", Verb.RETURN, CLERK, defects=[Defect("a", "b")], to="city")
    assert sorted(listed(desk, View.MINE)) == [taken, returned]
    assert listed(desk, View.BACK) == []


def test_done_is_what_one_has_done_oneself(desk):
    mine, theirs = desk.begin(SIMPLE).id, desk.begin(SIMPLE).id
    desk.decide(mine, "city", Verb.APPROVE, CLERK)
    desk.decide(theirs, "city", Verb.APPROVE, COLLEAGUE)
    assert listed(desk, View.DONE, limit=1) == [mine]


@pytest.mark.parametrize("view", [View.MINE, View.CLAIM])
def test_what_has_to_be_claimed_first_is_in_one_list_and_then_in_the_other(desk, view):
    case = desk.begin(POOLED).id
    assert listed(desk, view) == ([case] if view is View.CLAIM else [])
    with transaction(desk.engine) as session:
        claim(session, case, "city", standing=CLERK, now=desk.clock.now(), registry=desk.registry)
    assert listed(desk, view) == ([] if view is View.CLAIM else [case])
    assert listed(desk, view, COLLEAGUE) == []


def test_after_an_act_the_next_case_is_known_although_its_task_is_gone(desk):
    first, second, third = (desk.begin(SIMPLE).id for _ in range(3))
    today = local_day(desk.clock.now())
    with session_factory(desk.engine)() as session:
        line = line_of(session, CLERK, second)
        last = line_of(session, CLERK, third)
    assert line is not None
    assert last is not None
    desk.decide(second, "city", Verb.APPROVE, CLERK)
    with session_factory(desk.engine)() as session:
        following = line_after(session, CLERK, View.MINE, line, today=today)
        around = line_after(session, CLERK, View.MINE, last, today=today)
        assert line_of(session, CLERK, second) is None
    assert following is not None
    assert around is not None
    assert (following.case, around.case) == (third, first)


def test_a_case_is_theirs_to_see_from_its_first_task_on_and_for_ever(desk):
    case = desk.begin(SIMPLE).id
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    with session_factory(desk.engine)() as session:
        assert may_see(session, COLLEAGUE, case)
        assert not may_see(session, MASTER, case)
        assert not may_see(session, APPLICANT, case)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("view", "index"),
    [
        *((view, "COVERING INDEX ix_approvals_task_office") for view in (View.MINE, View.CLAIM, View.TODAY)),
        (View.DONE, "INDEX ix_approvals_task_done"),
    ],
)
def test_a_list_walks_along_its_index_and_sorts_nothing(desk, view, index):
    asked: list[str] = []
    event.listen(desk.engine, "checkout", lambda driver, *_: driver.set_trace_callback(asked.append))
    listed(desk, view)
    with desk.engine.connect() as connection:
        plans = [
            " ".join(row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}"))
            for said in [*asked]
            if said.startswith("SELECT")
        ]
    assert plans
    assert all(index in plan and "TEMP B-TREE" not in plan for plan in plans), plans


def test_a_copy_is_read_at_the_office_it_was_shown_at_and_nowhere_else(desk):
    case = desk.begin(SIMPLE).id
    with transaction(desk.engine) as session:
        send_copies(session, case, [SHOWN.name], by=CLERK.name, now=desk.clock.now())
        moved = replace(SHOWN, offices=frozenset({PROVINCE}))
        assert may_see(session, SHOWN, case)
        assert not may_see(session, moved, case)
        assert counts_of(session, SHOWN, today=local_day(desk.clock.now())).of[View.COPY] == 1
        assert counts_of(session, moved, today=local_day(desk.clock.now())).of[View.COPY] == 0
    assert listed(desk, View.COPY, SHOWN) == [case]
    assert listed(desk, View.COPY, moved) == []


def test_what_is_mended_is_narrowed_like_other_lists(desk):
    case = desk.begin(SIMPLE).id
    desk.decide(case, "city", Verb.RETURN, CLERK, defects=[Defect("a", "b")])
    for narrowing, there in (
        (Narrowing(), [case]),
        (Narrowing(office=CITY, step="filing"), [case]),
        (Narrowing(office=PROVINCE), []),
        (Narrowing(step="city"), []),
        (Narrowing(limit=Limit.OVERDUE), []),
    ):
        with session_factory(desk.engine)() as session:
            today = local_day(desk.clock.now())
            page = page_of(session, CLERK, View.MENDING, today=today, narrowing=narrowing)
            assert [line.case for line in page.lines] == there
