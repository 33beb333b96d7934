"""kernel.outbox: written with its cause, carried out once, kept when it fails."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from kernel.db import session_factory, transaction
from kernel.errors import Conflict, NotFound, Undeliverable
from kernel.models import AuditEntry, OutboxItem
from kernel.models.work import WorkState
from kernel.outbox import ATTEMPTS, Drained, dead_letters, defer, delay, drain, forget_done, revive
from kernel.outbox.backoff import LONGEST
from kernel.outbox.claiming import LEASE, Claim, claimed, hand_back, settle
from kernel.surroundings import surroundings_of
from kernel.text import Text
from tests.kernel.snapshots import topic

NOTHING = Claim(0, "", {}, 0, "")


def deferred(engine, clock, *, count=1, **more):
    with transaction(engine) as session:
        for number in range(count):
            assert defer(session, "toy", {"number": number}, now=clock.now(), **more)


def written(session, payload):
    """A handler whose work can be counted."""
    at = surroundings_of(session).clock.now()
    session.add(AuditEntry(at=at, actor="t", action="a", thing=str(payload["number"]), detail={}, address=""))


def failing(session, payload):
    written(session, payload)
    session.flush()
    raise ValueError("no paper")


def drained(engine, registry, clock, **more):
    return drain(engine, registry, clock=clock, worker="w", **more)


def items(engine):
    with session_factory(engine)() as session:
        return list(session.scalars(select(OutboxItem).order_by(OutboxItem.id)))


def works(engine):
    with session_factory(engine)() as session:
        return Counter(session.scalars(select(AuditEntry.thing)))


def test_work_is_written_with_its_cause_and_goes_with_it(engine, clock):
    with session_factory(engine)() as session:
        defer(session, "toy", {}, now=clock.now())
        assert len(session.scalars(select(OutboxItem)).all()) == 1
        session.rollback()
    assert items(engine) == []


def test_what_was_deferred_is_carried_out_once(engine, clock):
    deferred(engine, clock, count=3)
    registry = topic(written)
    assert drained(engine, registry, clock) == Drained(done=3)
    assert drained(engine, registry, clock) == Drained()
    assert works(engine) == {"0": 1, "1": 1, "2": 1}
    assert {(one.state, one.done_at, one.claimed_by) for one in items(engine)} == {
        (WorkState.DONE, clock.now(), None)
    }


def test_what_was_refused_for_good_is_given_up_at_once(engine, clock):
    def refused(session, payload):
        raise Undeliverable(Text("不收", "no"), remedy=Text("请核对", "check"), place="mail")

    deferred(engine, clock)
    assert drained(engine, topic(refused), clock) == Drained(failed=1)
    [item] = items(engine)
    assert (item.state, item.attempts) == (WorkState.DEAD, 1)
    assert "不收" in (item.error or "")


def test_a_key_is_taken_once(engine, clock):
    deferred(engine, clock, key="case:1:1")
    with transaction(engine) as session:
        assert defer(session, "toy", {"number": 9}, key="case:1:1", now=clock.now()) is False
        assert defer(session, "toy", {"number": 9}, key="case:1:2", now=clock.now()) is True
    assert [one.payload for one in items(engine)] == [{"number": 0}, {"number": 9}]


def test_work_without_a_key_is_as_often_there_as_it_is_deferred(engine, clock):
    deferred(engine, clock)
    with transaction(engine) as session:
        assert [defer(session, "toy", {"number": 0}, now=clock.now()) for _ in range(2)] == [True, True]
    assert [one.payload for one in items(engine)] == [{"number": 0}] * 3


def test_work_waits_for_its_time(engine, clock):
    deferred(engine, clock, due_at=clock.now() + timedelta(minutes=1))
    registry = topic(written)
    assert drained(engine, registry, clock) == Drained()
    clock.advance(minutes=1)
    assert drained(engine, registry, clock) == Drained(done=1)


def test_the_limit_leaves_the_rest_for_the_next_turn(engine, clock):
    deferred(engine, clock, count=3)
    assert drained(engine, topic(written), clock, limit=2) == Drained(done=2)
    assert [one.state for one in items(engine)] == ["done", "done", "waiting"]


def test_a_failure_leaves_nothing_of_its_work_and_is_tried_again_later(engine, clock):
    deferred(engine, clock)
    assert drained(engine, topic(failing), clock) == Drained(failed=1)
    assert works(engine) == {}
    (item,) = items(engine)
    assert (item.state, item.attempts, item.error) == ("waiting", 1, "ValueError: no paper")
    assert item.due_at == clock.now() + delay(1)
    clock.advance(seconds=delay(1).total_seconds())
    assert drained(engine, topic(written), clock) == Drained(done=1)
    assert items(engine)[0].error is None


def test_after_its_attempts_it_is_a_dead_letter_with_its_error(engine, clock):
    deferred(engine, clock)
    registry = topic(failing, attempts=2)
    for _ in range(4):
        drained(engine, registry, clock)
        clock.advance(days=1)
    with session_factory(engine)() as session:
        (letter,) = dead_letters(session)
    assert (letter.state, letter.attempts, letter.error) == ("dead", 2, "ValueError: no paper")


def test_a_dead_letter_comes_back_to_life(engine, clock):
    deferred(engine, clock)
    drained(engine, topic(failing, attempts=1), clock)
    with transaction(engine) as session:
        revive(session, dead_letters(session)[0].id)
    assert drained(engine, topic(written), clock) == Drained(done=1)


def test_only_a_dead_letter_comes_back(engine, clock):
    deferred(engine, clock)
    with transaction(engine) as session, pytest.raises(Conflict):
        revive(session, items(engine)[0].id)
    with transaction(engine) as session, pytest.raises(NotFound):
        revive(session, 999)


def test_work_whose_plugin_is_gone_fails_visibly(engine, clock):
    deferred(engine, clock)
    assert drained(engine, topic(written, name="other"), clock) == Drained(failed=1)
    assert "没有名为“toy”的延后工作" in (items(engine)[0].error or "")


def test_an_error_of_the_database_keeps_no_personal_data(engine, clock):
    deferred(engine, clock)

    def doubled(session, payload):
        for _ in range(2):
            defer_twice = OutboxItem(
                topic="t", key="张三", payload={}, due_at=clock.now(), created_at=clock.now()
            )
            session.add(defer_twice)
        session.flush()

    drained(engine, topic(doubled), clock)
    error = items(engine)[0].error or ""
    assert "张三" not in error
    assert "uq_outbox_item_key" in error or "outbox_item.key" in error


def test_the_work_of_a_silent_worker_goes_to_another(engine, clock):
    deferred(engine, clock)
    assert claimed(engine, "dead", clock.now()) is not None
    assert drained(engine, topic(written), clock) == Drained()
    clock.advance(seconds=LEASE.total_seconds())
    assert drained(engine, topic(written), clock) == Drained(done=1)
    assert works(engine) == {"0": 1}


def test_a_worker_that_lost_its_claim_cannot_finish(engine, clock):
    deferred(engine, clock)
    late = claimed(engine, "late", clock.now())
    assert late is not None
    clock.advance(seconds=LEASE.total_seconds())
    hand_back(engine, clock.now())
    assert claimed(engine, "late", clock.now()) is not None
    with transaction(engine) as session:
        assert settle(session, late, state=WorkState.DONE) is False


def test_work_that_kills_its_worker_is_given_up(engine, clock):
    deferred(engine, clock)
    registry = topic(written, attempts=2)
    for _ in range(2):
        claimed(engine, "doomed", clock.now())
        clock.advance(seconds=LEASE.total_seconds())
        hand_back(engine, clock.now())
    assert drained(engine, registry, clock) == Drained(failed=1)
    (item,) = items(engine)
    assert item.state == "dead"
    assert "进程 2 次中断" in (item.error or "")
    assert works(engine) == {}


def test_done_work_is_forgotten_and_dead_letters_stay(engine, clock):
    deferred(engine, clock, count=2)
    drained(engine, topic(written), clock, limit=1)
    drained(engine, topic(failing, attempts=1), clock)
    with transaction(engine) as session:
        assert forget_done(session, before=clock.now()) == 0
        assert forget_done(session, before=clock.now() + timedelta(days=1)) == 1
    assert [one.state for one in items(engine)] == ["dead"]


def test_workers_side_by_side_do_everything_once(engine, clock):
    deferred(engine, clock, count=24)
    registry, results, start = topic(written), [], threading.Barrier(4)

    def work(number):
        start.wait()
        for _ in range(12):
            results.append(drain(engine, registry, clock=clock, worker=f"w{number}", limit=2))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sum(one.done for one in results) == 24
    assert sum(one.failed for one in results) == 0
    assert set(works(engine).values()) == {1}
    assert len(works(engine)) == 24


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_slow_worker_keeps_its_item_past_the_lease(engine, clock):
    deferred(engine, clock)
    registry, seen = topic(written), []

    def slow(session, payload):
        clock.advance(seconds=2 * LEASE.total_seconds())
        seen.append(drain(engine, registry, clock=clock, worker="hasty"))
        written(session, payload)

    assert drained(engine, topic(slow), clock) == Drained(done=1)
    assert seen == [Drained()]
    assert works(engine) == {"0": 1}


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_worker_passes_over_what_another_is_just_taking(engine, clock):
    deferred(engine, clock, count=2)
    taken: list[Claim] = []
    with session_factory(engine)() as other:
        other.scalars(select(OutboxItem).order_by(OutboxItem.id).limit(1).with_for_update()).one()
        worker = threading.Thread(target=lambda: taken.append(claimed(engine, "w", clock.now()) or NOTHING))
        worker.start()
        worker.join(timeout=10)
        assert [one.payload for one in taken] == [{"number": 1}]


def test_an_idle_worker_waits_for_nobody_who_writes(engine, clock):
    registry = topic(written)
    with transaction(engine):
        assert drained(engine, registry, clock) == Drained()


@given(st.integers(min_value=-3, max_value=10_000))
def test_the_rest_grows_and_ends(attempts):
    assert delay(1) <= delay(attempts) <= delay(attempts + 1) <= LONGEST


def test_the_rest_doubles_and_all_attempts_last_hours():
    assert delay(4) == 2 * delay(3)
    assert sum((delay(number) for number in range(1, ATTEMPTS)), timedelta()) > timedelta(hours=4)
