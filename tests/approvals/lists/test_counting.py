"""The numbers beside the lists: those of the rows, of the saved lists too, and bounded whatever waits."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, text

from approvals.acts.claiming import claim
from approvals.cases.view import TASK
from approvals.engine import Defect
from approvals.lists.counting import MOST, count_of, counts_of
from approvals.lists.inbox import page_of
from approvals.lists.mended import LOOKED
from approvals.lists.narrowing import ALL, Limit, Narrowing
from approvals.lists.views import View
from approvals.people.assignment import Standing
from approvals.words import Verb
from kernel.clock import local_day
from kernel.db import session_factory, transaction
from tests.approvals.lists.test_inbox import POOLED, SIMPLE, UNLIMITED, filled, listed
from tests.approvals.offices import CITY, CLERK, COLLEAGUE, MASTER, PROVINCE, STRANGER


def test_the_numbers_are_those_of_the_lists(desk):
    for _ in range(2):
        desk.begin(SIMPLE)
        desk.clock.advance(days=1)
    desk.begin(UNLIMITED)
    desk.begin(POOLED)
    desk.clock.advance(days=6)
    today = local_day(desk.clock.now())
    with session_factory(desk.engine)() as session:
        counts = counts_of(session, CLERK, today=today)
        alone = count_of(session, CLERK, today=today)
    assert counts.of == {view: len(listed(desk, view)) for view in counts.of}
    assert counts.of == {
        View.MINE: 3,
        View.CLAIM: 1,
        View.TODAY: 1,
        View.SOON: 2,
        View.OVERDUE: 1,
        View.BACK: 0,
        View.COPY: 0,
        View.MENDING: 0,
    }
    assert not counts.more
    assert alone == 3


def test_the_lists_that_somebody_saved_are_counted_with_the_others(desk):
    desk.begin(SIMPLE)
    desk.begin(UNLIMITED)
    desk.begin(POOLED)
    kept = [
        (View.MINE, ALL),
        (View.MINE, Narrowing(limit=Limit.NONE)),
        (View.CLAIM, ALL),
        (View.MINE, Narrowing(step="decision")),
        (View.MINE, Narrowing(office=CITY)),
        (View.MINE, Narrowing(office=PROVINCE)),
    ]
    with session_factory(desk.engine)() as session:
        counts = counts_of(session, CLERK, today=local_day(desk.clock.now()), kept=kept)
    assert counts.kept == (2, 1, 1, 0, 2, 0)


def test_what_a_party_mends_is_counted_at_the_offices_that_have_had_it(desk):
    for _ in range(3):
        desk.decide(desk.begin(SIMPLE).id, "city", Verb.RETURN, CLERK, defects=[Defect("a", "b")])
    desk.begin(SIMPLE)
    with session_factory(desk.engine)() as session:
        for standing, number in ((CLERK, 3), (MASTER, 0), (STRANGER, 0)):
            counts = counts_of(session, standing, today=local_day(desk.clock.now()))
            assert counts.of[View.MENDING] == number
            assert not counts.more_mended


def test_of_what_is_mended_anywhere_a_bounded_part_is_looked_at(desk):
    case = desk.begin(SIMPLE).id
    row = {"case_id": case, "step": "x", "state": "open", "matter": "m", "mending": True}
    row |= {"party_kind": "person", "party_id": 1, "opened_at": desk.clock.now()}
    with transaction(desk.engine) as session:
        session.execute(insert(TASK), [row | {"seq": seq} for seq in range(100, 100 + LOOKED + 5)])
    with session_factory(desk.engine)() as session:
        counts = counts_of(session, CLERK, today=local_day(desk.clock.now()))
        others = counts_of(session, MASTER, today=local_day(desk.clock.now()))
    assert (counts.of[View.MENDING], counts.more_mended) == (LOOKED + 1, True)
    assert (others.of[View.MENDING], others.more_mended) == (0, True)


def test_beyond_a_thousand_nobody_counts_on(desk):
    filled(desk, MOST + 5, on=local_day(desk.clock.now()))
    with session_factory(desk.engine)() as session:
        counts = counts_of(session, CLERK, today=local_day(desk.clock.now()))
    assert counts.more
    assert counts.of[View.MINE] == MOST + 1


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_the_count_reads_a_bounded_part_of_the_index_on_postgresql(desk):
    filled(desk, 3 * MOST, on=local_day(desk.clock.now()))
    with transaction(desk.engine) as session:
        session.execute(text("ANALYZE approvals_task"))
    with session_factory(desk.engine)() as session:
        assert counts_of(session, CLERK, today=local_day(desk.clock.now())).more


def test_the_list_of_whom_somebody_stands_in_for_has_what_is_the_colleagues_to_do(desk):
    everybodys, own, theirs = (desk.begin(SIMPLE).id for _ in range(3))
    elsewhere = replace(CLERK, roles=frozenset({"archivist"}))
    with transaction(desk.engine) as session:
        for case, who in ((own, CLERK), (theirs, COLLEAGUE)):
            claim(session, case, "city", standing=who, now=desk.clock.now(), registry=desk.registry)
    today = local_day(desk.clock.now())

    def lent(deputy: Standing) -> list[int]:
        narrowing = Narrowing(deputy=deputy)
        with session_factory(desk.engine)() as session:
            page = page_of(session, COLLEAGUE, View.MINE, today=today, narrowing=narrowing)
            assert count_of(session, COLLEAGUE, today=today, narrowing=narrowing) == len(page.lines)
            return [line.case for line in page.lines]

    assert lent(CLERK) == [everybodys, theirs], "what the deputy claimed is in their own list"
    assert listed(desk) == [everybodys, own]
    # one who could not do it in their own place has it in no other list
    assert lent(elsewhere) == [everybodys, own, theirs]
    assert listed(desk, standing=elsewhere) == []
