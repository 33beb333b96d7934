"""kernel.outbox between processes: one is killed in the middle, several drain at once."""

import subprocess
import sys
from collections import Counter

import pytest
from sqlalchemy import select

from kernel.db import session_factory, transaction
from kernel.models import AuditEntry
from kernel.outbox import Drained, defer, drain
from kernel.outbox.claiming import LEASE
from tests.kernel import snapshots
from tests.kernel.doomed import handle


def started(act, url, folder):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.kernel.doomed", act, url, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )


def killed_when_ready(process):
    """The process was killed as by the machine, at the moment it named."""
    with process:
        assert process.stdout.readline() == "now\n"
        process.kill()


def works(engine):
    with session_factory(engine)() as session:
        return Counter(session.scalars(select(AuditEntry.thing)))


def test_work_interrupted_by_a_kill_is_done_once_by_another(engine, migrated_url, clock, tmp_path):
    with transaction(engine) as session:
        defer(session, "toy", {"number": 1}, now=clock.now())
    killed_when_ready(started("drain-and-hang", migrated_url, tmp_path))
    assert works(engine) == {}
    registry = snapshots.topic(handle)
    assert drain(engine, registry, clock=clock, worker="heir") == Drained()
    clock.advance(seconds=LEASE.total_seconds())
    assert drain(engine, registry, clock=clock, worker="heir") == Drained(done=1)
    assert drain(engine, registry, clock=clock, worker="heir") == Drained()
    assert works(engine) == {"1": 1}


@pytest.mark.slow
def test_processes_side_by_side_do_everything_once(engine, migrated_url, clock, tmp_path):
    with transaction(engine) as session:
        for number in range(16):
            defer(session, "toy", {"number": number}, now=clock.now())
    processes = [started("drain", migrated_url, tmp_path) for _ in range(2)]
    for process in processes:
        with process:
            assert process.wait(timeout=60) == 0
    assert len(works(engine)) == 16
    assert set(works(engine).values()) == {1}
