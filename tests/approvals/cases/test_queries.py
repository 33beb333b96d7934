"""What is read of cases."""

import pytest
from sqlalchemy import update

from approvals.cases.queries import allowed_to, tasks_for
from approvals.cases.view import TASK
from approvals.people.assignment import Standing
from approvals.words import Verb
from kernel.db import session_factory, transaction
from kernel.errors import Conflict
from tests.approvals.offices import APPLICANT, BOSS, CLERK, COLLEAGUE, STRANGER, Desk


def may(desk: Desk, case: int, who: Standing) -> dict[str, tuple[Verb, ...]]:
    """What somebody may do now."""
    with session_factory(desk.engine)() as session:
        return allowed_to(session, desk.registry, case, who)


def test_everybody_is_offered_what_they_may_do_and_nothing_else(desk: Desk):
    case = desk.begin().id
    assert may(desk, case, BOSS) == {"employer": (Verb.APPROVE, Verb.REJECT, Verb.RETURN)}
    assert may(desk, case, APPLICANT) == {"": (Verb.WITHDRAW,)}
    assert may(desk, case, CLERK) == may(desk, case, STRANGER) == {}
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    assert may(desk, case, APPLICANT) == {}


def test_a_claimed_task_is_nobody_elses(desk: Desk):
    case = desk.begin().id
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    with transaction(desk.engine) as session:
        session.execute(update(TASK).where(TASK.c.step == "city").values(claimed_by="li"))
    with session_factory(desk.engine)() as session:
        assert (len(tasks_for(session, CLERK)), tasks_for(session, COLLEAGUE)) == (1, [])
    assert may(desk, case, COLLEAGUE) == {}
    with pytest.raises(Conflict, match="li 认领"):
        desk.decide(case, "city", Verb.APPROVE, COLLEAGUE)
    desk.decide(case, "city", Verb.APPROVE, CLERK)


def test_a_long_list_is_read_in_parts(desk: Desk):
    cases = [desk.begin().id for _ in range(5)]
    with session_factory(desk.engine)() as session:
        first = tasks_for(session, BOSS, limit=3)
        rest = tasks_for(session, BOSS, limit=3, after=first[-1].id)
    assert [task.case_id for task in [*first, *rest]] == cases
