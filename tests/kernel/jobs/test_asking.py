"""kernel.jobs.asking: a job run by hand is deferred work, done once and told in the ledger."""

import pytest
from sqlalchemy import select

from kernel import seams
from kernel.db import session_factory, transaction
from kernel.errors import RegistryError
from kernel.jobs import Daily, ask, asked, asking, last_runs
from kernel.jobs.asking import run_asked
from kernel.models import JobRun, OutboxItem, Workday
from kernel.outbox import drain
from kernel.registry import assembled
from kernel.workdays import DayKind
from tests.kernel.snapshots import NAME, fresh, registry_with


def registry(work):
    """A registry with the job `toy` and the topic that runs it."""
    return registry_with(seams.job("toy", title=NAME, schedule=Daily("02:00"))(fresh(work)), run_asked)


def asked_for(engine, offered, clock, job="toy"):
    with transaction(engine) as session:
        return ask(session, offered, job, now=clock.now())


def drained(engine, offered, clock):
    return drain(engine, offered, clock=clock, worker="w")


def runs(engine):
    with session_factory(engine)() as session:
        return [(run.report, run.error, run.due_at, run.finished_at) for run in last_runs(session, "toy")]


def states(engine):
    with session_factory(engine)() as session:
        return session.scalars(select(OutboxItem.state)).all()


def test_a_job_asked_for_runs_when_the_outbox_is_drained(engine, clock):
    offered = registry(lambda _session, slot: {"day": slot.day.isoformat()})
    assert asked_for(engine, offered, clock)
    assert runs(engine) == []
    assert drained(engine, offered, clock).done == 1
    assert runs(engine) == [({"day": "2026-03-10"}, None, None, clock.now())]


def test_it_is_queued_once_until_it_has_run(engine, clock):
    offered = registry(lambda _session, _slot: None)
    assert [asked_for(engine, offered, clock) for _ in range(2)] == [True, False]
    with session_factory(engine)() as session:
        assert asked(session) == {"toy"}
    drained(engine, offered, clock)
    clock.advance(seconds=1)
    assert asked_for(engine, offered, clock)
    drained(engine, offered, clock)
    assert len(runs(engine)) == 2


def test_a_failure_undoes_the_work_and_is_told_in_the_ledger(engine, clock):
    def work(session, slot):
        session.add(Workday(day=slot.day, kind=DayKind.OFF.value))
        session.flush()
        raise LookupError("no such register")

    offered = registry(work)
    asked_for(engine, offered, clock)
    drained(engine, offered, clock)
    assert [error for _, error, _, _ in runs(engine)] == ["LookupError: no such register"]
    assert states(engine) == ["done"], "it is not tried again by itself"
    with session_factory(engine)() as session:
        assert session.scalars(select(Workday)).all() == []


def test_a_statement_that_fails_does_not_lose_the_run(engine, clock):
    def work(session, slot):
        session.add_all([JobRun(job="x", slot="x", started_at=slot.at, report={}) for _ in range(2)])
        session.flush()

    offered = registry(work)
    asked_for(engine, offered, clock)
    drained(engine, offered, clock)
    assert "unique" in runs(engine)[0][1].lower()


def test_a_job_nobody_offers_is_refused(engine, clock):
    with pytest.raises(RegistryError, match="tox"):
        asked_for(engine, registry(lambda _session, _slot: None), clock, "tox")


def test_a_job_whose_plugin_left_meanwhile_is_a_dead_letter(engine, clock):
    asked_for(engine, registry(lambda _session, _slot: None), clock)
    drained(engine, assembled({"kernel": [seams], "app": [asking]}), clock)
    assert states(engine) == ["dead"]
