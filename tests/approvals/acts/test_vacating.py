"""Work of closed accounts: a job gives up what they claimed, held or were to sign, and the others hear of it."""

from collections.abc import Iterable

import pytest
from sqlalchemy import insert, select, update

from approvals.acts import claiming
from approvals.acts.vacating import abandoned
from approvals.casefile.timeline import timeline
from approvals.cases.queries import case_history, case_view, tasks_for
from approvals.cases.view import TASK
from approvals.people.telling import WORD
from approvals.words import Verb
from kernel.access.tables import USER
from kernel.clock import local_day
from kernel.db import session_factory, transaction
from kernel.jobs import run_now
from kernel.models import AuditEntry, OutboxItem
from kernel.outbox import drain
from tests.approvals.offices import CLERK, COLLEAGUE, DECIDE, FILING, THIRD, Desk
from tests.approvals.samples import make_chain, make_step

pytestmark = pytest.mark.alike
VERBS = ["approve", "reject", "transfer", "delegate", "add_signer"]
PLAIN = make_chain(FILING, {**DECIDE, "verbs": VERBS})
VOTED = make_chain(FILING, make_step("city", role="city_clerk", votes={"need": "all"}), make_step("after"))


def accounts(desk: Desk, names: Iterable[str], *, active: bool = True) -> None:
    """These accounts are there."""
    with transaction(desk.engine) as session:
        for name in names:
            row = {
                "username": name,
                "first_name": name,
                "last_name": name,
                "email": f"{name}@example.org",
                "active": active,
                "password": "",
            }
            session.execute(insert(USER).values(row))


def close(desk: Desk, name: str) -> None:
    """The account is closed."""
    with transaction(desk.engine) as session:
        session.execute(update(USER).where(USER.c.username == name).values(active=False))


def run(desk: Desk) -> None:
    """The job runs, and what it deferred is carried out."""
    desk.clock.advance(minutes=15)
    run_now(desk.engine, desk.registry, desk.clock, "approvals.vacancies")
    done = drain(desk.engine, desk.registry, clock=desk.clock, worker="test", limit=100)
    assert not done.failed


def told(desk: Desk) -> list[list[str]]:
    """Who was told that something is vacant."""
    rows = desk.rows(select(OutboxItem.payload).where(OutboxItem.topic == WORD).order_by(OutboxItem.id))
    return [row.payload["accounts"] for row in rows if row.payload["kind"] == "vacant"]


def test_a_claim_of_a_closed_account_ends_and_the_colleagues_hear_of_it(desk: Desk):
    accounts(desk, ["li", "wang", "sun"])
    case, other = desk.begin(PLAIN).id, desk.begin(PLAIN).id
    with transaction(desk.engine) as session:
        for number, standing in ((case, COLLEAGUE), (other, CLERK)):
            claiming.claim(
                session, number, "city", standing=standing, now=desk.clock.now(), registry=desk.registry
            )
    close(desk, "wang")
    with session_factory(desk.engine)() as session:
        assert list(abandoned(session, desk.registry, today=local_day(desk.clock.now()))) == [case]
        assert [one.case_id for one in tasks_for(session, CLERK)] == [other]
    run(desk)
    with session_factory(desk.engine)() as session:
        assert [one.case_id for one in tasks_for(session, CLERK)] == [case, other]
        assert abandoned(session, desk.registry, today=local_day(desk.clock.now())) == {}
    assert told(desk) == [["li", "wang", "sun"]]
    run(desk)
    assert len(desk.rows(select(OutboxItem.id).where(OutboxItem.topic == "approvals.vacate"))) == 1
    actions = desk.rows(select(AuditEntry.action, AuditEntry.actor).where(AuditEntry.thing == f"case:{case}"))
    assert ("case.release", "") in [tuple(row) for row in actions]
    desk.decide(case, "city", Verb.APPROVE, CLERK)


def test_what_was_handed_to_a_deleted_account_is_everybodys_and_the_log_says_so(desk: Desk):
    accounts(desk, ["li", "sun"])
    case = desk.begin(PLAIN).id
    desk.decide(case, "city", Verb.TRANSFER, CLERK, people=["wang"])
    run(desk)
    assert [row.held_by for row in desk.rows(select(TASK.c.held_by).where(TASK.c.state == "open"))] == [None]
    with session_factory(desk.engine)() as session:
        last = case_history(session, case)[-1]
    assert (last.verb, last.actor) == ("vanished", "")
    assert last.entry is not None
    assert last.entry.act.people == ("wang",)
    desk.refuse_incoherent(case)
    desk.decide(case, "city", Verb.APPROVE, THIRD)
    desk.refuse_incoherent(case)


def test_what_a_deleted_account_did_is_still_told(desk: Desk):
    case = desk.begin(PLAIN).id
    desk.decide(case, "city", Verb.REJECT, CLERK, opinion="不符合条件")
    with session_factory(desk.engine)() as session:
        points = timeline(session, desk.registry, case_view(session, case))
    assert [point.who.zh for point in points if point.opinion and point.who] == ["li"]


def test_a_vote_does_not_wait_for_a_closed_account(desk: Desk):
    accounts(desk, ["li", "wang", "sun"])
    case = desk.begin(VOTED).id
    for standing in (CLERK, COLLEAGUE):
        desk.decide(case, "city", Verb.COUNTERSIGN, standing, value="agree")
    close(desk, "sun")
    run(desk)
    assert desk.steps(case) == ["after"]
    desk.refuse_incoherent(case)
    run(desk)
    assert desk.steps(case) == ["after"]
