"""approvals.acts.claiming: a task claimed is one clerk's, a pool's has to be, and whoever looks after the office hands on."""

import pytest
from sqlalchemy import select

from approvals.acts import claiming
from approvals.cases.queries import allowed_to, tasks_for
from approvals.cases.view import TASK
from approvals.people.assignment import Standing
from approvals.words import Outcome, Verb
from kernel.db import session_factory, transaction
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.approvals.offices import APPLICANT, CLERK, COLLEAGUE, DECIDE, FILING, MASTER, OVERSEER, Desk
from tests.approvals.samples import make_chain

POOL = make_chain(FILING, {**DECIDE, "pool": True})
HANDED = make_chain(FILING, {**DECIDE, "verbs": ["approve", "reject", "transfer", "delegate", "cc", "urge"]})


def claim(desk: Desk, case: int, who: Standing, step: str = "city") -> None:
    with transaction(desk.engine) as session:
        claiming.claim(session, case, step, standing=who, now=desk.clock.now(), registry=desk.registry)


def release(desk: Desk, case: int, who: Standing) -> None:
    with transaction(desk.engine) as session:
        claiming.release(session, case, "city", standing=who, now=desk.clock.now(), registry=desk.registry)


def listed(desk: Desk, who: Standing) -> list[int]:
    with session_factory(desk.engine)() as session:
        return [task.case_id for task in tasks_for(session, who)]


def verbs(desk: Desk, case: int, who: Standing) -> dict[str, tuple[Verb, ...]]:
    with session_factory(desk.engine)() as session:
        return allowed_to(session, desk.registry, case, who)


def test_a_pool_is_decided_by_who_claimed_it_and_by_nobody_before(desk: Desk):
    case = desk.begin(POOL).id
    assert verbs(desk, case, CLERK) == {}
    with pytest.raises(Conflict, match="先认领"):
        desk.decide(case, "city", Verb.APPROVE, CLERK)
    claim(desk, case, CLERK)
    claim(desk, case, CLERK)
    assert listed(desk, COLLEAGUE) == []
    with pytest.raises(Conflict, match="li 认领"):
        claim(desk, case, COLLEAGUE)
    with pytest.raises(Conflict, match="li 认领"):
        desk.decide(case, "city", Verb.APPROVE, COLLEAGUE)
    assert verbs(desk, case, CLERK)["city"] == (Verb.APPROVE, Verb.REJECT, Verb.RETURN)
    assert desk.decide(case, "city", Verb.APPROVE, CLERK).case.state.outcome is Outcome.GRANTED
    desk.refuse_incoherent(case)


def test_what_was_claimed_is_released_by_oneself_or_by_who_looks_after_the_office(desk: Desk):
    case = desk.begin(POOL).id
    claim(desk, case, CLERK)
    with pytest.raises(Conflict, match="li 认领"):
        release(desk, case, COLLEAGUE)
    release(desk, case, OVERSEER)
    claim(desk, case, COLLEAGUE)
    release(desk, case, COLLEAGUE)
    assert desk.rows(select(TASK.c.claimed_by).where(TASK.c.step == "city")) == [(None,)]


def test_nobody_claims_what_is_not_theirs_or_is_done(desk: Desk):
    case = desk.begin(POOL).id
    for who in (MASTER, APPLICANT):
        with pytest.raises(NotFound):
            claim(desk, case, who)
    claim(desk, case, CLERK)
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    with pytest.raises(Conflict, match="已经办过"):
        claim(desk, case, COLLEAGUE)


def test_who_looks_after_the_office_assigns_and_takes_back(desk: Desk):
    case = desk.begin(make_chain(FILING, DECIDE)).id

    def assign(to: str, who: Standing = OVERSEER) -> None:
        with transaction(desk.engine) as session:
            claiming.assign(
                session,
                case,
                "city",
                to=to,
                standing=who,
                seen=desk.case(case).state.seq,
                now=desk.clock.now(),
                registry=desk.registry,
            )

    with pytest.raises(NotAllowed):
        assign("wang", CLERK)
    with pytest.raises(Invalid, match="zhao"):
        assign("zhao")
    assign("wang")
    assert listed(desk, CLERK) == []
    assert listed(desk, COLLEAGUE) == [case]
    with pytest.raises(NotAllowed, match="wang"):
        desk.decide(case, "city", Verb.APPROVE, CLERK)
    assign("")
    assert listed(desk, CLERK) == [case]
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    desk.refuse_incoherent(case)


def test_a_transferred_task_is_the_colleagues_alone_and_frees_the_claim(desk: Desk):
    case = desk.begin(HANDED).id
    claim(desk, case, CLERK)
    with pytest.raises(Invalid, match="不是这一步所在机构"):
        desk.decide(case, "city", Verb.TRANSFER, CLERK, people=["zhao"])
    desk.decide(case, "city", Verb.TRANSFER, CLERK, people=["wang"])
    assert desk.rows(select(TASK.c.held_by, TASK.c.claimed_by).where(TASK.c.step == "city")) == [
        ("wang", None)
    ]
    assert "city" not in verbs(desk, case, CLERK) or Verb.APPROVE not in verbs(desk, case, CLERK)["city"]
    desk.decide(case, "city", Verb.APPROVE, COLLEAGUE)
    desk.refuse_incoherent(case)


def test_a_delegated_task_comes_back_with_the_opinion(desk: Desk):
    case = desk.begin(HANDED).id
    desk.decide(case, "city", Verb.DELEGATE, CLERK, people=["wang"])
    assert listed(desk, COLLEAGUE) == [case]
    desk.decide(case, "city", Verb.APPROVE, COLLEAGUE, opinion="齐全")
    assert desk.case(case).state.outcome is None
    assert listed(desk, CLERK) == [case]
    assert listed(desk, COLLEAGUE) == []
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    desk.refuse_incoherent(case)
