"""kernel.jobs: every slot once, missed ones caught up, failures on record."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from kernel.audit import record
from kernel.db import session_factory, transaction
from kernel.errors import RegistryError
from kernel.jobs import FIRST_SEEN, Daily, Every, Hourly, forget_runs, last_runs, next_run, run_due, run_now
from kernel.models import AuditEntry, JobRun
from kernel.seams import JOB, job
from kernel.surroundings import surroundings_of
from tests.kernel import snapshots
from tests.kernel.doomed import write
from tests.kernel.test_outbox_processes import killed_when_ready, started


def noted(session, slot):
    """A job whose runs can be counted."""
    record(
        session, actor="job", action="run", thing=slot.id, detail={}, now=surroundings_of(session).clock.now()
    )
    return {"day": slot.day.isoformat()}


def counted(session, slot):
    write(session, "job")


def failing(session, slot):
    noted(session, slot)
    session.flush()
    raise ValueError("no paper")


def works(engine):
    with session_factory(engine)() as session:
        return Counter(session.scalars(select(AuditEntry.thing)))


def runs(engine):
    with session_factory(engine)() as session:
        return {run.slot: run for run in last_runs(session, "toy")}


def installed(engine, clock, work=noted, **options):
    """The registry with the job, which has been seen once."""
    registry = snapshots.job(work, **options)
    assert run_due(engine, registry, clock) == []
    return registry


def test_a_new_job_is_due_from_its_next_slot_on(engine, clock):
    registry = installed(engine, clock, schedule=Daily("02:00"))
    clock.advance(hours=15, minutes=59)
    assert run_due(engine, registry, clock) == []
    clock.advance(minutes=1)
    assert [(one.slot, one.error) for one in run_due(engine, registry, clock)] == [("2026-03-11", None)]


def test_a_slot_is_run_once_and_its_report_kept(engine, clock):
    registry = installed(engine, clock, schedule=Hourly())
    clock.advance(hours=1)
    for _ in range(3):
        run_due(engine, registry, clock)
    assert works(engine) == {"2026-03-10T11": 1}
    run = runs(engine)["2026-03-10T11"]
    assert (run.report, run.error, run.finished_at) == ({"day": "2026-03-10"}, None, clock.now())


def test_missed_nights_are_caught_up_in_order(engine, clock):
    registry = installed(engine, clock, schedule=Daily("02:00"), catch_up=None)
    clock.advance(days=10)
    assert [one.slot for one in run_due(engine, registry, clock)] == [
        f"2026-03-{day}" for day in range(11, 21)
    ]


@pytest.mark.parametrize("keep", [1, 3])
def test_of_many_missed_slots_only_the_last_are_run(engine, clock, keep):
    registry = installed(engine, clock, schedule=Every(5), catch_up=keep)
    clock.advance(days=400)
    slots = [one.slot for one in run_due(engine, registry, clock)]
    assert slots[-1] == "2027-04-14T10:00"
    assert len(slots) == keep
    assert run_due(engine, registry, clock) == []


def test_a_failure_leaves_nothing_but_its_error_and_is_tried_again(engine, clock):
    installed(engine, clock, schedule=Hourly())
    clock.advance(hours=1)
    (ran,) = run_due(engine, snapshots.job(failing, schedule=Hourly()), clock)
    assert ran.error == "ValueError: no paper"
    assert works(engine) == {}
    clock.advance(minutes=1)
    (ran,) = run_due(engine, snapshots.job(noted, schedule=Hourly()), clock)
    assert (ran.slot, ran.error) == ("2026-03-10T11", None)
    run = runs(engine)["2026-03-10T11"]
    assert (run.attempts, run.error) == (2, None)
    assert works(engine) == {"2026-03-10T11": 1}


def test_a_failure_rests_before_it_is_tried_again(engine, clock):
    registry = installed(engine, clock, failing, schedule=Hourly())
    clock.advance(hours=1)
    assert len(run_due(engine, registry, clock)) == 1
    assert run_due(engine, registry, clock) == []
    clock.advance(seconds=30)
    assert len(run_due(engine, registry, clock)) == 1
    clock.advance(seconds=30)
    assert run_due(engine, registry, clock) == []


def test_after_its_attempts_a_slot_is_given_up_and_the_next_one_runs(engine, clock):
    registry = installed(engine, clock, failing, schedule=Daily("02:00"), attempts=2)
    clock.advance(days=1)
    for _ in range(4):
        run_due(engine, registry, clock)
        clock.advance(hours=1)
    run = runs(engine)["2026-03-11"]
    assert (run.attempts, run.error) == (2, "ValueError: no paper")
    clock.advance(days=1)
    assert [one.slot for one in run_due(engine, registry, clock)] == ["2026-03-12"]


def test_one_failing_job_does_not_stop_the_others(engine, clock):
    bad = job("bad", title=snapshots.NAME, schedule=Hourly())(snapshots.fresh(failing))
    good = job("good", title=snapshots.NAME, schedule=Hourly())(snapshots.fresh(noted))
    registry = snapshots.registry_with(bad, good)
    run_due(engine, registry, clock)
    clock.advance(hours=1)
    assert [(one.job, one.error is None) for one in run_due(engine, registry, clock)] == [
        ("bad", False),
        ("good", True),
    ]


def test_run_now_stands_beside_the_schedule(engine, clock):
    registry = installed(engine, clock, schedule=Daily("02:00"))
    clock.advance(days=1)
    assert run_now(engine, registry, clock, "toy").error is None
    assert [one.slot for one in run_due(engine, registry, clock)] == ["2026-03-11"]
    assert sum(works(engine).values()) == 2
    clock.advance(seconds=1)
    run_now(engine, registry, clock, "toy")
    assert sum(works(engine).values()) == 3


def test_run_now_of_an_unknown_job_is_refused(engine, clock):
    with pytest.raises(RegistryError, match="没有名为"):
        run_now(engine, snapshots.job(noted, schedule=Hourly()), clock, "toys")


def test_the_next_run_is_told(clock):
    entry = snapshots.job(noted, schedule=Daily("02:00")).entry(JOB, "toy")
    assert next_run(entry, clock.now()) == clock.now() + timedelta(hours=16)


def test_old_runs_are_forgotten_but_not_where_the_job_counts_from(engine, clock):
    registry = installed(engine, clock, schedule=Daily("02:00"), catch_up=None)
    clock.advance(days=3)
    run_due(engine, registry, clock)
    clock.advance(days=60)
    with transaction(engine) as session:
        session.execute(update(JobRun).values(started_at=clock.now() - timedelta(days=30)))
        assert forget_runs(session, before=clock.now()) == 3
    assert list(runs(engine)) == ["2026-03-13"]
    assert len(run_due(engine, registry, clock)) == 60


def test_two_schedulers_at_once_run_every_slot_once(engine, clock):
    registry = installed(engine, clock, schedule=Every(5), catch_up=None)
    clock.advance(hours=1)
    start = threading.Barrier(2)

    def tick():
        start.wait()
        for _ in range(3):
            run_due(engine, registry, clock)

    threads = [threading.Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(works(engine)) == 12
    assert set(works(engine).values()) == {1}
    assert {(run.attempts, run.error) for run in runs(engine).values()} == {(1, None)}


def test_a_slot_interrupted_by_a_kill_is_run_again(engine, migrated_url, clock, tmp_path):
    registry = installed(engine, clock, counted, schedule=Every(5))
    with transaction(engine) as session:
        session.execute(update(JobRun).values(due_at=clock.now() - timedelta(minutes=5)))
    killed_when_ready(started("job-and-hang", migrated_url, tmp_path))
    assert works(engine) == {}
    assert len(run_due(engine, registry, clock)) == 1
    assert works(engine) == {"job": 1}


def test_the_mark_of_a_new_job_is_no_run(engine, clock):
    installed(engine, clock, schedule=Hourly())
    with session_factory(engine)() as session:
        assert list(session.scalars(select(JobRun.slot))) == [FIRST_SEEN]
        assert last_runs(session, "toy") == []
