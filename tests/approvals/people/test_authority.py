"""approvals.people.authority: a case is there for those whose it is or was, and for nobody else."""

from dataclasses import replace

import pytest
from sqlalchemy import or_, select, update

from approvals.casefile import messages, verdicts
from approvals.casefile.verdicts import Fit
from approvals.cases.queries import step_at_hand
from approvals.cases.view import TASK, open_work
from approvals.lists.inbox import line_of
from approvals.people.assignment import Proxy, Standing
from approvals.people.authority import looked_at, may_see
from approvals.people.waiting import overseen, within
from approvals.words import Verb
from kernel.db import session_factory, transaction
from kernel.errors import NotFound
from tests.approvals.offices import (
    APPLICANT,
    BOSS,
    CITY,
    CLERK,
    COLLEAGUE,
    DECIDE,
    FILING,
    MASTER,
    OVERSEER,
    STRANGER,
    THIRD,
    Desk,
)
from tests.approvals.samples import make_chain

pytestmark = pytest.mark.alike
SHOWN = make_chain(FILING, {**DECIDE, "verbs": ["approve", "cc"]})
NOBODY = Standing(9, "sun")
EVERYBODY = (APPLICANT, BOSS, CLERK, COLLEAGUE, MASTER, OVERSEER, STRANGER, THIRD, NOBODY)


def proxies(matter: str):
    """Each of them standing in for each other one, for this matter, for all and for another."""
    for matters in ({matter}, set(), {"other"}):
        for one in EVERYBODY:
            yield from (replace(one, proxies=(Proxy(other, frozenset(matters)),)) for other in EVERYBODY)


def test_whoever_has_or_had_a_task_sees_the_case_and_lists_hold_the_same(desk: Desk):
    case = desk.begin(SHOWN)
    with session_factory(desk.engine)() as session:
        seen = []
        for one in (*EVERYBODY, *proxies(case.matter)):
            theirs = select(TASK.c.id).where(TASK.c.case_id == case.id, or_(within(one), overseen(one)))
            listed = session.scalar(theirs.limit(1)) is not None
            assert may_see(session, one, case.id) == listed == there(session, one, case.id), one
            seen.append(listed)
    assert {True, False} <= set(seen)


def there(session, standing: Standing, case: int) -> bool:
    """Whether the case can be looked at."""
    try:
        return looked_at(session, standing, case).case.id == case
    except NotFound:
        return False


@pytest.mark.parametrize("state", ["nobody's", "claimed", "handed over"])
def test_the_step_at_hand_is_the_one_that_the_lists_lead_to(desk: Desk, state: str):
    case = desk.begin(SHOWN)
    taken = {"nobody's": {}, "claimed": {"claimed_by": "li"}, "handed over": {"held_by": "wang"}}[state]
    with transaction(desk.engine) as session:
        if taken:
            session.execute(update(TASK).where(TASK.c.case_id == case.id).values(taken))
        work = open_work(session.connection(), case.id)
        found = set()
        for one in (*EVERYBODY, *proxies(case.matter)):
            line = line_of(session, one, case.id)
            assert step_at_hand(case, one, work) == (line.step if line else ""), one
            found.add(line and line.step)
    assert found == {None, "city"}


def test_who_was_shown_a_case_sees_it_as_long_as_they_are_of_the_office(desk: Desk):
    case = desk.begin(SHOWN).id
    desk.decide(case, "city", Verb.CC, CLERK, people=["sun"])
    here = replace(NOBODY, offices=frozenset({CITY}))
    with session_factory(desk.engine)() as session:
        assert there(session, here, case)
        assert may_see(session, here, case)
        assert not there(session, NOBODY, case)
        assert not there(session, here, case + 1)


def test_a_case_comes_as_it_stands_with_whether_there_is_more_to_read(desk: Desk):
    case = desk.begin(SHOWN)
    stands = desk.case(case.id)
    with transaction(desk.engine) as session:
        assert looked_at(session, CLERK, case.id) == (stands, True, False, False, False, False)
        messages.say(session, desk.registry, case, "请补", author="li", by_office=True, now=desk.clock.now())
        assert looked_at(session, CLERK, case.id)[2:] == (True, False, False, False)
        verdicts.judge(session, case.id, 1, Fit.FITS, (), account="li", now=desk.clock.now())
        assert looked_at(session, CLERK, case.id)[2:] == (True, True, False, False)
