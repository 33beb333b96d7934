"""People deciding at once: one decision, one clear message."""

from collections import Counter
from collections.abc import Callable
from itertools import count
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from approvals.acts import claiming, recording, service
from approvals.cases.queries import open_counts
from approvals.cases.view import TASK
from approvals.people.assignment import Standing
from approvals.words import Outcome, Verb
from kernel.access.tables import USER
from kernel.db import session_factory, transaction
from kernel.errors import Conflict, TongbanError
from kernel.web.registers import saved
from tests.approvals.offices import CITY, CLERK, COLLEAGUE, DECIDE, FILING, PROVINCE, REVIEW, Desk
from tests.approvals.samples import make_chain, make_parallel, make_step

MARKED = {**DECIDE, "effects": [{"effect": "toy.mark", "with": {"what": '"once"'}}]}
on_postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """All acts begin together; what each came to, or how it was refused."""
    together = Barrier(len(acts))
    came: list[object] = [None] * len(acts)

    def run(number: int) -> None:
        together.wait()
        try:
            came[number] = acts[number]()
        except TongbanError as error:
            came[number] = error

    threads = [Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def clerk(number: int) -> Standing:
    """One of many clerks of the city."""
    return Standing(100 + number, f"clerk{number}", offices=CLERK.offices, roles=CLERK.roles)


def test_of_two_clerks_deciding_at_once_one_decides_and_one_is_told_by_whom(desk: Desk):
    case = desk.begin(make_chain(FILING, MARKED, REVIEW)).id
    seen = desk.case(case).state.seq
    came = at_once(
        [
            lambda: desk.decide(case, "city", Verb.APPROVE, CLERK, seen=seen),
            lambda: desk.decide(case, "city", Verb.REJECT, COLLEAGUE, seen=seen, opinion="no"),
        ]
    )
    [refused] = [one for one in came if isinstance(one, Exception)]
    assert isinstance(refused, Conflict)
    assert "li 已于" in refused.what.zh or "wang 已于" in refused.what.zh
    assert desk.case(case).state.seq == seen + 1
    assert len(desk.effects(case)) == (desk.case(case).state.outcome is None)
    desk.refuse_incoherent(case)


@on_postgresql
def test_eight_clerks_on_twelve_cases_lose_and_double_nothing(desk: Desk):
    chain = make_chain(FILING, MARKED, REVIEW)
    cases = [desk.begin(chain).id for _ in range(12)]

    def work(number: int) -> Callable[[], object]:
        def run() -> Counter[str]:
            done: Counter[str] = Counter()
            # everybody begins elsewhere, so that locks are asked for in every order
            for case in cases[number:] + cases[:number]:
                try:
                    desk.decide(case, "city", Verb.APPROVE, clerk(number), seen=2)
                    done["done"] += 1
                except Conflict:
                    done["refused"] += 1
            return done

        return run

    came = at_once([work(number) for number in range(8)])
    total = sum((one for one in came if isinstance(one, Counter)), Counter[str]())
    assert total == {"done": 12, "refused": 84}
    for case in cases:
        assert len(desk.effects(case)) == 1
        desk.refuse_incoherent(case)
    with session_factory(desk.engine)() as session:
        counts = open_counts(session, [CITY, PROVINCE])
    assert counts == desk.counted()
    assert sum(counts.values()) == 12


@on_postgresql
def test_two_lanes_passed_at_once_both_count(desk: Desk):
    lanes = make_parallel("both", left=[make_step("a")], right=[make_step("b")])
    for _ in range(6):
        case = desk.begin(make_chain(FILING, lanes)).id
        came = at_once(
            [
                lambda case=case: desk.decide(case, "a", Verb.APPROVE, CLERK, seen=2),  # type: ignore[misc]
                lambda case=case: desk.decide(case, "b", Verb.APPROVE, COLLEAGUE, seen=2),  # type: ignore[misc]
            ]
        )
        assert not [one for one in came if isinstance(one, Exception)]
        assert desk.case(case).state.outcome is Outcome.GRANTED
        desk.refuse_incoherent(case)


@on_postgresql
def test_acts_on_two_cases_of_one_office_wait_for_nothing_of_each_other(desk: Desk, monkeypatch):
    parts = count()
    monkeypatch.setattr(recording, "randrange", lambda _most: next(parts) % recording.PARTS)
    chain = desk.publish(make_chain(FILING, DECIDE, REVIEW))
    first, second = desk.begin_on(chain).id, desk.begin_on(chain).id
    act: dict[str, Any] = {"step": "city", "verb": Verb.APPROVE, "actor": CLERK, "seen": 2}
    act |= {"now": desk.clock.now(), "registry": desk.registry}
    with transaction(desk.engine) as open_still:
        service.decide(open_still, first, **act)
        with transaction(desk.engine) as session:
            session.execute(text("SET LOCAL lock_timeout = '2s'"))
            service.decide(session, second, **act)
    with session_factory(desk.engine)() as session:
        assert open_counts(session, [CITY, PROVINCE]) == desk.counted() == {(PROVINCE, chain): 2}


def test_of_two_who_claim_at_once_one_has_it(desk: Desk):
    case = desk.begin(make_chain(FILING, {**DECIDE, "pool": True})).id

    def claim(who: Standing) -> Callable[[], object]:
        def run() -> None:
            with transaction(desk.engine) as session:
                claiming.claim(
                    session, case, "city", standing=who, now=desk.clock.now(), registry=desk.registry
                )

        return run

    came = at_once([claim(CLERK), claim(COLLEAGUE)])
    [refused] = [one for one in came if isinstance(one, Exception)]
    assert isinstance(refused, Conflict)
    [(holder,)] = desk.rows(select(TASK.c.claimed_by).where(TASK.c.case_id == case, TASK.c.step == "city"))
    assert holder in refused.what.zh


@on_postgresql
@pytest.mark.parametrize("late", ["claims", "decides"])
def test_who_waited_while_a_colleague_claimed_the_task_hears_of_it(desk: Desk, late: str):
    case = desk.begin(make_chain(FILING, DECIDE)).id
    now, registry = desk.clock.now(), desk.registry
    came: list[object] = []

    def come_late() -> None:
        try:
            if late == "decides":
                desk.decide(case, "city", Verb.APPROVE, CLERK, seen=2)
            else:
                with transaction(desk.engine) as session:
                    claiming.claim(session, case, "city", standing=CLERK, now=now, registry=registry)
        except Conflict as error:
            came.append(error.what.zh)

    thread = Thread(target=come_late)
    with transaction(desk.engine) as session:
        claiming.claim(session, case, "city", standing=COLLEAGUE, now=now, registry=registry)
        thread.start()
        waits = (
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        while not desk.rows(text(waits)):
            assert thread.is_alive()
    thread.join()
    assert came == ["这个待办已由 wang 认领。"]


@pytest.mark.slow
@on_postgresql
def test_two_hundred_clerks_at_once_lose_and_double_nothing(desk: Desk):
    chain = desk.publish(make_chain(FILING, MARKED, REVIEW))
    cases = [desk.begin_on(chain).id for _ in range(100)]

    def work(number: int) -> Callable[[], object]:
        case = cases[number % len(cases)]
        return lambda: desk.decide(case, "city", Verb.APPROVE, clerk(number), seen=2)

    came = at_once([work(number) for number in range(200)])
    refused = [one for one in came if isinstance(one, Exception)]
    assert len(refused) == 100
    assert all(isinstance(one, Conflict) and "已于" in one.what.zh for one in refused)
    for case in cases:
        assert len(desk.effects(case)) == 1
        desk.refuse_incoherent(case)
    with session_factory(desk.engine)() as session:
        counts = open_counts(session, [CITY, PROVINCE])
    assert counts == desk.counted() == {(PROVINCE, chain): 100}


def test_a_view_that_is_saved_twice_at_once_is_there_once(desk: Desk):
    with transaction(desk.engine) as session:
        session.execute(
            insert(USER).values(id=1, username="li", first_name="明", last_name="李", email="li@x.cn")
        )

    def save(name: str) -> None:
        with transaction(desk.engine) as session:
            saved.save_pairs(session, "workbench", 1, name, [("view", "mine")], now=desk.clock.now())

    for turn in range(6):
        came = at_once([lambda turn=turn: save(f"超期{turn}") for _ in range(3)])  # type: ignore[misc]
        assert [type(one) for one in came if one is not None] == [Conflict] * 2
    with session_factory(desk.engine)() as session:
        assert len(saved.views_of(session, "workbench", 1)) == 6
